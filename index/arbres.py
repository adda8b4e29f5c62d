"""Small trees added up into a probability: what a fit of boosted trees leaves, as plain numbers.

Each tree asks two questions of the form « is this feature above that? »: the first leads to one of two seconds. That is
enough for a feature to count differently beside another, which a straight line cannot say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Nombres = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Arbres:
    """`depart`, then for each tree: three features and thresholds (first, second when below, second when above),
    and the log-odds that its four ends add, from below-below to above-above."""

    depart: float = 0.0
    colonnes: tuple[tuple[int, int, int], ...] = ()
    seuils: tuple[tuple[float, float, float], ...] = ()
    bouts: tuple[tuple[float, float, float, float], ...] = ()

    def probabilite(self, valeurs: Nombres) -> float:
        """Probability in [0, 1]."""
        colonnes, seuils, bouts, debuts = self._tables
        # Rounded as scikit-learn reads them. Both second questions are asked: it costs less than choosing one.
        premiere, dessous, dessus = valeurs.astype(np.float32)[colonnes] > seuils
        cote = self.depart + float(bouts[debuts + np.where(premiere, 2 + dessus, dessous)].sum())
        return 1 / (1 + float(np.exp(-cote)))

    @cached_property
    def _tables(self) -> tuple[npt.NDArray[np.intp], Nombres, Nombres, npt.NDArray[np.intp]]:
        """Features and thresholds, shape (3, trees); ends, all in a row; where those of each tree begin."""
        nombre = len(self.colonnes)
        return (
            np.array(self.colonnes, dtype=np.intp).reshape(nombre, 3).T.copy(),
            np.array(self.seuils, dtype=np.float64).reshape(nombre, 3).T.copy(),
            np.array(self.bouts, dtype=np.float64).ravel(), 4 * np.arange(nombre),
        )  # fmt: skip

    @classmethod
    def de_sklearn(cls, modele: Any) -> Self:
        """What a fitted `GradientBoostingClassifier` of depth 2, two classes, computes."""
        arbres = [_deplier(arbre.tree_, modele.learning_rate) for arbre in modele.estimators_[:, 0]]
        part = float(modele.init_.class_prior_[1])
        return cls(float(np.log(part / (1 - part))), *(tuple(map(tuple, table)) for table in zip(*arbres, strict=True)))

    @classmethod
    def lire(cls, champs: dict[str, Any]) -> Self:
        """From its fields, as JSON holds them. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            float(champs["depart"]),
            *(tuple(tuple(ligne) for ligne in champs[nom]) for nom in ("colonnes", "seuils", "bouts")),
        )


def _deplier(arbre: Any, part: float) -> tuple[Sequence[int], Sequence[float], Sequence[float]]:
    """The features, thresholds and ends of one tree; a branch that asks nothing more has two equal ends."""
    colonnes, seuils, bouts = [0, 0, 0], [0.0, 0.0, 0.0], [0.0] * 4
    gauche, droite = int(arbre.children_left[0]), int(arbre.children_right[0])
    if gauche < 0:
        return colonnes, seuils, [part * float(arbre.value[0, 0, 0])] * 4
    colonnes[0], seuils[0] = int(arbre.feature[0]), float(arbre.threshold[0])
    for rang, noeud in enumerate((gauche, droite)):
        fils = int(arbre.children_left[noeud]), int(arbre.children_right[noeud])
        if fils[0] < 0:
            fils = noeud, noeud
        else:
            colonnes[1 + rang], seuils[1 + rang] = int(arbre.feature[noeud]), float(arbre.threshold[noeud])
        bouts[2 * rang : 2 * rang + 2] = [part * float(arbre.value[bout, 0, 0]) for bout in fils]
    return colonnes, seuils, bouts
