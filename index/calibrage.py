"""Fitting the decision on three sorts of questions, all answered by an index that does not hold them.

* every question of the base, held out in turn: deliberately oblique, it keeps the decision humble;
* plain questions of `jeux/dans_le_champ.jsonl`, with the fiches that answer them;
* questions out of scope, of `jeux/hors_champ.jsonl`.

The last two come in two halves: `ajustement` is used here, `controle` is only looked at by the evaluation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from base_connaissance.modeles import Base
from index.classement import Classement, Signaux, textes_par_document
from index.decision import Calibrage, caracteristiques
from index.decoupage import Unite
from index.encodeur import Encodeur, Vecteurs
from index.lexical import Lexical
from index.sigles import developper, table_des_sigles
from index.vecteurs import IndexVecteurs

JEUX = Path(__file__).parent / "jeux"

# Costs, in refusals: a wrong answer costs ten of them; a list that holds the right fiche saves most of one.
COUT_ERREUR = 10.0
COUT_CHOIX_UTILE = 0.4
COUT_CHOIX_INUTILE = 1.2
COUT_REFUS = 1.0
COUT_HORS_CHAMP_EN_CHOIX = 0.3


@dataclass(frozen=True)
class Exemple:
    """One observation: features, whether the first fiche is right, whether the right one is in the first three."""

    valeurs: npt.NDArray[np.float64]
    juste: bool
    parmi_trois: bool
    hors_champ: bool
    poids: float


# Weight of one question of each sort: plain ones are what visitors ask most.
POIDS_BASE = 0.01
POIDS_CHAMP = 3.0
POIDS_HORS_CHAMP = 3.0


def lire_jeu(nom: str, partie: str) -> list[dict[str, Any]]:
    """Lines of one half (« ajustement » or « controle ») of a set of questions."""
    lignes = [json.loads(ligne) for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return [ligne for ligne in lignes if ligne["partie"] == partie]


def calibrer(base: Base, classement: Classement, encodeur: Encodeur) -> Calibrage:
    """Fit the probability and choose the two thresholds that cost least on questions not seen by the fit."""
    exemples = exemples_de_la_base(classement) + exemples_des_jeux(base, classement, encodeur, "ajustement")
    x = np.array([exemple.valeurs for exemple in exemples])
    y = np.array([exemple.juste for exemple in exemples], dtype=int)
    poids = np.array([exemple.poids for exemple in exemples])
    moyenne = np.average(x, axis=0, weights=poids)
    echelle = np.maximum(np.sqrt(np.average((x - moyenne) ** 2, axis=0, weights=poids)), 1e-6)
    centres = (x - moyenne) / echelle
    probabilites = np.zeros(len(y))
    for appris, mesures in StratifiedKFold(5, shuffle=True, random_state=0).split(centres, y):
        modele = LogisticRegression(max_iter=2000).fit(centres[appris], y[appris], sample_weight=poids[appris])
        probabilites[mesures] = modele.predict_proba(centres[mesures])[:, 1]
    seuil_reponse, seuil_choix = _seuils(exemples, probabilites)
    modele = LogisticRegression(max_iter=2000).fit(centres, y, sample_weight=poids)
    return Calibrage(
        tuple(float(c) for c in modele.coef_[0]), float(modele.intercept_[0]), tuple(map(float, moyenne)),
        tuple(map(float, echelle)), seuil_reponse, seuil_choix,
    )  # fmt: skip


def exemples_de_la_base(classement: Classement) -> list[Exemple]:
    """Each question of the base, asked to an index without it: as many folds as the longest list of questions."""
    return [
        _exemple(pli, pli.signaux(unite.texte, vecteur), unite.texte, [unite.document], POIDS_BASE)
        for pli, retirees in plis(classement)
        for unite, vecteur in retirees
    ]


def plis(classement: Classement) -> Iterator[tuple[Classement, list[tuple[Unite, Vecteurs]]]]:
    """For each fold: the ranking without the n-th question of every document, and those questions with their vectors.

    Titles stay: nobody asks them, and a document always keeps one.
    """
    assert classement.vecteurs is not None
    matrice = classement.vecteurs.vecteurs()
    rangs = np.array([unite.morceau if unite.genre == "question" else 0 for unite in classement.unites])
    for pli in range(1, int(rangs.max(initial=0)) + 1):
        gardees = np.flatnonzero(rangs != pli)
        unites = [classement.unites[rang] for rang in gardees]
        lexical = Lexical.construire(textes_par_document(unites))
        partiel = Classement(unites, IndexVecteurs.construire(matrice[gardees]), lexical, classement.poids)
        yield partiel, [(classement.unites[rang], matrice[rang]) for rang in np.flatnonzero(rangs == pli)]


def exemples_des_jeux(base: Base, classement: Classement, encodeur: Encodeur, partie: str) -> list[Exemple]:
    """The questions of one half of both sets, asked to the whole index; out of scope, any answer is wrong."""
    sigles = table_des_sigles(base)
    exemples = []
    for nom, poids in (("dans_le_champ.jsonl", POIDS_CHAMP), ("hors_champ.jsonl", POIDS_HORS_CHAMP)):
        for ligne in lire_jeu(nom, partie):
            texte = developper(ligne["question"], sigles)
            signaux = classement.signaux(texte, encodeur.question(ligne["question"]))
            exemples.append(_exemple(classement, signaux, texte, ligne.get("fiches", []), poids))
    return exemples


def _exemple(
    classement: Classement, signaux: Signaux, question: str, attendues: Sequence[str], poids: float
) -> Exemple:
    ordre = np.argsort(-signaux.fusion, kind="stable")[:3]
    trouves = [classement.documents[int(rang)] for rang in ordre]
    valeurs = caracteristiques(classement, signaux, question)
    utile = any(fiche in attendues for fiche in trouves)
    return Exemple(valeurs, trouves[0] in attendues, utile, not attendues, poids)


def _seuils(exemples: list[Exemple], probabilites: npt.NDArray[np.float64]) -> tuple[float, float]:
    grille = np.round(np.arange(0.02, 0.99, 0.02), 2)
    meilleurs = min(
        (
            (_cout(exemples, probabilites, haut, bas), float(haut), float(bas))
            for haut in grille
            for bas in grille
            if bas <= haut
        ),
        key=lambda essai: essai[0],
    )
    return meilleurs[1], meilleurs[2]


def _cout(exemples: list[Exemple], probabilites: npt.NDArray[np.float64], haut: float, bas: float) -> float:
    total = 0.0
    for exemple, p in zip(exemples, probabilites, strict=True):
        if p >= haut:
            total += exemple.poids * (0.0 if exemple.juste else COUT_ERREUR)
        elif p >= bas:
            utile = COUT_CHOIX_UTILE if exemple.parmi_trois else COUT_CHOIX_INUTILE
            total += exemple.poids * (COUT_HORS_CHAMP_EN_CHOIX if exemple.hors_champ else utile)
        else:
            total += exemple.poids * (0.0 if exemple.hors_champ else COUT_REFUS)
    return total
