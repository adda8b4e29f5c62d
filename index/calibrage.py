"""Fitting the decision on questions that it has not seen.

Three sorts: paraphrases held out of the index, questions that people could ask with the fiches that answer them
(`JEUX_DANS_LE_CHAMP`), and questions out of scope (`hors_champ.jsonl`). The last two come in halves: `ajustement`
is used here, `controle` is only looked at by the evaluation. The thresholds follow from `jeux/couts.json`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier
from threadpoolctl import threadpool_limits

from base_connaissance.modeles import Base, Fiche
from index.adaptation import est_apprise
from index.allegement import alleger
from index.arbres import Arbres
from index.decision import Calibrage, Couts, caracteristiques, voisines_de
from index.decoupage import Unite
from index.encodeur import Encodeur
from index.equivalences import acceptees
from index.intentions import Intentions
from index.moteur import Lecture, Moteur
from index.reseaux import Vecteurs
from index.retenue import PLI_DU_REGLAGE, Corpus, est_retenue_dehors, plis_des_questions, questions_du_pli
from index.situations import est_choisie, situer, situer_les_lignes

JEUX = Path(__file__).parent / "jeux"
# Each with the share of the fit that it belongs to (`jeux/couts.json`). The first was written by hand with the base;
# two by other readers of the direct answers: real cases, indirect words, then what people type in a hurry (an amount, a
# place, three words); three by readers of the facts who had opened no fiche, the second as a FAQ asks, the third as
# buyers, companies, trainers, headlines and telephones do; one asks each fiche in four ways, from three words to a
# story. The last two, details of a section and questions without the words of the trade, are so hard that alone they
# would make the decision timid.
JEUX_DANS_LE_CHAMP = {
    "dans_le_champ.jsonl": "dans_le_champ", "questions_neuves.jsonl": "dans_le_champ",
    "questions_concretes.jsonl": "dans_le_champ", "questions_des_faits.jsonl": "dans_le_champ",
    "questions_variees.jsonl": "dans_le_champ", "questions_courantes.jsonl": "dans_le_champ",
    "questions_de_terrain.jsonl": "dans_le_champ",
    "questions_des_sections.jsonl": "difficiles", "questions_indirectes.jsonl": "difficiles",
}  # fmt: skip
# Many trees of two questions, each on half of the examples and a part of the features: chosen by cross-validation
# (docs/decisions/0005-decision-calibree.md, « Trees instead of lines »).
_REGLAGES: dict[str, Any] = {
    "n_estimators": 200, "learning_rate": 0.07, "max_depth": 2, "min_samples_leaf": 30, "subsample": 0.5,
    "max_features": 0.4, "random_state": 0,
}  # fmt: skip
_DERIVE_ADMISE = 0.02
# Of so many questions of the easier sets, one is asked again in a situation (`index.situations`).
_UNE_EN_SITUATION_SUR = 4
# Of so many questions of the base, one teaches the intentions in a situation too.
_UNE_DITE_SUR = 12


@dataclass(frozen=True)
class Exemple:
    """One observation: its set, features, whether the first fiche is right, whether the base answers at all."""

    jeu: str
    valeurs: npt.NDArray[np.float64]
    juste: bool
    dedans: bool


class Posee(NamedTuple):
    """A line of a set of questions that the base answers: the share of the fit it belongs to, its text as encoded."""

    part: str
    ligne: dict[str, Any]
    texte: str
    profil: Vecteurs


def lire_jeu(nom: str, partie: str) -> list[dict[str, Any]]:
    """Lines of one half (« ajustement » or « controle ») of a set of questions."""
    lignes = [json.loads(ligne) for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return [ligne for ligne in lignes if ligne["partie"] == partie]


def lire_dans_le_champ(partie: str) -> list[dict[str, Any]]:
    """Lines of one half of the sets of questions that the base answers."""
    return [ligne for nom in JEUX_DANS_LE_CHAMP for ligne in lire_jeu(nom, partie)]


def lire_couts() -> tuple[Couts, dict[str, float], dict[str, float]]:
    """The costs, and the weight of each set in the fit of `juste` and of `dedans`."""
    lus = json.loads((JEUX / "couts.json").read_text(encoding="utf-8"))
    couts = Couts(float(lus["reponse_fausse"]), float(lus["refus_a_tort"]), float(lus["choix_hors_champ"]))
    return couts, lus["parts_juste"], lus["parts_dedans"]


def assembler(base: Base, unites: Sequence[Unite], profils: Vecteurs, encodeur: Encodeur) -> Corpus:
    """The base and the fitting half out of scope, encoded, with what teaches in a situation."""
    dehors, dites = questions_dehors(), questions_dites(base, unites)
    return Corpus(
        base, unites, profils, dehors, encodeur.profils([texte for texte, _ in dehors], "question"),
        encodeur.dimension, encodeur.tete, [*dites], encodeur.profils([*dites.values()], "question"),
    )  # fmt: skip


def questions_dehors() -> list[tuple[str, str]]:
    """The fitting half out of scope, each question with its orientation; some of those held out, in a situation too."""
    dehors = [
        (alleger(ligne["question"]), ligne["orientation"]) for ligne in lire_jeu("hors_champ.jsonl", "ajustement")
    ]
    retenues = [(texte, orientation) for texte, orientation in dehors if est_retenue_dehors(texte)]
    situees = retenues[::_UNE_EN_SITUATION_SUR]
    return dehors + [(alleger(situer(texte, "ajustement", None)), orientation) for texte, orientation in situees]


def questions_dites(base: Base, unites: Sequence[Unite]) -> dict[int, str]:
    """Some questions of the base told in a situation, by rank of unit."""
    return {
        rang: alleger(situer(unite.texte, "ajustement", base.fiches.get(unite.document)))
        for rang, unite in enumerate(unites)
        if unite.genre == "question" and est_choisie(unite.texte, _UNE_DITE_SUR)
    }


def calibrer(corpus: Corpus, encodeur: Encodeur, repris: Calibrage | None = None) -> tuple[Intentions, Calibrage]:
    """Learn the intentions on everything, and fit the two probabilities on questions not seen (unless `repris`)."""
    if repris is not None:
        _poser(corpus.base, encodeur)  # nothing is asked of them, but an index keeps what the next one will ask
        return corpus.intentions(), repris
    with ThreadPoolExecutor(os.cpu_count()) as apprentis, threadpool_limits(1):
        # Each fit on one thread and several at once, the algebra of one being too small to fill two; the questions
        # that only the whole index is asked are encoded meanwhile. What a fold says is read where it is learnt.
        complet = apprentis.submit(corpus.moteur)
        non_vues = apprentis.submit(list, _non_vues(corpus))
        posees = _poser(corpus.base, encodeur)
        exemples = [*non_vues.result(), *_dans_le_champ(corpus, complet.result(), posees)]
    couts, *parts = lire_couts()
    vrais = [exemple.juste for exemple in exemples], [exemple.dedans for exemple in exemples]
    with ThreadPoolExecutor(os.cpu_count()) as apprentis:
        juste, dedans = apprentis.map(lambda vrai, part: _ajuster(exemples, vrai, part), vrais, parts)
    calibrage = Calibrage(juste, dedans, couts.seuil_reponse, couts.seuil_choix)
    intentions = complet.result().intentions
    assert intentions is not None
    return intentions, calibrage


def reprendre(ancien: Calibrage, avant: Sequence[Unite], unites: Sequence[Unite]) -> Calibrage | None:
    """The former fit, when the base has hardly changed since: an edited fiche does not move a dozen coefficients.

    None when too many units have changed: a build from nothing always fits.
    """
    cles_avant, cles = {unite.cle for unite in avant}, {unite.cle for unite in unites}
    derive = ancien.derive + len(cles_avant ^ cles) / max(1, len(cles))
    return replace(ancien, derive=round(derive, 6)) if derive <= _DERIVE_ADMISE else None


def est_juste(moteur: Moteur, lecture: Lecture, attendues: Sequence[str], question: str) -> bool:
    """Whether the first fiche is one that answers."""
    return moteur.classement.documents[int(lecture.ordre[0])] in acceptees(attendues, question)


def _non_vues(corpus: Corpus) -> Iterator[Exemple]:
    """Paraphrases and questions out of scope that neither this index nor the encoder's adaptation has learnt."""
    de_pli, voisines, fiches = plis_des_questions(corpus.unites), voisines_de(corpus.base), corpus.base.fiches
    moteur = corpus.moteur(lambda rang: de_pli[rang] != PLI_DU_REGLAGE, est_apprise)
    for question in questions_du_pli(corpus, moteur, PLI_DU_REGLAGE, lambda unite: est_reformulation(fiches, unite)):
        valeurs = caracteristiques(moteur, question.lecture, voisines)
        juste = est_juste(moteur, question.lecture, [question.fiche], question.texte)
        yield Exemple("reformulations", valeurs, juste, dedans=True)
    dehors = [rang for rang, (texte, _) in enumerate(corpus.dehors) if not est_apprise(texte)]
    textes = [corpus.dehors[rang][0] for rang in dehors]
    for lecture in moteur.lire_ensemble(textes, corpus.profils_dehors[dehors]):
        yield Exemple("hors_champ", caracteristiques(moteur, lecture, voisines), juste=False, dedans=False)


def est_reformulation(fiches: Mapping[str, Fiche], unite: Unite) -> bool:
    """Whether a question is a plain other phrasing; in a fiche without any, every question of it is."""
    fiche = fiches[unite.document]
    return not fiche.formulations or unite.texte in fiche.formulations


def lignes_posees(base: Base) -> list[tuple[str, dict[str, Any]]]:
    """The fitting half of what the base answers, each line with its share of the fit; some in a situation too."""
    lignes = [
        (part, ligne)
        for nom, part in JEUX_DANS_LE_CHAMP.items()
        for ligne in lire_jeu(nom, "ajustement")
        if base.fiches.keys() & ligne["fiches"]
    ]
    simples = [ligne for part, ligne in lignes if part == "dans_le_champ"][::_UNE_EN_SITUATION_SUR]
    situees = situer_les_lignes(base.fiches, simples, "ajustement")
    return lignes + [("dans_le_champ", ligne) for ligne in situees]


def question_seule(ligne: Mapping[str, Any]) -> str:
    """The question of a line as it was judged, without its situation or its slips."""
    return str(ligne.get("origine", ligne["question"]))


def _poser(base: Base, encodeur: Encodeur) -> list[Posee]:
    choisies = [(part, ligne, alleger(ligne["question"])) for part, ligne in lignes_posees(base)]
    profils = encodeur.profils([texte for *_, texte in choisies], "question")
    return [Posee(*choisie, profil) for choisie, profil in zip(choisies, profils, strict=True)]


def _dans_le_champ(corpus: Corpus, complet: Moteur, posees: Sequence[Posee]) -> Iterator[Exemple]:
    voisines = voisines_de(corpus.base)
    lectures = complet.lire_ensemble([posee.texte for posee in posees], [posee.profil for posee in posees])
    for posee, lecture in zip(posees, lectures, strict=True):
        valeurs = caracteristiques(complet, lecture, voisines)
        juste = est_juste(complet, lecture, posee.ligne["fiches"], question_seule(posee.ligne))
        yield Exemple(posee.part, valeurs, juste, dedans=True)


def _ajuster(exemples: Sequence[Exemple], vrai: Sequence[bool], parts: Mapping[str, float]) -> Arbres:
    x, y = np.array([exemple.valeurs for exemple in exemples]), np.array(vrai, dtype=int)
    if y.min() == y.max():  # a base too small to be measured: always the same answer, half-heartedly
        return Arbres()
    effectifs = {jeu: sum(exemple.jeu == jeu for exemple in exemples) for jeu in parts}
    poids = np.array([parts[exemple.jeu] / effectifs[exemple.jeu] for exemple in exemples]) * len(exemples)
    return Arbres.de_sklearn(GradientBoostingClassifier(**_REGLAGES).fit(x, y, sample_weight=poids))
