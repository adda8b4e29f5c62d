"""What the encoder has learnt of the base: corrections of its upper half, and a linear opinion on the classes.

`adaptation.npz` is written by `python -m tools.fit_adapter` and shipped: training takes an hour and a half, applying a
second (`index.modele_embarque.adapter`). Fiches written since are unknown to it: the intentions, learnt at each build,
decide alone for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.reseaux import Vecteurs

ADAPTATION = Path(__file__).with_name("adaptation.npz")
# How sharp the opinion is: what unit vectors are multiplied by, in training and since.
ECHELLE = 16.0
_PREFIXE = "tete_"


def marque(texte: str) -> int:
    """What a lesson is remembered by: eight bytes of its hash."""
    return int.from_bytes(hashlib.sha256(texte.encode()).digest()[:8], "big")


def est_apprise(texte: str) -> bool:
    """Whether this very text was a lesson: what fits the decision or measures it must not have been."""
    return marque(texte) in _lecons()


@cache
def _lecons() -> frozenset[int]:
    with np.load(ADAPTATION, allow_pickle=False) as lu:
        return frozenset(lu["lecons"].tolist())


@dataclass(frozen=True)
class Tete:
    """A linear score per class over vectors: `poids` of shape (dimension, classes), `biais` of shape (classes,)."""

    classes: tuple[str, ...]
    poids: npt.NDArray[np.float32]
    biais: npt.NDArray[np.float32]

    @classmethod
    def lire(cls, chemin: Path = ADAPTATION) -> Tete:
        """The opinion shipped with the corrections. Raises OSError, ValueError or KeyError for anything else."""
        with np.load(chemin, allow_pickle=False) as lu:
            poids = lu["tete"].astype(np.float32).T * np.float32(ECHELLE)
            return cls(tuple(map(str, lu["classes"])), np.ascontiguousarray(poids), lu["biais"].astype(np.float32))

    def tableaux(self) -> dict[str, npt.NDArray[Any]]:
        """Plain arrays by name, for the file of the intentions."""
        return {
            f"{_PREFIXE}classes": np.array(self.classes),
            f"{_PREFIXE}poids": self.poids,
            f"{_PREFIXE}biais": self.biais,
        }

    @classmethod
    def relire(cls, tableaux: Mapping[str, npt.NDArray[Any]]) -> Tete | None:
        """From what `tableaux` gave; None when there was none."""
        if f"{_PREFIXE}classes" not in tableaux:
            return None
        classes, poids, biais = (tableaux[_PREFIXE + nom] for nom in ("classes", "poids", "biais"))
        return cls(tuple(map(str, classes)), poids, biais)

    def pour(self, classes: tuple[str, ...]) -> Tete:
        """The opinion on the classes that it knows among these, in their order."""
        rang_de = {nom: rang for rang, nom in enumerate(self.classes)}
        connues = [nom for nom in classes if nom in rang_de]
        rangs = [rang_de[nom] for nom in connues]
        return Tete(tuple(connues), self.poids[:, rangs], self.biais[rangs])

    def scores(self, vecteur: Vecteurs) -> npt.NDArray[np.float32]:
        """The score of each class for one vector, shape (classes,)."""
        return np.asarray(vecteur @ self.poids + self.biais, dtype=np.float32)
