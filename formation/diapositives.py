"""The slides of a scenario: what the fiches say in their answers and « En bref », each with its source and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from base_connaissance.jeux_de_role import JeuDeRole
from base_connaissance.modeles import Base
from base_connaissance.presentation import formater_date
from base_connaissance.rendu import texte_brut
from base_connaissance.scenarios import Etape, Scenario
from formation.choix import LIBELLES_PUBLICS
from formation.fiches_lues import FicheLue, lire_fiches, par_paquets, section_de
from formation.quiz_lu import lire_quiz

Genre = Literal["titre", "etape", "fiche", "points", "position", "objection", "quiz", "reponse", "jeu", "sources"]
# What can be read from the back of a room at the size of the style sheet.
MOTS_PAR_DIAPOSITIVE = 60


@dataclass(frozen=True)
class Diapositive:
    """One slide. `lignes` are plain sentences, `blocs` safe HTML of the base, `notes` safe HTML for the presenter.

    `etape` is the identifier of the step it belongs to, empty for the first and the last slides.
    """

    genre: Genre
    titre: str
    etape: str = ""
    surtitre: str = ""
    lignes: tuple[str, ...] = ()
    blocs: tuple[str, ...] = ()
    citation: str = ""
    fiche: str = ""
    explication: str = ""
    notes: str = ""
    consigne: str = ""
    avertissements: tuple[str, ...] = ()

    @property
    def dense(self) -> bool:
        """Whether it holds more than can be read at full size: a table, a long list of answers."""
        textes = (self.titre, self.explication, *self.lignes, *(texte_brut(bloc) for bloc in self.blocs))
        return sum(len(texte.split()) for texte in textes) > MOTS_PAR_DIAPOSITIVE


def composer_diapositives(base: Base, scenario: Scenario, jour: date) -> list[Diapositive]:
    """Every slide of the session, in order."""
    ouverture = Diapositive(
        "titre", scenario.titre, lignes=(f"{LIBELLES_PUBLICS[scenario.public]} – {formater_date(jour)}",),
        consigne=scenario.resume,
    )  # fmt: skip
    suite = [diapositive for etape in scenario.etapes for diapositive in _etape(base, scenario, etape, jour)]
    return [ouverture, *suite, *_sources(base, scenario, jour)]


def _etape(base: Base, scenario: Scenario, etape: Etape, jour: date) -> Iterator[Diapositive]:
    if etape.question or not (etape.fiches or etape.objections or etape.quiz or etape.jeux):
        yield _annonce(base, etape)
    for lue in lire_fiches(base, etape.fiches, scenario.public, jour):
        yield from _fiche(base, etape, lue, jour)
    objections = lire_fiches(base, etape.objections, scenario.public, jour)
    for lue in objections:
        yield _position(base, etape, lue, jour)
        if etape.moment != "positions":
            yield Diapositive(
                "objection", lue.titre, etape.id, etape.titre, lue.phrases, citation=lue.citation, fiche=lue.id,
                notes=section_de(base, lue.id, "Trois gestes", jour) or "", avertissements=lue.avertissements,
            )  # fmt: skip
    yield from _quiz(base, scenario, etape, jour)
    yield from (_jeu(base.jeux[nom], etape) for nom in etape.jeux if nom in base.jeux)


def _annonce(base: Base, etape: Etape) -> Diapositive:
    moment = base.moments.get(etape.moment)
    return Diapositive(
        "etape", etape.titre, etape.id, moment.libelle if moment else "", (etape.question,) if etape.question else (),
        consigne=" ".join(filter(None, (moment.consigne if moment else "", etape.notes))),
    )  # fmt: skip


def _fiche(base: Base, etape: Etape, lue: FicheLue, jour: date) -> Iterator[Diapositive]:
    notes = section_de(base, lue.id, "Pièges", jour) or ""
    yield Diapositive(
        "fiche", lue.titre, etape.id, etape.titre, lue.phrases, citation=lue.citation, fiche=lue.id, notes=notes,
        avertissements=lue.avertissements,
    )  # fmt: skip
    for paquet in par_paquets(lue.points, MOTS_PAR_DIAPOSITIVE):
        yield Diapositive(
            "points", lue.titre, etape.id, "En bref", blocs=paquet, citation=lue.citation, fiche=lue.id,
            avertissements=lue.avertissements,
        )  # fmt: skip


def _position(base: Base, etape: Etape, lue: FicheLue, jour: date) -> Diapositive:
    lignes = ("D'accord", "Pas d'accord") if etape.moment == "positions" else ()
    question = section_de(base, lue.id, "Question à poser en salle", jour) or ""
    vrai = section_de(base, lue.id, "Ce qui est vrai", jour) or ""
    return Diapositive(
        "position", lue.titre, etape.id, etape.titre, lignes, citation=lue.citation, fiche=lue.id,
        notes=question + vrai,
    )  # fmt: skip


def _quiz(base: Base, scenario: Scenario, etape: Etape, jour: date) -> Iterator[Diapositive]:
    for numero, question in enumerate(lire_quiz(base, etape.quiz, jour), start=1):
        surtitre = f"Question {numero}"
        yield Diapositive("quiz", question.enonce, etape.id, surtitre, question.choix, fiche=question.fiche)
        (lue,) = lire_fiches(base, (question.fiche,), scenario.public, jour)
        yield Diapositive(
            "reponse", question.enonce, etape.id, f"{surtitre} : réponse", question.reponse, citation=lue.citation,
            fiche=lue.id, explication=question.explication,
        )  # fmt: skip


def _jeu(jeu: JeuDeRole, etape: Etape) -> Diapositive:
    roles = (jeu.situation, f"{jeu.joueur} : {jeu.objectif}", f"En face : {jeu.personnage}.")
    observer, debrief = (" ".join(textes) for textes in (jeu.observer, jeu.debrief))
    return Diapositive(
        "jeu", jeu.titre, etape.id, etape.titre, roles, consigne=f"À observer : {observer} Au débrief : {debrief}"
    )


def _sources(base: Base, scenario: Scenario, jour: date) -> Iterator[Diapositive]:
    lues = lire_fiches(base, fiches_de(base, scenario), scenario.public, jour)
    lignes = [lue.citation for lue in lues]
    for paquet in par_paquets(lignes, 2 * MOTS_PAR_DIAPOSITIVE):
        yield Diapositive("sources", "Fiches et sources", lignes=paquet)


def fiches_de(base: Base, scenario: Scenario) -> list[str]:
    """Every fiche that the session shows, in order: those of the steps, their objections, those behind its questions
    and its role-plays.
    """
    noms: dict[str, None] = {}
    for etape in scenario.etapes:
        du_quiz = (base.quiz[nom].fiche for nom in etape.quiz if nom in base.quiz)
        des_jeux = (fiche for nom in etape.jeux if nom in base.jeux for fiche in base.jeux[nom].fiches)
        noms |= dict.fromkeys((*etape.fiches, *etape.objections, *du_quiz, *des_jeux))
    return [nom for nom in noms if nom in base.fiches]
