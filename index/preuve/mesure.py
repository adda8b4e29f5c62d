"""Measuring the coverage: questions of the base held out of index and encoder, then those of `index/jeux`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from index.decision import Calibrage, caracteristiques, voisines_de
from index.equivalences import acceptees
from index.modeles import Reponse
from index.preuve.carte import Issue, Observation
from index.preuve.porte import Porte
from index.retenue import PLI_DU_CONTROLE, PLI_DU_REGLAGE, Corpus, QuestionRetenue, questions_retenues

# What a choice shows: the right fiche among them, the reader finds it.
_CHOIX = 3


def observer_retenues(corpus: Corpus, calibrage: Calibrage) -> Iterator[Observation]:
    """Two folds of the base's questions, answered by an index and an encoder that have never seen them."""
    voisines = voisines_de(corpus.base)
    for question in questions_retenues(corpus, (PLI_DU_REGLAGE, PLI_DU_CONTROLE)):
        juste, dedans = calibrage.probabilites(caracteristiques(question.moteur, question.lecture, voisines))
        yield Observation(fiche=question.fiche, issue=_issue(question, calibrage.decider(juste, dedans)))


def observer_jeux(porte: Porte, jeu: Path, jour: date) -> Iterator[Observation]:
    """The questions of a set, answered by the served search; each counts for the first fiche expected."""
    for ligne in jeu.read_text(encoding="utf-8").splitlines():
        lue = json.loads(ligne) if ligne.strip() else {}
        attendues = [fiche for fiche in lue.get("fiches", []) if fiche in porte.base.fiches]
        if attendues:
            reponse = porte.repondre(lue["question"], None, None, aujourd_hui=jour)
            yield Observation(fiche=attendues[0], issue=issue_de(reponse, attendues))


def issue_de(reponse: Reponse, attendues: Iterable[str]) -> Issue:
    """Reached by an answer or a choice that holds an accepted fiche; missed by a wrong answer; else refused."""
    admises = acceptees(list(attendues))
    if reponse.decision == "reponse":
        return "atteinte" if reponse.fiche in admises else "manquee"
    offertes = {candidat.fiche for candidat in reponse.candidats[:_CHOIX]}
    return "atteinte" if reponse.decision == "choix" and offertes & set(admises) else "refusee"


def _issue(question: QuestionRetenue, decision: str) -> Issue:
    admises = acceptees([question.fiche], question.texte)
    documents = question.moteur.classement.documents
    classees = [documents[int(rang)] for rang in question.lecture.ordre[:_CHOIX]]
    if decision == "reponse":
        return "atteinte" if classees[0] in admises else "manquee"
    return "atteinte" if decision == "choix" and admises & set(classees) else "refusee"
