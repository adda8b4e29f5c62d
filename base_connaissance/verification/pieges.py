"""The known traps: each wrong idea is refuted by a fiche, and asserted nowhere.

`pieges.yml` holds, for each trap, the right rule, the fiche that states it, words that this fiche must contain, and a
pattern of the wrong statement. The pattern may appear only where the base refutes it: a « Pièges » section, a former
rule, or between guillemets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from base_connaissance.clauses import ClauseType
from base_connaissance.erreurs import ParametreInconnu, Probleme
from base_connaissance.modeles import Fiche
from base_connaissance.presentation import remplir
from base_connaissance.verification.contexte import Contexte, Ecrit
from base_connaissance.yaml_situe import lire_yaml

_SECTIONS_DE_REFUTATION = re.compile(r"pi[eè]ge|avant|l'on entend|ne pas confondre|vrai", re.IGNORECASE)
_ENTRE_GUILLEMETS = re.compile(r"«[^»]*»")


def controler(contexte: Contexte) -> Iterator[Probleme]:
    """A trap without its fiche, a fiche without the rule, or a wrong statement made in the base's own voice."""
    chemin = contexte.racine / "pieges.yml"
    if not chemin.exists():
        return
    pieges, lignes = lire_yaml(chemin.read_text(encoding="utf-8"), "pieges.yml")
    for rang, piege in enumerate(pieges):
        ou = f"{contexte.racine.name}/pieges.yml"
        fiche = contexte.base.fiches.get(piege["fiche"])
        if fiche is None:
            yield Probleme(ou, lignes[(rang,)], f"« {piege['id']} » : la fiche « {piege['fiche']} » n'existe pas")
        elif not re.search(piege["attendu"], _tout(contexte, fiche), re.IGNORECASE):
            yield Probleme(ou, lignes[(rang,)], f"« {piege['id']} » : la fiche « {fiche.id} » ne dit pas la règle")
        yield from _assertions(contexte, piege)


def _tout(contexte: Contexte, fiche: Fiche) -> str:
    morceaux = [fiche.reponse, *fiche.reponses_par_public.values(), *(section.texte for section in fiche.sections)]
    return " ".join(" ".join(_rempli(contexte, fiche, morceau) for morceau in morceaux).replace("\u202f", " ").split())


def _rempli(contexte: Contexte, fiche: Fiche, texte: str) -> str:
    """The text with its figures, as written if one is unknown: `liens` reports that."""
    try:
        return remplir(contexte.base, texte, contexte.jour, fiche)
    except ParametreInconnu:
        return texte


def _affirmes(ecrit: Ecrit) -> list[str]:
    """What the base says in its own voice."""
    if isinstance(ecrit, ClauseType):
        return [ecrit.pourquoi, ecrit.texte, ecrit.precautions]
    sections = [s.texte for s in ecrit.sections if not _SECTIONS_DE_REFUTATION.search(s.titre)]
    return [ecrit.reponse, *ecrit.reponses_par_public.values(), *sections]


def _assertions(contexte: Contexte, piege: dict[str, Any]) -> Iterator[Probleme]:
    if not piege.get("interdit"):
        return
    motif = re.compile(piege["interdit"], re.IGNORECASE)
    for ecrit in contexte.ecrits():
        for texte in _affirmes(ecrit):
            if (trouve := motif.search(_ENTRE_GUILLEMETS.sub(" ", " ".join(texte.split())))) is not None:
                yield contexte.probleme(ecrit, trouve[0], f"piège « {piege['id']} » affirmé : « {trouve[0]} »")
