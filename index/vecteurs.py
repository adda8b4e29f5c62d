"""Exact nearest neighbours with FAISS: inner products of normalised vectors."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.encodeur import Vecteurs


class IndexVecteurs:
    """A FAISS index over the units, searched exactly (Flat): fast enough up to 100 000 passages."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def construire(cls, vecteurs: Vecteurs) -> IndexVecteurs:
        """Index vectors of shape (n, dimension), in order."""
        index = faiss.IndexFlatIP(vecteurs.shape[1])
        index.add(vecteurs)
        return cls(index)

    @property
    def nombre(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    def voisins(self, vecteur: Vecteurs, k: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Cosines and ranks of the k nearest units, best first."""
        cosinus, rangs = self._index.search(vecteur[None, :], min(k, self.nombre))
        return cosinus[0], rangs[0]

    def vecteurs(self) -> Vecteurs:
        """All the vectors, shape (n, dimension)."""
        tous: Vecteurs = self._index.reconstruct_n(0, self.nombre)
        return tous

    def enregistrer(self, chemin: Path) -> None:
        """Write the index file."""
        faiss.write_index(self._index, str(chemin))

    @classmethod
    def ouvrir(cls, chemin: Path) -> IndexVecteurs:
        """Read an index file. Its checksum must have been verified before: FAISS does not notice a flipped byte."""
        return cls(faiss.read_index(str(chemin)))
