"""Several signals of unlike scales made one score per document.

Cosines of this encoder live in a narrow band that moves with the collection and the question: they are counted in
standard deviations, over the index, of what the same question gets. Where every unit is compared with it, both moments
are those of its cosines; else they follow from the mean and the covariance of the vectors, whatever the size of the
index. BM25 has no scale: it is relative to the best document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Tableau = npt.NDArray[np.float32]
POIDS_JSON = Path(__file__).parent / "poids.json"
_INFIME = 1e-6


_POIDS: dict[str, dict[str, float]] = json.loads(POIDS_JSON.read_text(encoding="utf-8"))
_LUS = _POIDS["poids"]
# Weights of the columns of a `Lecture.tableau`, for the fiches of a base (fitted too).
POIDS_DES_FICHES = _POIDS["fiches"]


@dataclass(frozen=True)
class Poids:
    """Weights of the signals, fitted by `tools.fit_ranking` and kept in `poids.json`.

    `absent` is the value, in standard deviations, given to a document that has no lead or no passage when others have.
    """

    question: float = _LUS["question"]
    chapeau: float = _LUS["chapeau"]
    passage: float = _LUS["passage"]
    lexical: float = _LUS["lexical"]
    absent: float = _LUS["absent"]

    def fondre(self, composantes: Mapping[str, Tableau]) -> Tableau:
        """The weighted sum of the components, none of them missing."""
        somme = np.zeros(len(composantes["lexical"]), dtype=np.float32)
        for nom, valeurs in composantes.items():
            somme += np.float32(getattr(self, nom)) * valeurs
        return somme


@dataclass(frozen=True)
class Covariances:
    """Mean and covariance of the vectors of each kind of unit: the scale of the cosines that any question gets.

    `moyennes` has shape (kinds, dimension); `covariances`, (kinds x dimension, dimension): one product for all.
    """

    moyennes: Tableau
    covariances: Tableau

    @classmethod
    def mesurer(cls, par_sorte: Sequence[Tableau]) -> Self:
        """From a sample of the vectors of each kind, shape (n, dimension)."""
        moyennes = np.stack([v.mean(axis=0) if len(v) else np.zeros(v.shape[1], np.float32) for v in par_sorte])
        ecarts = [vecteurs - moyenne for vecteurs, moyenne in zip(par_sorte, moyennes, strict=True)]
        return cls(moyennes, np.concatenate([e.T @ e / np.float32(max(1, len(e))) for e in ecarts]))

    def moments(self, vecteur: Tableau) -> tuple[Tableau, Tableau]:
        """Mean and variance of the cosines of a question, by kind."""
        produits = (self.covariances @ vecteur).reshape(self.moyennes.shape)
        return self.moyennes @ vecteur, np.asarray(produits @ vecteur, dtype=np.float32)


class Recensement:
    """The units of each kind (one may be of several): the scale of the cosines of a question with all of them."""

    def __init__(self, sortes: Sequence[npt.NDArray[np.bool_]]) -> None:
        parts = np.stack(sortes).astype(np.float32)
        self._parts = parts / np.maximum(parts.sum(axis=1, keepdims=True), 1)

    def moments(self, cosinus: Tableau) -> tuple[Tableau, Tableau]:
        """Mean and variance, by kind."""
        moyennes = self._parts @ cosinus
        return moyennes, self._parts @ (cosinus * cosinus) - moyennes * moyennes


def reduire(cosinus: Tableau, moyennes: Tableau, variances: Tableau) -> Tableau:
    """Cosines of a question, shape (kinds, n), each in standard deviations above the mean of its kind."""
    ecarts = np.sqrt(np.maximum(variances, np.float32(_INFIME**2)))
    return np.asarray((cosinus - moyennes[:, None]) / ecarts[:, None], dtype=np.float32)


def dispersion(valeurs: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], float]:
    """Deviations from the mean, and the standard deviation.

    Two passes of BLAS: NumPy's own standard deviation takes three times longer.
    """
    ecarts = valeurs - valeurs.mean()
    return ecarts, float(ecarts @ ecarts / len(ecarts)) ** 0.5


class Maxima:
    """The best score of each document among its units of each kind."""

    def __init__(
        self, document_de: npt.NDArray[np.int64], sorte_de: npt.NDArray[np.int64], documents: int, sortes: int
    ) -> None:
        cles = sorte_de * documents + document_de
        # The units of a document stand together, kind by kind: a maximum by run, then by document where runs are many.
        self._debuts = np.flatnonzero(np.r_[True, cles[1:] != cles[:-1]]) if len(cles) else np.zeros(0, np.int64)
        self._cles, self._forme = cles[self._debuts], (sortes, documents)
        self._suites = len(np.unique(self._cles)) < len(self._cles)

    def de(self, scores: Tableau) -> Tableau:
        """Shape (kinds, documents) for the scores of every unit; nan for a document without a unit of the kind."""
        resultat = np.full(self._forme[0] * self._forme[1], np.nan, dtype=np.float32)
        if len(self._debuts):
            meilleurs = np.maximum.reduceat(scores, self._debuts)
            if self._suites:
                np.fmax.at(resultat, self._cles, meilleurs)
            else:
                resultat[self._cles] = meilleurs
        return resultat.reshape(self._forme)


def relatif(bruts: Tableau, mots: int) -> Tableau:
    """BM25 relative to the best document, and all the lower as the question has more words.

    In two words every word counts; in a sentence most of them only say how people speak.
    """
    resultat: Tableau = bruts / np.float32(max(float(bruts.max(initial=0.0)), _INFIME) * max(mots, 1) ** 0.5)
    return resultat
