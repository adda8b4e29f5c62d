"""Fitting the decision on what is known: every question of the base held out in turn, and questions out of scope.

A held-out question is answered without its own vector, as if a visitor had asked it in new words. Out-of-scope questions
come in two halves: `ajustement` is used here, `controle` is only looked at by the evaluation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from base_connaissance.modeles import Base
from index.classement import Classement, Signaux
from index.decision import Calibrage, caracteristiques
from index.encodeur import Encodeur
from index.sigles import developper, table_des_sigles

JEU_HORS_CHAMP = Path(__file__).parent / "jeux" / "hors_champ.jsonl"

# Costs, in refusals: a wrong answer is the worst bug; a list that holds the right fiche is nearly as good as the answer.
COUT_ERREUR = 10.0
COUT_CHOIX_UTILE = 0.4
COUT_CHOIX_INUTILE = 1.3
COUT_REFUS = 1.0
COUT_HORS_CHAMP_EN_CHOIX = 1.0


@dataclass(frozen=True)
class Exemple:
    """One observation: features, whether the first fiche is right, whether the right one is in the first three."""

    valeurs: npt.NDArray[np.float64]
    juste: bool
    parmi_trois: bool
    hors_champ: bool


def lire_hors_champ(partie: str) -> list[str]:
    """Out-of-scope questions of one half: « ajustement » or « controle »."""
    lignes = [json.loads(ligne) for ligne in JEU_HORS_CHAMP.read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return [ligne["question"] for ligne in lignes if ligne["partie"] == partie]


def calibrer(base: Base, classement: Classement, encodeur: Encodeur) -> Calibrage:
    """Fit the probability and choose the two thresholds that cost least on held-out data."""
    exemples = exemples_de_la_base(classement) + exemples_hors_champ(base, classement, encodeur)
    x = np.array([exemple.valeurs for exemple in exemples])
    y = np.array([exemple.juste for exemple in exemples], dtype=int)
    moyenne, echelle = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    modele = LogisticRegression(C=1.0, max_iter=2000)
    centres = (x - moyenne) / echelle
    probabilites = cross_val_predict(modele, centres, y, cv=5, method="predict_proba")[:, 1]
    seuil_reponse, seuil_choix = _seuils(exemples, probabilites)
    modele.fit(centres, y)
    return Calibrage(
        tuple(float(c) for c in modele.coef_[0]), float(modele.intercept_[0]), tuple(map(float, moyenne)),
        tuple(map(float, echelle)), seuil_reponse, seuil_choix,
    )  # fmt: skip


def exemples_de_la_base(classement: Classement) -> list[Exemple]:
    """Each question of the base, answered with its own unit hidden (titles are not asked)."""
    assert classement.vecteurs is not None
    matrice = classement.vecteurs.vecteurs()
    rangs = [rang for rang, unite in enumerate(classement.unites) if unite.genre == "question"]
    premiers = {classement.unites[rang].document: rang for rang in reversed(rangs)}
    exemples = []
    for rang in rangs:
        unite = classement.unites[rang]
        if rang == premiers[unite.document]:
            continue
        signaux = classement.signaux(classement.cosinus(matrice[rang]), classement.lexicaux(unite.texte), exclue=rang)
        exemples.append(_exemple(classement, signaux, unite.texte, unite.document))
    return exemples


def exemples_hors_champ(base: Base, classement: Classement, encodeur: Encodeur, partie: str = "ajustement") -> list[Exemple]:
    """Out-of-scope questions: any answer is wrong."""
    sigles = table_des_sigles(base)
    exemples = []
    for question in lire_hors_champ(partie):
        texte = developper(question, sigles)
        signaux = classement.signaux(classement.cosinus(encodeur.question(texte)), classement.lexicaux(texte))
        exemples.append(_exemple(classement, signaux, texte, None))
    return exemples


def _exemple(classement: Classement, signaux: Signaux, question: str, attendu: str | None) -> Exemple:
    ordre = np.argsort(-signaux.fusion, kind="stable")[:3]
    trouves = [classement.documents[int(rang)] for rang in ordre]
    valeurs = caracteristiques(classement, signaux, question)
    return Exemple(valeurs, trouves[0] == attendu, attendu in trouves, attendu is None)


def _seuils(exemples: list[Exemple], probabilites: npt.NDArray[np.float64]) -> tuple[float, float]:
    grille = np.round(np.arange(0.02, 0.99, 0.02), 2)
    meilleurs = min(
        ((_cout(exemples, probabilites, haut, bas), float(haut), float(bas)) for haut in grille for bas in grille if bas <= haut),
        key=lambda essai: essai[0],
    )
    return meilleurs[1], meilleurs[2]


def _cout(exemples: list[Exemple], probabilites: npt.NDArray[np.float64], haut: float, bas: float) -> float:
    total = 0.0
    for exemple, p in zip(exemples, probabilites, strict=True):
        if p >= haut:
            total += 0.0 if exemple.juste else COUT_ERREUR
        elif p >= bas:
            utile = COUT_CHOIX_UTILE if exemple.parmi_trois else COUT_CHOIX_INUTILE
            total += COUT_HORS_CHAMP_EN_CHOIX if exemple.hors_champ else utile
        else:
            total += 0.0 if exemple.hors_champ else COUT_REFUS
    return total
