"""Fitting the decision on questions that people could ask: plain ones with the fiches that answer them
(`jeux/dans_le_champ.jsonl`), and questions out of scope (`jeux/hors_champ.jsonl`).

Both come in two halves: `ajustement` is used here, `controle` is only looked at by the evaluation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from base_connaissance.modeles import Base
from index.classement import Classement
from index.decision import Calibrage, caracteristiques, voisines_de
from index.encodeur import Encodeur
from index.sigles import developper, table_des_sigles

JEUX = Path(__file__).parent / "jeux"

# Costs, in refusals: a wrong answer costs ten of them; a list that holds the right fiche saves most of one.
COUT_ERREUR = 10.0
COUT_CHOIX_UTILE = 0.4
COUT_CHOIX_INUTILE = 1.2
COUT_REFUS = 1.0
COUT_HORS_CHAMP_EN_CHOIX = 0.3

_REGULARITE = 10.0
_PLIS = 10


@dataclass(frozen=True)
class Exemple:
    """One observation: features, whether the first fiche is right, whether the right one is in the first three."""

    valeurs: npt.NDArray[np.float64]
    juste: bool
    parmi_trois: bool
    hors_champ: bool


def lire_jeu(nom: str, partie: str) -> list[dict[str, Any]]:
    """Lines of one half (« ajustement » or « controle ») of a set of questions."""
    lignes = [json.loads(ligne) for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return [ligne for ligne in lignes if ligne["partie"] == partie]


def calibrer(base: Base, classement: Classement, encodeur: Encodeur) -> Calibrage:
    """Fit the probability, and choose the two thresholds that cost least on questions not seen by the fit."""
    exemples = exemples_des_jeux(base, classement, encodeur, "ajustement")
    x = np.array([exemple.valeurs for exemple in exemples])
    y = np.array([exemple.juste for exemple in exemples], dtype=int)
    moyenne, echelle = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    centres = (x - moyenne) / echelle
    modele = LogisticRegression(C=_REGULARITE, max_iter=2000)
    plis = StratifiedKFold(_PLIS, shuffle=True, random_state=0)
    probabilites = cross_val_predict(modele, centres, y, cv=plis, method="predict_proba")[:, 1]
    seuil_reponse, seuil_choix = _seuils(exemples, probabilites)
    modele.fit(centres, y)
    return Calibrage(
        tuple(float(c) for c in modele.coef_[0]), float(modele.intercept_[0]), tuple(map(float, moyenne)),
        tuple(map(float, echelle)), seuil_reponse, seuil_choix,
    )  # fmt: skip


def exemples_des_jeux(base: Base, classement: Classement, encodeur: Encodeur, partie: str) -> list[Exemple]:
    """The questions of one half of both sets, as the index ranks them; out of scope, any answer is wrong."""
    sigles, voisines = table_des_sigles(base), voisines_de(base)
    exemples = []
    for ligne in lire_jeu("dans_le_champ.jsonl", partie) + lire_jeu("hors_champ.jsonl", partie):
        texte, attendues = developper(ligne["question"], sigles), ligne.get("fiches", [])
        signaux = classement.signaux(texte, encodeur.question(ligne["question"]))
        trouvees = [classement.documents[int(r)] for r in np.argsort(-signaux.fusion, kind="stable")[:3]]
        utile = any(fiche in attendues for fiche in trouvees)
        valeurs = caracteristiques(classement, signaux, texte, voisines)
        exemples.append(Exemple(valeurs, trouvees[0] in attendues, utile, not attendues))
    return exemples


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
            total += 0.0 if exemple.juste else COUT_ERREUR
        elif p >= bas:
            utile = COUT_CHOIX_UTILE if exemple.parmi_trois else COUT_CHOIX_INUTILE
            total += COUT_HORS_CHAMP_EN_CHOIX if exemple.hors_champ else utile
        else:
            total += 0.0 if exemple.hors_champ else COUT_REFUS
    return total
