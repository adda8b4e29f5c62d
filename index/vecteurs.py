"""Nearest neighbours with FAISS: inner products of normalised vectors, exact as long as that is fast enough."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import faiss
import numpy as np
import numpy.typing as npt
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from index.balayage import Balayage
from index.reseaux import Vecteurs

PALIERS = Path(__file__).with_name("paliers.yml")
Sorte = Literal["flat", "hnsw", "ivf"]
Rangs = npt.NDArray[np.int64]
_APPRIS = 50  # vectors that each group is learnt from


class Palier(BaseModel):
    """One row of `paliers.yml`: the kind of index up to a number of vectors (None: no limit), and its parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    jusqu_a: int | None = None
    sorte: Sorte
    octets: int | None = None
    liens: int = 32
    construction: int = 80
    recherche: int = 96
    listes: int = 1024
    sondes: int = 700
    axes: int = 192
    tranche: int = 2
    relus: int = 1000


@cache
def paliers() -> tuple[Palier, ...]:
    """The rows of `paliers.yml`, in order."""
    return TypeAdapter(tuple[Palier, ...]).validate_python(yaml.safe_load(PALIERS.read_text(encoding="utf-8")))


def palier_pour(nombre: int) -> Palier:
    """The kind of index for this many vectors."""
    return next(palier for palier in paliers() if palier.jusqu_a is None or nombre <= palier.jusqu_a)


class IndexVecteurs:
    """A FAISS index over the units. Searches may run in several threads at once."""

    def __init__(self, index: faiss.Index, relus: int | None = None) -> None:
        self.nombre, self.dimension = int(index.ntotal), int(index.d)
        self._index: Any = index
        self._relus = relus or palier_pour(self.nombre).relus
        self._exacts = _exacts(index)

    @classmethod
    def construire(cls, vecteurs: Vecteurs, palier: Palier | None = None) -> IndexVecteurs:
        """Index vectors of shape (n, dimension), in order, with the kind of index that suits their number."""
        palier = palier or palier_pour(len(vecteurs))
        index = _vide(len(vecteurs), vecteurs.shape[1], palier)
        if not index.is_trained:
            index.train(vecteurs[:: max(1, len(vecteurs) // (_APPRIS * palier.listes))])
        index.add(vecteurs)
        return cls(index, palier.relus)

    def voisins(self, vecteur: Vecteurs, k: int) -> tuple[Vecteurs, Rangs]:
        """Cosines and ranks of the k nearest units (fewer if the index finds fewer), best first."""
        k = min(k, self.nombre)
        if self._exacts is None:
            return self._demander(vecteur, k)
        # One product and one partial sort: FAISS keeps a heap, slow when k is a large part of the index.
        tous = self._exacts.cosinus(vecteur)
        rangs = np.argpartition(-tous, k - 1)[:k] if k < len(tous) else np.arange(len(tous))
        rangs = rangs[np.argsort(-tous[rangs], kind="stable")]
        return tous[rangs], rangs

    def _demander(self, vecteur: Vecteurs, k: int) -> tuple[Vecteurs, Rangs]:
        reglages: Any = None
        if isinstance(self._index, faiss.IndexRefine):
            reglages = faiss.IndexRefineSearchParameters()
            reglages.k_factor = max(1.5, self._relus / k)
        distances, rangs = self._index.search(vecteur[None, :], k, params=reglages)
        trouves = rangs[0] >= 0
        distances, rangs = distances[0][trouves], rangs[0][trouves]
        if self._index.metric_type == faiss.METRIC_L2:
            distances = 1 - distances / 2  # squared distances of unit vectors
        return distances, rangs

    def cosinus(self, vecteur: Vecteurs, k: int) -> Vecteurs:
        """Cosine of every unit; unless `exact`, after the k-th, that of the k-th."""
        if self._exacts is not None:
            return self._exacts.cosinus(vecteur)
        proches, rangs = self.voisins(vecteur, k)
        tous = np.full(self.nombre, proches.min() if len(proches) else 0.0, dtype=np.float32)
        tous[rangs] = proches
        return tous

    def cosinus_ensemble(self, vecteurs: Vecteurs, k: int) -> Vecteurs:
        """The same for many questions, shape (questions, units)."""
        if self._exacts is not None:
            return vecteurs @ self._exacts.lire().T
        return np.stack([self.cosinus(vecteur, k) for vecteur in vecteurs])

    @property
    def exact(self) -> bool:
        """Whether every unit is compared with a question."""
        return self._exacts is not None

    def vecteurs(self) -> Vecteurs:
        """All the vectors, shape (n, dimension)."""
        if self._exacts is not None:
            return self._exacts.lire()
        tous: Vecteurs = _entiers(self._index).reconstruct_n(0, self.nombre)
        return tous

    def extraits(self, rangs: Rangs) -> Vecteurs:
        """The vectors of some units, by rank."""
        if self._exacts is not None:
            return self._exacts.lire(rangs)
        quelques: Vecteurs = _entiers(self._index).reconstruct_batch(rangs)
        return quelques

    def enregistrer(self, chemin: Path) -> None:
        """Write the index file."""
        faiss.write_index(self._index, str(chemin))

    @classmethod
    def ouvrir(cls, chemin: Path) -> IndexVecteurs:
        """Read an index file. Its checksum must have been verified before: FAISS does not notice a flipped byte."""
        lu = cls(faiss.read_index(str(chemin)))
        if isinstance(lu._exacts, Balayage):
            lu._index = None  # whoever only reads needs no second copy of the bytes
        return lu


class Plats:
    """The vectors of a flat index, whole, where FAISS keeps them."""

    def __init__(self, index: faiss.IndexFlat) -> None:
        self._vecteurs: Vecteurs = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(-1, index.d)

    def cosinus(self, vecteur: Vecteurs) -> Vecteurs:
        """Cosine of every vector with one, shape (n,)."""
        tous: Vecteurs = self._vecteurs @ vecteur
        return tous

    def lire(self, rangs: Rangs | slice = slice(None)) -> Vecteurs:
        """A copy of the vectors of some ranks."""
        return self._vecteurs[rangs].copy()


def _vide(nombre: int, dimension: int, palier: Palier) -> Any:
    if palier.sorte == "flat":
        if palier.octets is None or nombre < palier.octets:
            return faiss.IndexFlatIP(dimension)
        return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    index: Any
    # Squared distances order unit vectors as cosines do, and divide the space into better groups.
    if palier.sorte == "hnsw":
        index = faiss.IndexHNSWFlat(dimension, palier.liens, faiss.METRIC_L2)
        index.hnsw.efConstruction, index.hnsw.efSearch = palier.construction, palier.recherche
        return index
    axes = min(palier.axes, dimension)
    # Fewer axes, turned so that each weighs alike: shorter codes that tell neighbours apart better.
    description = f"PCAR{axes},IVF{palier.listes},PQ{axes // palier.tranche}x4fs,RFlat"
    index = faiss.index_factory(dimension, description, faiss.METRIC_L2)
    faiss.extract_index_ivf(index.base_index).nprobe = palier.sondes
    return index


def _entiers(index: Any) -> Any:
    """The part of an index that holds the whole vectors."""
    return index.refine_index if isinstance(index, faiss.IndexRefine) else index


def _exacts(index: Any) -> Plats | Balayage | None:
    """The vectors of an index that compares a question with all of them; None for the other kinds."""
    if isinstance(index, faiss.IndexScalarQuantizer):
        return Balayage(index)
    return Plats(index) if index.ntotal and isinstance(index, faiss.IndexFlat) else None
