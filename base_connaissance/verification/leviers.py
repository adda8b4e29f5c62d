"""Lever tables that hold together: what they name exists, every figure has a value, no trap is asserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from base_connaissance.erreurs import ParametreInconnu, Probleme
from base_connaissance.leviers import ConditionLevier, Levier
from base_connaissance.presentation import REFERENCE, valeur_au
from base_connaissance.verification.contexte import Contexte
from base_connaissance.yaml_situe import lire_yaml

LEVIERS = "conseil/leviers.yml"
CONDITIONS = "conseil/leviers_conditions.yml"
_ENTRE_GUILLEMETS = re.compile(r"«[^»]*»")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """Missing targets, unused conditions, figures unknown when a sentence is said, traps asserted."""
    if contexte.seule is not None:
        return
    for levier in contexte.base.leviers.values():
        yield from (ici(contexte, LEVIERS, levier.id, message) for message in _levier(contexte, levier))
    citees = {nom for levier in contexte.base.leviers.values() for nom in levier.references()}
    for condition in contexte.base.conditions.values():
        yield from (ici(contexte, CONDITIONS, condition.id, message) for message in _condition(contexte, condition))
        if condition.id not in citees:
            yield ici(contexte, CONDITIONS, condition.id, "aucun levier ne cite cette condition")


def pieges_affirmes(contexte: Contexte, phrases: tuple[str, ...]) -> Iterator[str]:
    """A message per known wrong idea stated outside guillemets in one of `phrases`."""
    chemin = contexte.racine / "pieges.yml"
    if not chemin.exists():
        return
    pieges, _ = lire_yaml(chemin.read_text(encoding="utf-8"), "pieges.yml")
    for piege in pieges:
        for phrase in phrases if piege.get("interdit") else ():
            if re.search(piege["interdit"], _ENTRE_GUILLEMETS.sub(" ", phrase), re.IGNORECASE):
                yield f"piège « {piege['id']} » affirmé : « {phrase[:60]} »"


def cibles(contexte: Contexte, sources: tuple[str, ...], fiches: tuple[str, ...]) -> Iterator[str]:
    """A message per source or fiche that does not exist."""
    yield from (f"la source « {s} » n'est pas dans sources.yml" for s in sources if s not in contexte.base.sources)
    yield from (f"la fiche « {f} » n'existe pas" for f in fiches if f not in contexte.base.fiches)


def chiffres(contexte: Contexte, phrases: tuple[str, ...], jour: date) -> Iterator[str]:
    """A message per `{{ name }}` of `phrases` without a value on `jour`."""
    for nom in dict.fromkeys(nom for phrase in phrases for nom in REFERENCE.findall(phrase)):
        try:
            valeur_au(contexte.base, nom, jour)
        except ParametreInconnu:
            yield f"aucune valeur pour « {{{{ {nom} }}}} » au {jour}"


def _levier(contexte: Contexte, levier: Levier) -> Iterator[str]:
    yield from cibles(contexte, levier.toutes_les_sources(), levier.toutes_les_fiches())
    for nom in levier.references():
        if nom not in contexte.base.conditions:
            yield f"la condition « {nom} » n'est pas dans {CONDITIONS}"
    yield from chiffres(contexte, levier.phrases(), contexte.jour)
    for obligation in levier.obligations:
        yield from chiffres(contexte, (obligation.texte,), obligation.depuis)
        if obligation.sauf and obligation.leve is None:
            yield "une obligation qui peut être levée (« sauf ») doit dire comment (« leve »)"
    yield from pieges_affirmes(contexte, levier.phrases())


def _condition(contexte: Contexte, condition: ConditionLevier) -> Iterator[str]:
    fiches = (condition.fiche,) if condition.fiche else ()
    yield from cibles(contexte, condition.sources, fiches)
    if not condition.sources and not condition.usage:
        yield "une condition de droit cite sa source"
    phrases = tuple(filter(None, (condition.oui, condition.non, condition.garde, condition.ouverte)))
    yield from pieges_affirmes(contexte, phrases)


def ligne_de(chemin: Path, cle: str) -> int | None:
    """The line where the entry `cle` of a table starts; None when it is not there."""
    lignes = chemin.read_text(encoding="utf-8").splitlines()
    return next((rang for rang, texte in enumerate(lignes, start=1) if texte.startswith(f"{cle}:")), None)


def ici(contexte: Contexte, fichier: str, cle: str, message: str) -> Probleme:
    """A finding at the line of the entry `cle`."""
    ligne = ligne_de(contexte.racine / fichier, cle) or 1
    return Probleme(f"{contexte.racine.name}/{fichier}", ligne, message)
