"""An item at a date: every figure in its place, typography applied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from base_connaissance.champs import Modele
from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import Base
from base_connaissance.presentation import REFERENCE, remplir
from base_connaissance.questionnaire.modeles import Item, ItemCas

CHAMPS_DE_TEXTE = {
    "enonce", "explication", "correction", "texte", "pourquoi", "gauche", "droite", "etapes", "unite", "hypotheses",
}  # fmt: skip


def textes_de(item: Item) -> Iterator[tuple[str, str]]:
    """Every text of the item as written, with the name of its field."""
    yield from _textes(item.model_dump(), "")


def references_de(item: Item) -> tuple[str, ...]:
    """The names of the figures that the item uses, sorted."""
    noms = {nom for _, texte in textes_de(item) for nom in REFERENCE.findall(texte)}
    noms |= {nom for reponse in _reponses_chiffrees(item) for nom in REFERENCE.findall(reponse)}
    return tuple(sorted(noms))


def resoudre(base: Base, item: Item, jour: date) -> Item:
    """The same item, texts filled for that day and numbers computed.

    Raises ParametreInconnu when a figure has no value at that date.
    """
    fiche = base.fiches.get(item.fiche)

    def remplacer(champ: str, valeur: Any) -> Any:
        if isinstance(valeur, Modele):
            champs = type(valeur).model_fields
            # A copy is not validated again: the validators would turn the no-break spaces back into ordinary ones.
            return valeur.model_copy(update={nom: remplacer(nom, getattr(valeur, nom)) for nom in champs})
        if isinstance(valeur, tuple):
            return tuple(remplacer(champ, contenu) for contenu in valeur)
        if champ == "reponse" and isinstance(valeur, str):
            return _nombre(base, valeur, jour)
        return remplir(base, valeur, jour, fiche) if champ in CHAMPS_DE_TEXTE and isinstance(valeur, str) else valeur

    return cast(Item, remplacer("", item))


def _nombre(base: Base, reference: str, jour: date) -> float:
    nom = REFERENCE.findall(reference)[0]
    parametre = base.parametres.get(nom)
    valeur = parametre.a_la_date(jour) if parametre else None
    if valeur is None or valeur.haut is not None:
        raise ParametreInconnu(nom)
    return valeur.valeur


def _reponses_chiffrees(item: Item) -> Iterator[str]:
    questions = item.questions if isinstance(item, ItemCas) else (item,)
    for question in questions:
        reponse = getattr(question, "reponse", None)
        if isinstance(reponse, str):
            yield reponse


def _textes(valeur: Any, champ: str) -> Iterator[tuple[str, str]]:
    if isinstance(valeur, dict):
        for cle, contenu in valeur.items():
            yield from _textes(contenu, cle)
    elif isinstance(valeur, list | tuple):
        for contenu in valeur:
            yield from _textes(contenu, champ)
    elif isinstance(valeur, str) and champ in CHAMPS_DE_TEXTE:
        yield champ, valeur
