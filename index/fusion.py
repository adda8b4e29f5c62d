"""Several signals of unlike scales made one score per document.

Cosines of this encoder live in a narrow band that moves with the collection and the question: they are counted in
standard deviations, over the index, of what the same question gets. Both moments follow exactly from the mean and the
covariance of the vectors, whatever the size of the index. BM25 has no scale: it is relative to the best document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

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
class Echelle:
    """Mean and covariance of the vectors of one kind of unit: the scale of the cosines that any question gets."""

    moyenne: Tableau
    covariance: Tableau

    @classmethod
    def mesurer(cls, vecteurs: Tableau) -> Self:
        """From a sample of vectors, shape (n, dimension), n > 0."""
        moyenne = vecteurs.mean(axis=0)
        ecarts = vecteurs - moyenne
        return cls(moyenne, ecarts.T @ ecarts / np.float32(len(vecteurs)))

    def reduire(self, cosinus: Tableau, vecteur: Tableau) -> Tableau:
        """Cosines of a question with units of this kind, in standard deviations above their mean."""
        variance = float(vecteur @ self.covariance @ vecteur)
        reduits = (cosinus - vecteur @ self.moyenne) / max(variance, _INFIME**2) ** 0.5
        return np.asarray(reduits, dtype=np.float32)


class Groupes:
    """The maximum of the scores of some units, by document."""

    def __init__(self, document_de: npt.NDArray[np.int64], rangs: npt.NDArray[np.int64], documents: int) -> None:
        self.rangs = rangs[np.argsort(document_de[rangs], kind="stable")]
        suite = document_de[self.rangs]
        self._debuts = np.flatnonzero(np.r_[True, suite[1:] != suite[:-1]]) if len(suite) else np.zeros(0, np.int64)
        self.presents = suite[self._debuts]
        self._documents = documents

    def maximum(self, scores: Tableau) -> Tableau:
        """Best score of each document among `scores` (of every unit); nan for a document without such a unit."""
        resultat = np.full(self._documents, np.nan, dtype=np.float32)
        if len(self.rangs):
            resultat[self.presents] = np.maximum.reduceat(scores[self.rangs], self._debuts)
        return resultat


def relatif(bruts: Tableau, mots: Sequence[str]) -> Tableau:
    """BM25 relative to the best document, and all the lower as the question has more words.

    In two words every word counts; in a sentence most of them only say how people speak.
    """
    resultat: Tableau = bruts / np.float32(max(float(bruts.max(initial=0.0)), _INFIME) * max(len(mots), 1) ** 0.5)
    return resultat
