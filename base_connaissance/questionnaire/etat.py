"""Whether an item may be played: its stamp still matches the fiche, the figures and the words that a person read.

The stamp (`empreinte`) has three parts, so that the reason can be said: the fiche's text, the values of the figures,
the item itself. When one changes, the item is « à revoir » until `quiz valider` stamps it again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from base_connaissance.champs import Modele
from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base, Fiche, Public
from base_connaissance.presentation import valeur_au
from base_connaissance.questionnaire.modeles import Item, ItemAppariement, ItemCas, ItemOrdre, Niveau, Question, Theme
from base_connaissance.questionnaire.resolution import references_de, resoudre

_CAUSES = ("la fiche a changé", "un chiffre a changé", "l'item a changé")


class EtatItem(Modele):
    """Where an item stands: `jouable`, `a_revoir` (a person must read it again) or `indisponible` (its fiche or a
    figure forbids it on that day). `avertissements` do not prevent play."""

    item: str
    etat: Literal["jouable", "a_revoir", "indisponible"]
    raisons: tuple[str, ...] = ()
    avertissements: tuple[str, ...] = ()


def empreinte_item(base: Base, item: Item, jour: date) -> str:
    """The stamp of the item as it can be read on that day: three short sha256 sums, of fiche, figures and item."""
    fiche = base.fiches.get(item.fiche)
    figures = "|".join(f"{nom}={_valeur(base, nom, jour, fiche)}" for nom in references_de(item))
    contenu = item.model_dump_json(exclude={"empreinte"})
    return "-".join(_somme(partie) for partie in (_texte_de_la_fiche(fiche), figures, contenu))


def etat_item(base: Base, item: Item, jour: date) -> EtatItem:
    """The state of the item on that day, with its reasons in French."""
    fiche = base.fiches.get(item.fiche)
    obstacles = tuple(_obstacles(base, item, fiche, jour))
    if obstacles or fiche is None:
        return EtatItem(item=item.id, etat="indisponible", raisons=obstacles)
    retard = (f"la fiche « {fiche.id} » est à revoir depuis le {fiche.a_revoir_le}",)
    avertissements = retard if fiche.a_revoir_le < jour else ()
    raisons = tuple(_changements(item.empreinte, empreinte_item(base, item, jour)))
    return EtatItem(
        item=item.id, etat="a_revoir" if raisons else "jouable", raisons=raisons, avertissements=avertissements
    )


def items_jouables(
    base: Base, jour: date, *, theme: Theme | None = None, public: Public | None = None, niveau: Niveau | None = None
) -> tuple[Item, ...]:
    """The items that may be played on that day, of this theme, for this reader, at this level, in the bank's order."""
    return tuple(
        item for item in selectionner(base, theme=theme, public=public, niveau=niveau)
        if etat_item(base, item, jour).etat == "jouable"
    )  # fmt: skip


def selectionner(
    base: Base, *, theme: Theme | None = None, public: Public | None = None, niveau: Niveau | None = None
) -> Iterator[Item]:
    """The items of this theme, for this reader, at this level, playable or not."""
    for item in base.quiz.values():
        if theme in {None, item.theme} and niveau in {None, item.niveau} and (not public or public in item.publics):
            yield item


def _obstacles(base: Base, item: Item, fiche: Fiche | None, jour: date) -> Iterator[str]:
    if fiche is None:
        yield f"la fiche « {item.fiche} » n'existe pas"
        return
    if fiche.confiance == "a_confirmer":
        yield f"la fiche « {fiche.id} » est à confirmer"
    if not fiche.applicable.contient(jour):
        yield f"la fiche « {fiche.id} » ne s'applique pas au {jour}"
    references = references_de(item)
    for nom in references:
        parametre = base.parametres.get(nom) if nom not in fiche.chiffres else None
        valeur = parametre.a_la_date(jour) if parametre else None
        if valeur is not None and valeur.confiance == "a_confirmer":
            yield f"le chiffre « {nom} » est à confirmer"
    try:
        resolu = resoudre(base, item, jour) if references else item
        yield from (f"deux réponses identiques : « {texte} »" for texte in doublons(resolu))
    except ParametreInconnu as erreur:
        yield f"aucune valeur pour « {erreur.args[0]} » au {jour}"


def doublons(resolu: Item) -> Iterator[str]:
    """The answers offered twice, once figures are filled: one of them would be right and marked wrong."""
    for question in resolu.questions if isinstance(resolu, ItemCas) else (resolu,):
        for textes in _propositions(question):
            simples = [" ".join(re.findall(r"\w+", texte.lower())) for texte in textes]
            yield from (texte for rang, texte in enumerate(textes) if simples[rang] in simples[:rang])


def _propositions(question: Item | Question) -> tuple[tuple[str, ...], ...]:
    if isinstance(question, ItemOrdre):
        return (question.etapes,)
    if isinstance(question, ItemAppariement):
        return tuple(p.gauche for p in question.paires), tuple(p.droite for p in question.paires)
    return (tuple(option.texte for option in getattr(question, "choix", ())),)


def _changements(ancienne: str | None, actuelle: str) -> Iterator[str]:
    if ancienne is None:
        yield "jamais validé"
        return
    parties = ancienne.split("-")
    if len(parties) != len(_CAUSES):
        yield "validation illisible"
        return
    for avant, apres, cause in zip(parties, actuelle.split("-"), _CAUSES, strict=True):
        if avant != apres:
            yield cause


def _texte_de_la_fiche(fiche: Fiche | None) -> str:
    """The words of the fiche, lower case, punctuation apart: a space changed is not a change of law."""
    if fiche is None:
        return ""
    reponses = (fiche.reponse, *(f"{public} {texte}" for public, texte in sorted(fiche.reponses_par_public.items())))
    sections = (f"{section.titre} {section.texte}" for section in fiche.sections)
    return " ".join(re.findall(r"\w+", " ".join((fiche.titre, *reponses, *sections)).lower()))


def _valeur(base: Base, nom: str, jour: date, fiche: Fiche | None) -> str:
    try:
        return valeur_au(base, nom, jour, fiche)
    except ParametreInconnu:
        return "?"


def _somme(texte: str) -> str:
    return hashlib.sha256(texte.encode()).hexdigest()[:8]
