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

# What the two thresholds promise, on questions that the fit has not seen. A wrong answer is the worst bug; a list of
# candidates shown to someone who asks about something else only costs a glance.
ERREURS_ADMISES = 0.02
CHOIX_HORS_CHAMP_ADMIS = 0.08

_REGULARITE = 1.0
_PLIS = 10


@dataclass(frozen=True)
class Exemple:
    """One observation: features, whether the first fiche is right, whether no fiche can be."""

    valeurs: npt.NDArray[np.float64]
    juste: bool
    hors_champ: bool


def lire_jeu(nom: str, partie: str) -> list[dict[str, Any]]:
    """Lines of one half (« ajustement » or « controle ») of a set of questions."""
    lignes = [json.loads(ligne) for ligne in (JEUX / nom).read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return [ligne for ligne in lignes if ligne["partie"] == partie]


def calibrer(base: Base, classement: Classement, encodeur: Encodeur) -> Calibrage:
    """Fit the probability, and set the two thresholds on questions not seen by the fit."""
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
        premiere = classement.documents[int(np.argmax(signaux.fusion))]
        valeurs = caracteristiques(classement, signaux, texte, voisines)
        exemples.append(Exemple(valeurs, premiere in attendues, not attendues))
    return exemples


def _seuils(exemples: list[Exemple], probabilites: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The lowest thresholds that keep both promises."""
    juste = np.array([exemple.juste for exemple in exemples])
    hors_champ = np.array([exemple.hors_champ for exemple in exemples])
    grille = np.round(np.arange(0.05, 1.0, 0.01), 2)
    tenues = [s for s in grille if (probabilites >= s).any() and 1 - juste[probabilites >= s].mean() <= ERREURS_ADMISES]
    seuil_reponse = float(min(tenues, default=0.99))
    seuil_choix = float(
        min(s for s in (*grille, 1.0) if (probabilites[hors_champ] >= s).mean() <= CHOIX_HORS_CHAMP_ADMIS)
    )
    return seuil_reponse, min(seuil_choix, seuil_reponse)
