"""The handout: two printed pages that participants keep. What does not fit is named, not squeezed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from base_connaissance.modeles import Base
from base_connaissance.scenarios import Scenario
from formation.fiches_lues import FicheLue, SourceLue, lire_fiches

# Words that fill two A4 pages of two columns with the style sheet's sizes, measured in Chromium.
MOTS = 950
_MOTS_PAR_SOURCE = 12
SOURCES = 14


@dataclass(frozen=True)
class Livret:
    """`fiches` and `objections` are told in full, `a_lire` by title only; `sources` are those of the first ones."""

    fiches: tuple[FicheLue, ...]
    objections: tuple[FicheLue, ...]
    a_lire: tuple[FicheLue, ...]
    sources: tuple[SourceLue, ...]
    questions: tuple[str, ...]


def composer_livret(base: Base, scenario: Scenario, jour: date) -> Livret:
    """What the session showed, in order, within two pages; objections come after the rules."""
    regles = lire_fiches(base, (nom for etape in scenario.etapes for nom in etape.fiches), scenario.public, jour)
    freins = lire_fiches(base, (nom for etape in scenario.etapes for nom in etape.objections), scenario.public, jour)
    reste = MOTS
    gardees: list[FicheLue] = []
    laissees: list[FicheLue] = []
    for lue in (*regles, *freins):
        taille = len(f"{lue.titre} {lue.reponse}".split()) + _MOTS_PAR_SOURCE
        if taille <= reste and not laissees:
            gardees.append(lue)
            reste -= taille
        else:
            laissees.append(lue)
    sources = dict.fromkeys(source for lue in gardees for source in lue.sources[:2])
    engagements = [etape.question for etape in scenario.etapes if etape.moment == "engagement" and etape.question]
    return Livret(
        fiches=tuple(lue for lue in gardees if lue.famille != "frein"),
        objections=tuple(lue for lue in gardees if lue.famille == "frein"),
        a_lire=tuple(laissees),
        sources=tuple(sources)[:SOURCES],
        questions=tuple(engagements),
    )
