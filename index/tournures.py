"""How a question is put: every word counts, the small ones too, alone and with the next one.

BM25 over the fiches (`index.lexical`) tells what a question is about. This tells which known questions are said with
the same words: a witness in which no network has a say.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from index.lexical import tous_les_mots

FICHIER = "tournures.npz"
Nombres = npt.NDArray[np.float32]
Marques = npt.NDArray[np.uint32]
# What more texts than that hold tells nothing apart, and would be most of what is read.
_PART_MAXIMALE = 0.1
_MOITIE = np.uint64(32)


class Dites(NamedTuple):
    """How near a question is put to those that are known: the documents of the questions of the index put most alike
    and their cosines, the best cosine of each document, the best out of scope."""

    documents: npt.NDArray[np.int64]
    cosinus: Nombres
    par_document: Nombres
    dehors: float


@dataclass(frozen=True, eq=False)
class Tournures:
    """The terms (words and pairs) of `nombre` texts: sorted hashes and weights (`marques`, `idf`); `debuts` cuts by
    term `rangs`, the texts that hold it, and `poids`, what it weighs in each (squares of a text add up to one)."""

    nombre: npt.NDArray[np.int64]
    marques: Marques
    idf: Nombres
    debuts: npt.NDArray[np.int32]
    rangs: npt.NDArray[np.uint32]
    poids: Nombres

    @classmethod
    def apprendre(cls, textes: Sequence[Marques]) -> Self:
        """From the `termes` of each text, in order."""
        nombre = len(textes)
        rangs = np.repeat(np.arange(nombre, dtype=np.uint64), [len(termes) for termes in textes])
        toutes = np.concatenate([*textes, np.zeros(0, np.uint32)]).astype(np.uint64)
        paires, comptes = np.unique(toutes << _MOITIE | rangs, return_counts=True)
        marques, effectifs = np.unique(paires >> _MOITIE, return_counts=True)
        idf = np.log((1 + nombre) / (1 + effectifs)) + 1
        rares = effectifs <= max(1.0, _PART_MAXIMALE * nombre)
        gardees = np.repeat(rares, effectifs)
        rangs = paires[gardees] & np.uint64(0xFFFFFFFF)
        poids = (1 + np.log(comptes[gardees])) * np.repeat(idf[rares], effectifs[rares])
        normes = np.bincount(rangs.astype(np.int64), np.square(poids), nombre) ** 0.5
        return cls(
            np.array(nombre), marques[rares].astype(np.uint32), idf[rares].astype(np.float32),
            np.concatenate([[0], np.cumsum(effectifs[rares])]).astype(np.int32), rangs.astype(np.uint32),
            (poids / normes[rangs.astype(np.int64)]).astype(np.float32),
        )  # fmt: skip

    def cosinus(self, texte: str) -> Nombres:
        """Cosine of a text with every known one, shape (nombre,); terms that none holds are left out."""
        comptes = Counter(termes(texte).tolist())
        marques = np.fromiter(comptes, dtype=np.uint32, count=len(comptes))
        places = np.searchsorted(self.marques, marques)
        connues = places < len(self.marques)
        connues[connues] = self.marques[places[connues]] == marques[connues]
        if not connues.any():
            return np.zeros(int(self.nombre), dtype=np.float32)
        places = places[connues]
        fois = np.fromiter(comptes.values(), dtype=np.float32, count=len(comptes))[connues]
        poids = (1 + np.log(fois)) * self.idf[places]
        poids /= np.float32(float(poids @ poids) ** 0.5)
        debuts, fins = self.debuts[places], self.debuts[places + 1]
        tranches = [slice(*bornes) for bornes in zip(debuts.tolist(), fins.tolist(), strict=True)]
        rangs = np.concatenate([self.rangs[tranche] for tranche in tranches])
        parts = np.concatenate([self.poids[tranche] for tranche in tranches]) * np.repeat(poids, fins - debuts)
        return np.bincount(rangs, parts, int(self.nombre)).astype(np.float32)

    def enregistrer(self, chemin: Path) -> None:
        """Write as plain arrays (no pickle)."""
        np.savez(chemin, **{champ.name: getattr(self, champ.name) for champ in fields(self)})

    @classmethod
    def ouvrir(cls, chemin: Path) -> Self:
        """Read what `enregistrer` wrote. Raises OSError, ValueError or KeyError for anything else."""
        with np.load(chemin, allow_pickle=False) as lu:
            return cls(*(lu[champ.name] for champ in fields(cls)))


def termes(texte: str) -> Marques:
    """The hashes of the words of a text, in order, and of its pairs of words."""
    mots = tous_les_mots(texte)
    return np.fromiter(
        (zlib.crc32(terme.encode()) for terme in [*mots, *(f"{mot} {suivant}" for mot, suivant in pairwise(mots))]),
        dtype=np.uint32,
    )
