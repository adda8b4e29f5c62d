"""Fitting the decision on questions that it has not seen.

Three sorts: paraphrases held out of the index, questions that people could ask with the fiches that answer them
(`index.posees`), and questions out of scope (`hors_champ.jsonl`). The last two come in halves: `ajustement`
is used here, `controle` is only looked at by the evaluation. The thresholds follow from `jeux/couts.json`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
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
from index.posees import JEUX, UNE_EN_SITUATION_SUR, lignes_posees, lire_jeu, question_seule
from index.reseaux import Vecteurs
from index.retenue import PLI_DU_REGLAGE, Corpus, est_retenue_dehors, pli_de, plis_des_questions, questions_du_pli
from index.situations import est_choisie, situer

# Many trees of two questions, each on half of the examples and a part of the features: chosen by cross-validation
# (docs/decisions/0005-decision-calibree.md, « Trees instead of lines »).
_REGLAGES: dict[str, Any] = {
    "n_estimators": 200, "learning_rate": 0.07, "max_depth": 2, "min_samples_leaf": 30, "subsample": 0.5,
    "max_features": 0.4, "random_state": 0,
}  # fmt: skip
_DERIVE_ADMISE = 0.02
# An index of the fit knows part of what others ask, as the one that is served knows it all.
_MOITIES = 2
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
    situees = retenues[::UNE_EN_SITUATION_SUR]
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
        # Each fit on one thread and several at once, the algebra of one being too small to fill two; what is asked is
        # encoded meanwhile.
        moteurs = [apprentis.submit(_sans_ce_qui_regle, corpus, moitie) for moitie in range(_MOITIES)]
        completes = apprentis.submit(corpus.intentions)
        posees = _poser(corpus.base, encodeur)
        lus = [apprentis.submit(list, _exemples(corpus, m.result(), posees, rang)) for rang, m in enumerate(moteurs)]
        exemples = [exemple for lu in lus for exemple in lu.result()]
        intentions = completes.result()
    couts, *parts = lire_couts()
    vrais = [exemple.juste for exemple in exemples], [exemple.dedans for exemple in exemples]
    with ThreadPoolExecutor(os.cpu_count()) as apprentis:
        juste, dedans = apprentis.map(lambda vrai, part: _ajuster(exemples, vrai, part), vrais, parts)
    calibrage = Calibrage(juste, dedans, couts.seuil_reponse, couts.seuil_choix)
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


def _moitie(texte: str) -> int:
    return pli_de(texte) % _MOITIES


def _sans_ce_qui_regle(corpus: Corpus, moitie: int) -> Moteur:
    """An index without the fold that fits the decision, nor half of the questions of others; what is out of scope, only
    if the encoder was taught it."""
    plis, unites = plis_des_questions(corpus.unites), corpus.unites

    def garde(rang: int) -> bool:
        return plis[rang] != PLI_DU_REGLAGE and not (unites[rang].posee and _moitie(unites[rang].texte) == moitie)

    return corpus.moteur(garde, est_apprise)


def _exemples(corpus: Corpus, moteur: Moteur, posees: Sequence[Posee], moitie: int) -> Iterator[Exemple]:
    """Half of the paraphrases, of what is out of scope, of the questions of others: none that this index has learnt."""
    voisines, fiches = voisines_de(corpus.base), corpus.base.fiches

    def retenir(unite: Unite) -> bool:
        return est_reformulation(fiches, unite) and _moitie(unite.texte) == moitie

    for question in questions_du_pli(corpus, moteur, PLI_DU_REGLAGE, retenir):
        valeurs = caracteristiques(moteur, question.lecture, voisines)
        juste = est_juste(moteur, question.lecture, [question.fiche], question.texte)
        yield Exemple("reformulations", valeurs, juste, dedans=True)
    dehors = [
        rang for rang, (texte, _) in enumerate(corpus.dehors) if not est_apprise(texte) and _moitie(texte) == moitie
    ]
    textes = [corpus.dehors[rang][0] for rang in dehors]
    for lecture in moteur.lire_ensemble(textes, corpus.profils_dehors[dehors]):
        yield Exemple("hors_champ", caracteristiques(moteur, lecture, voisines), juste=False, dedans=False)
    siennes = [posee for posee in posees if _moitie(alleger(question_seule(posee.ligne))) == moitie]
    lectures = moteur.lire_ensemble([posee.texte for posee in siennes], [posee.profil for posee in siennes])
    for posee, lecture in zip(siennes, lectures, strict=True):
        juste = est_juste(moteur, lecture, posee.ligne["fiches"], question_seule(posee.ligne))
        yield Exemple(posee.part, caracteristiques(moteur, lecture, voisines), juste, dedans=True)


def est_reformulation(fiches: Mapping[str, Fiche], unite: Unite) -> bool:
    """Whether a question is a plain other phrasing; in a fiche without any, every question of it is."""
    fiche = fiches[unite.document]
    return not fiche.formulations or unite.texte in fiche.formulations


def _poser(base: Base, encodeur: Encodeur) -> list[Posee]:
    choisies = [(part, ligne, alleger(ligne["question"])) for part, ligne in lignes_posees(base)]
    profils = encodeur.profils([texte for *_, texte in choisies], "question")
    return [Posee(*choisie, profil) for choisie, profil in zip(choisies, profils, strict=True)]


def _ajuster(exemples: Sequence[Exemple], vrai: Sequence[bool], parts: Mapping[str, float]) -> Arbres:
    x, y = np.array([exemple.valeurs for exemple in exemples]), np.array(vrai, dtype=int)
    if y.min() == y.max():  # a base too small to be measured: always the same answer, half-heartedly
        return Arbres()
    effectifs = {jeu: sum(exemple.jeu == jeu for exemple in exemples) for jeu in parts}
    poids = np.array([parts[exemple.jeu] / effectifs[exemple.jeu] for exemple in exemples]) * len(exemples)
    return Arbres.de_sklearn(GradientBoostingClassifier(**_REGLAGES).fit(x, y, sample_weight=poids))
