"""Cards to cut out, eight to an A4 page: the session's objections, then structures and levers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from base_connaissance.modeles import Base
from base_connaissance.scenarios import Scenario
from formation.fiches_lues import FicheLue, lire_fiches

PAR_PAGE = 8


@dataclass(frozen=True)
class Planche:
    """One page of at most eight cards of the same set."""

    libelle: str
    cartes: tuple[FicheLue, ...]


def composer_cartes(base: Base, scenario: Scenario, jour: date) -> list[Planche]:
    """Every page of cards. Without objections of its own, a session gets those of its themes."""
    objections = [nom for etape in scenario.etapes for nom in etape.objections]
    themes = (base.themes_seance[nom] for nom in scenario.themes if nom in base.themes_seance)
    objections = objections or [nom for theme in themes for nom in theme.objections]
    jeux = [("Objections", objections), *((jeu.libelle, list(jeu.fiches)) for jeu in base.cartes.values())]
    planches: list[Planche] = []
    for libelle, noms in jeux:
        lues = lire_fiches(base, noms, scenario.public, jour)
        planches += [Planche(libelle, tuple(lues[rang : rang + PAR_PAGE])) for rang in range(0, len(lues), PAR_PAGE)]
    return planches
