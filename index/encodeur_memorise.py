"""An encoder that never encodes a text twice from one build to the next: vectors are known by the text's hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.decoupage import Genre, Unite
from index.encodeur import Encodeur
from index.reseaux import Reseau, Vecteurs

FICHIER = "memoire.npz"


class EncodeurMemorise(Encodeur):
    """The same vectors as `source`; those of `connus` (content hash → vector) cost nothing, the others are kept."""

    def __init__(self, source: Encodeur, connus: Mapping[str, Vecteurs]) -> None:
        super().__init__(source.nom, "", "")
        self._source = source
        self.vecteurs = dict(connus)
        self.servis: set[str] = set()

    @property
    def identite(self) -> str:
        """The identity of the source."""
        return self._source.identite

    @property
    def reseau(self) -> Reseau:
        """The network of the source, loaded only if a text is unknown."""
        return self._source.reseau

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        connu = next(iter(self.vecteurs.values()), None)
        return self._source.dimension if connu is None else len(connu)

    def _encoder(self, textes: Sequence[str], genre: Genre) -> Vecteurs:
        cles = [Unite(document="", genre=genre, texte=texte).cle for texte in textes]
        nouveaux = {cle: texte for cle, texte in zip(cles, textes, strict=True) if cle not in self.vecteurs}
        if nouveaux:
            encodes = self._source._encoder(list(nouveaux.values()), genre)
            self.vecteurs.update(zip(nouveaux, encodes, strict=True))
        self.servis.update(cles)
        return np.stack([self.vecteurs[cle] for cle in cles])

    def enregistrer(self, chemin: Path, sauf: set[str]) -> None:
        """Write the vectors that this build used, except those kept elsewhere."""
        cles = sorted(self.servis - sauf)
        vecteurs = [self.vecteurs[cle] for cle in cles]
        np.savez(chemin, cles=np.array(cles, dtype="U32"), vecteurs=np.array(vecteurs, dtype=np.float32))


def lire_memoire(chemin: Path) -> dict[str, Vecteurs]:
    """What `enregistrer` wrote; empty when there is no file."""
    if not chemin.exists():
        return {}
    with np.load(chemin, allow_pickle=False) as fichier:
        return dict(zip(map(str, fichier["cles"]), fichier["vecteurs"], strict=True))
