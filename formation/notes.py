"""The facilitator's notes: the clock of the session, what to do at each step, what to have in mind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from base_connaissance.jeux_de_role import JeuDeRole
from base_connaissance.modeles import Base
from base_connaissance.scenarios import Etape, Moment, Scenario
from formation.empreintes import Signalement, signalements
from formation.fiches_lues import FicheLue, lire_fiches, section_de
from formation.quiz_lu import QuestionLue, lire_quiz

# Parts of fiches written for the person in front of the room; the others read on the fiche itself.
_PARTIES = ("Question à poser en salle", "Pour le formateur", "En salle", "Ce qui est vrai", "Trois gestes", "Pièges")


@dataclass(frozen=True)
class Rappel:
    """What to have in mind on a fiche: its answer, then parts of it, as (title, safe HTML)."""

    fiche: FicheLue
    parties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NotesEtape:
    """One step: when it starts and ends (minutes from the beginning), and everything to lead it."""

    etape: Etape
    debut: int
    fin: int
    moment: Moment | None
    rappels: tuple[Rappel, ...]
    questions: tuple[QuestionLue, ...]
    jeux: tuple[JeuDeRole, ...]
    signalements: tuple[Signalement, ...]


def composer_notes(base: Base, scenario: Scenario, jour: date) -> list[NotesEtape]:
    """The notes of every step, in order."""
    signales = signalements(base, scenario, jour)
    notes: list[NotesEtape] = []
    debut = 0
    for etape in scenario.etapes:
        lues = lire_fiches(base, (*etape.fiches, *etape.objections), scenario.public, jour)
        notes.append(
            NotesEtape(
                etape=etape,
                debut=debut,
                fin=debut + etape.minutes,
                moment=base.moments.get(etape.moment),
                rappels=tuple(Rappel(lue, tuple(_parties(base, lue.id, jour))) for lue in lues),
                questions=tuple(lire_quiz(base, etape.quiz, jour)),
                jeux=tuple(base.jeux[nom] for nom in etape.jeux if nom in base.jeux),
                signalements=tuple(signale for signale in signales if signale.etape == etape.id),
            )
        )
        debut += etape.minutes
    return notes


def _parties(base: Base, fiche: str, jour: date) -> Iterator[tuple[str, str]]:
    for titre in _PARTIES:
        if (texte := section_de(base, fiche, titre, jour)) is not None:
            yield titre, texte
