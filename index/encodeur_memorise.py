"""An encoder that never encodes a text twice from one build to the next: profiles are known by the text's hash.

They are kept at half precision (a cosine moves by less than 0.0001) and served as kept: what is learnt from an index
does not depend on which of its texts are new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.adaptation import Tete
from index.decoupage import Genre, Unite
from index.encodeur import Encodeur
from index.reseaux import Attente, Reseau, Vecteurs

FICHIER = "memoire.npz"


@dataclass
class Memoire:
    """Profiles by content hash; `dimension`: length of the vectors that they begin with (0 when nothing is known)."""

    dimension: int = 0
    profils: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    @classmethod
    def lire(cls, chemin: Path) -> Memoire:
        """What `enregistrer` wrote; empty when there is no file."""
        if not chemin.exists():
            return cls()
        with np.load(chemin, allow_pickle=False) as fichier:
            profils = dict(zip(map(str, fichier["cles"]), fichier["profils"], strict=True))
            return cls(int(fichier["dimension"]), profils)


class EncodeurMemorise(Encodeur):
    """The profiles of `source` at half precision; those of `connus` cost nothing, the others are kept."""

    def __init__(self, source: Encodeur, connus: Memoire | None = None) -> None:
        super().__init__(source.nom, "", "")
        self._source = source
        self._connus = connus or Memoire()
        self._servis: set[str] = set()

    @property
    def identite(self) -> str:
        """The identity of the source."""
        return self._source.identite

    @property
    def reseau(self) -> Reseau:
        """The network of the source, loaded only if a text is unknown."""
        return self._source.reseau

    @property
    def tete(self) -> Tete | None:
        """The opinion of the source."""
        return self._source.tete

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._connus.dimension or self._source.dimension

    def _lancer(self, texte: str) -> Attente:
        return lambda: self._profiler([texte], "question")[0]

    def _profiler(self, textes: Sequence[str], genre: Genre) -> Vecteurs:
        cles = [Unite(document="", genre=genre, texte=texte).cle for texte in textes]
        profils = self._connus.profils
        nouveaux = {cle: texte for cle, texte in zip(cles, textes, strict=True) if cle not in profils}
        if nouveaux:
            encodes = self._source._profiler(list(nouveaux.values()), genre)
            profils.update(zip(nouveaux, encodes.astype(np.float16), strict=True))
        self._servis.update(cles)
        return np.stack([profils[cle] for cle in cles]).astype(np.float32)

    def enregistrer(self, chemin: Path) -> None:
        """Write the profiles that were asked for."""
        cles = sorted(self._servis)
        profils = np.array([self._connus.profils[cle] for cle in cles], dtype=np.float16)
        np.savez(chemin, cles=np.array(cles, dtype="U32"), profils=profils, dimension=np.array(self.dimension))
