"""Which fiches, objections, quiz items and role-plays suit an audience and a theme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain, zip_longest

from base_connaissance.modeles import Base, Fiche, Public
from base_connaissance.questionnaire.etat import items_jouables
from base_connaissance.scenarios import PublicSeance, ThemeSeance

# The reader whose words are used; elected officials and mixed rooms get the answer written for everyone.
LECTEURS: dict[PublicSeance, Public | None] = {
    "acheteurs": "acheteur", "entreprises": "entreprise", "elus": None, "mixte": None,
}  # fmt: skip
LIBELLES_PUBLICS: dict[PublicSeance, str] = {
    "acheteurs": "Acheteurs", "entreprises": "Entreprises", "elus": "Élus", "mixte": "Public mixte",
}  # fmt: skip


def convient(fiche: Fiche, public: PublicSeance, jour: date) -> bool:
    """Whether a fiche may be shown to this audience on that day: meant for it, in force, and not to be confirmed."""
    lecteur = LECTEURS[public]
    voulue = lecteur is None or lecteur in fiche.publics
    return voulue and fiche.applicable.contient(jour) and fiche.confiance != "a_confirmer"


def themes_pour(base: Base, public: PublicSeance) -> list[ThemeSeance]:
    """The themes offered to this audience, in the order of the file."""
    return [theme for theme in base.themes_seance.values() if public in theme.publics]


def retenir(base: Base, identifiants: Iterable[str], public: PublicSeance, jour: date, nombre: int) -> tuple[str, ...]:
    """The first `nombre` of these fiches that suit, without repeats."""
    connues = (base.fiches[nom] for nom in dict.fromkeys(identifiants) if nom in base.fiches)
    return tuple(fiche.id for fiche in connues if convient(fiche, public, jour))[:nombre]


def objections_de(themes: Iterable[ThemeSeance]) -> list[str]:
    """The objections of the themes, one from each in turn."""
    tours = zip_longest(*(theme.objections for theme in themes))
    return list(dict.fromkeys(nom for nom in chain.from_iterable(tours) if nom))


def quiz_de(base: Base, fiches: Iterable[str], public: PublicSeance, jour: date, nombre: int) -> tuple[str, ...]:
    """At most `nombre` playable items on these fiches, one fiche after the other in turn, cases apart."""
    lecteur = LECTEURS[public]
    par_fiche: dict[str, list[str]] = {nom: [] for nom in fiches}
    for item in items_jouables(base, jour, public=lecteur):
        if item.fiche in par_fiche and item.type != "cas":
            par_fiche[item.fiche].append(item.id)
    tours = chain.from_iterable(zip_longest(*par_fiche.values()))
    return tuple(nom for nom in tours if nom)[:nombre]


def jeux_de(base: Base, public: PublicSeance) -> tuple[str, ...]:
    """The role-plays offered to this audience."""
    lecteur = LECTEURS[public]
    return tuple(jeu.id for jeu in base.jeux.values() if lecteur is None or lecteur in jeu.publics)
