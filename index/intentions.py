"""What a question wants, learnt from the base's own texts: one class per fiche, one per kind of question out of scope.

Cosines of a small encoder rank whole families of texts together. Whitening its profiles (the vector, and the mean of a
middle layer: `index.reseaux`) by the variance inside fiches, then a multinomial logistic regression, tells neighbouring
fiches apart, and gives the probability that a question leaves the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.adaptation import Tete
from index.domaine import DEDANS, Domaine, taire_l_arret
from index.reseaux import Vecteurs

Nombres = npt.NDArray[np.float64]
HORS_CHAMP = "hors:"
_INFIME = 1e-6
_RETRAIT = 0.3
_REGULARITE = 10.0
# Enough from the start taken: as low a loss, and the right fiche as often, as after 28 from nothing.
_ITERATIONS = 20
# How sharp the start is: nearness to the centre of each class, unit vectors, as log-odds. 30 to 70 do as well.
_NETTETE = 50.0
# Directions kept after whitening: those along which the classes differ most. The others only make the fit longer.
_AXES = 256
# Share of the opinion that came with the network, beside the regression: fitting halves, 0.5 to 0.7 do as well.
_PART_DE_LA_TETE = np.float32(0.6)
# A gradient spread over hundreds of classes is small from the start: a loose tolerance stops before learning anything.
_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Intentions:
    """Whitened profiles, then a linear score per class: `classes` are fiches, or orientations after « hors: ».

    `domaine` tells the orientations apart too, from all that the base answers together. `tete`: what the network itself
    thinks of the classes that it was taught; the regression alone speaks for the others.
    """

    classes: tuple[str, ...]
    centre: npt.NDArray[np.float32]
    blanchiment: npt.NDArray[np.float32]
    poids: npt.NDArray[np.float32]
    biais: npt.NDArray[np.float32]
    domaine: Domaine
    tete: Tete | None = None

    @classmethod
    def apprendre(
        cls, profils: Vecteurs, classes: Sequence[str], importance: Sequence[float], tete: Tete | None = None
    ) -> Intentions:
        """Fit on profiles of texts, one row each, with its class and its weight."""
        # Here: scikit-learn is heavy, and a server that only reads needs none of it.
        from sklearn.linear_model import LogisticRegression

        noms = sorted(set(classes))
        numero = {nom: rang for rang, nom in enumerate(noms)}
        y = np.array([numero[classe] for classe in classes])
        centre = profils.mean(axis=0)
        blanchiment = _blanchiment(profils, y, len(noms))
        taire_l_arret()
        x, parts = _projeter(profils, centre, blanchiment), np.asarray(importance)
        modele = LogisticRegression(C=_REGULARITE, max_iter=_ITERATIONS, tol=_TOLERANCE, warm_start=True)
        modele.classes_ = np.arange(len(noms))
        modele.coef_, modele.intercept_ = _depart(x, y, parts, len(noms))
        modele.fit(x, y, sample_weight=parts)
        orientations = [nom.removeprefix(HORS_CHAMP) if nom.startswith(HORS_CHAMP) else DEDANS for nom in classes]
        return cls(
            tuple(noms), centre, blanchiment, modele.coef_.T.astype(np.float32), modele.intercept_.astype(np.float32),
            Domaine.apprendre(profils, orientations), tete.pour(tuple(noms)) if tete else None,
        )  # fmt: skip

    def scores(self, profil: Vecteurs) -> npt.NDArray[np.float32]:
        """The log-probability of each class for one profile, shape (classes,), up to a constant."""
        projete = profil @ self.blanchiment - self._decalage
        longueur = max(float(projete @ projete) ** 0.5, _INFIME)
        scores = np.asarray(projete @ self.poids / longueur + self.biais, dtype=np.float32)
        if self.tete is None or not len(self._connues):
            return scores
        # Both opinions share the same total over the classes that the network knows.
        avis = self.tete.scores(profil[: len(self.tete.poids)])
        connues = scores[self._connues]
        avis = avis + (_log_somme(connues) - _log_somme(avis))
        scores[self._connues] += _PART_DE_LA_TETE * (avis - connues)
        return scores

    @cached_property
    def _connues(self) -> npt.NDArray[np.int64]:
        """The ranks of the classes that the network was taught."""
        rang_de = {nom: rang for rang, nom in enumerate(self.classes)}
        return np.array([rang_de[nom] for nom in (self.tete.classes if self.tete else ())], dtype=np.int64)

    @cached_property
    def _decalage(self) -> npt.NDArray[np.float32]:
        return self.centre @ self.blanchiment

    def enregistrer(self, chemin: Path) -> None:
        """Write as plain arrays (no pickle)."""
        tableaux: dict[str, Any] = self.domaine.tableaux() | (self.tete.tableaux() if self.tete else {})
        np.savez(
            chemin, classes=np.array(self.classes), centre=self.centre, blanchiment=self.blanchiment,
            poids=self.poids, biais=self.biais, **tableaux,
        )  # fmt: skip

    @classmethod
    def ouvrir(cls, chemin: Path) -> Intentions:
        """Read what `enregistrer` wrote. Raises OSError, ValueError or KeyError for anything else."""
        with np.load(chemin, allow_pickle=False) as lu:
            return cls(
                tuple(map(str, lu["classes"])), lu["centre"], lu["blanchiment"], lu["poids"], lu["biais"],
                Domaine.relire(lu), Tete.relire(lu),
            )  # fmt: skip


def _blanchiment(profils: Vecteurs, y: npt.NDArray[np.int64], nombre: int) -> npt.NDArray[np.float32]:
    """The inverse square root of the covariance inside classes, shrunk towards the identity; then Fisher's axes.

    Shape (dimension, axes).
    """
    effectifs = np.bincount(y, minlength=nombre)[:, None]
    centres = np.stack([profils[y == classe].sum(axis=0, dtype=np.float64) for classe in range(nombre)]) / effectifs
    # Inside classes: all that varies, less what varies between their centres.
    covariance = ((profils.T @ profils).astype(np.float64) - (centres * effectifs).T @ centres) / len(profils)
    covariance += _RETRAIT * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    valeurs, axes = np.linalg.eigh(covariance)
    blanchiment = axes / np.sqrt(valeurs)
    blancs = (centres - profils.mean(axis=0)) @ blanchiment
    _, directions = np.linalg.eigh(blancs.T @ blancs)  # increasing: the last ones separate most
    return (blanchiment @ directions[:, -_AXES:]).astype(np.float32)


def _depart(
    x: npt.NDArray[np.float32], y: npt.NDArray[np.int64], parts: Nombres, nombre: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The linear scores that the nearness to the centre of each class gives: coefficients, then intercepts."""
    effectifs = np.bincount(y, weights=parts, minlength=nombre)
    centres = np.stack([parts[y == classe] @ x[y == classe] for classe in range(nombre)]) / effectifs[:, None]
    biais = np.log(effectifs) - _NETTETE / 2 * np.square(centres).sum(axis=1)
    coefficients = _NETTETE * (centres - centres.mean(axis=0))
    return coefficients.astype(np.float32), (biais - biais.mean()).astype(np.float32)


def _log_somme(scores: npt.NDArray[np.float32]) -> float:
    haut = float(scores.max())
    return haut + float(np.log(np.exp(scores - haut).sum()))


def _projeter(
    profils: Vecteurs, centre: npt.NDArray[np.float32], blanchiment: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    projetes = (profils - centre) @ blanchiment
    return projetes / np.maximum(np.linalg.norm(projetes, axis=1, keepdims=True), np.float32(_INFIME))
