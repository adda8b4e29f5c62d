"""The running order of a session: slides to show and activities to open, one after the other, from its scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from base_connaissance.modeles import Base
from base_connaissance.presentation import remplir
from base_connaissance.scenarios import Etape, Scenario
from formation.diapositives import Diapositive, composer_diapositives
from formation.empreintes import jouable

GenrePoint = Literal["diapositive", "texte", "position", "quiz", "vote", "objections", "mesure"]
MESURE_AVANT, MESURE_APRES = "mesure.avant", "mesure.apres"
POSITIONS = {"accord": "D'accord", "desaccord": "Pas d'accord", "depend": "Ça dépend"}
# Moments whose sentences deserve a vote: proposals, not memories nor personal commitments.
_A_VOTER = frozenset({"cas", "regles", "objections"})
_DIAPOSITIVES = frozenset({"titre", "etape", "fiche", "points", "objection", "sources"})


@dataclass(frozen=True)
class Point:
    """One point of the running order. `items` are quiz items; `source` is the point whose ideas a vote is about.

    `diapositive` is what is projected; for a question, it carries the notes for the trainer.
    """

    id: str
    genre: GenrePoint
    titre: str
    etape: str = ""
    moment: str = ""
    surtitre: str = ""
    diapositive: Diapositive | None = None
    items: tuple[str, ...] = ()
    source: str = ""
    fiche: str = ""

    @property
    def se_repond(self) -> bool:
        """Whether the room answers it."""
        return self.genre != "diapositive"


def composer_deroule(base: Base, scenario: Scenario, jour: date, mesure: Sequence[str] = ()) -> tuple[Point, ...]:
    """Every point, in order; `mesure` are the items asked before and after. Items that may not be played are left out.

    Raises ParametreInconnu when a figure has no value on that day.
    """
    diapositives = composer_diapositives(base, scenario, jour)
    points = [Point("titre", "diapositive", scenario.titre, diapositive=diapositives[0])]
    items = tuple(nom for nom in dict.fromkeys(mesure) if jouable(base, nom, jour))
    if items:
        points.append(Point(MESURE_AVANT, "mesure", "Avant de commencer", surtitre="Mesure, 1 sur 2", items=items))
    apres = Point(MESURE_APRES, "mesure", "Les mêmes questions, après", surtitre="Mesure, 2 sur 2", items=items)
    for etape in scenario.etapes:
        if etape.moment == "cloture" and items and apres not in points:
            points.append(apres)
        points += _etape(base, etape, [d for d in diapositives if d.etape == etape.id], jour)
    if items and apres not in points:
        points.append(apres)
    sources = [d for d in diapositives if d.genre == "sources"]
    points += [
        Point(f"sources.{rang}", "diapositive", d.titre, diapositive=d) for rang, d in enumerate(sources, start=1)
    ]
    return tuple(points)


def _etape(base: Base, etape: Etape, diapositives: Sequence[Diapositive], jour: date) -> Iterator[Point]:
    if etape.moment == "objections":
        titre = etape.question or "Quelle objection avez-vous entendue, ou pensée ?"
        yield Point(f"{etape.id}.o", "objections", titre, etape.id, etape.moment, etape.titre)
    for rang, diapositive in enumerate(diapositives, start=1):
        if diapositive.genre == "etape" and etape.question:
            if etape.moment != "objections":
                yield from _question(etape, diapositive)
        elif diapositive.genre == "position" and etape.moment == "positions":
            yield Point(
                f"{etape.id}.p.{diapositive.fiche}", "position", diapositive.titre, etape.id, etape.moment, etape.titre,
                diapositive=diapositive, fiche=diapositive.fiche,
            )  # fmt: skip
        elif diapositive.genre in _DIAPOSITIVES or diapositive.genre == "position":
            yield Point(
                f"{etape.id}.d.{rang}", "diapositive", diapositive.titre, etape.id, etape.moment, diapositive.surtitre,
                diapositive=diapositive,
            )  # fmt: skip
    jouables = [nom for nom in dict.fromkeys(etape.quiz) if jouable(base, nom, jour)]
    for numero, nom in enumerate(jouables, start=1):
        item = base.quiz[nom]
        enonce = remplir(base, item.enonce, jour, base.fiches.get(item.fiche))
        yield Point(
            f"{etape.id}.z.{nom}", "quiz", enonce, etape.id, etape.moment, f"Question {numero} sur {len(jouables)}",
            items=(nom,), fiche=item.fiche,
        )  # fmt: skip


def _question(etape: Etape, diapositive: Diapositive) -> Iterator[Point]:
    titre = etape.question or etape.titre
    yield Point(f"{etape.id}.q", "texte", titre, etape.id, etape.moment, etape.titre, diapositive=diapositive)
    if etape.moment in _A_VOTER:
        yield Point(
            f"{etape.id}.v", "vote", "Quelle idée garder d'abord ?", etape.id, etape.moment, etape.titre,
            source=f"{etape.id}.q",
        )  # fmt: skip
