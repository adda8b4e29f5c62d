"""Grouping short texts by meaning: average linkage on the cosines of centred vectors; by stems without vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from formation.vive.mots import racines

Vecteurs = npt.NDArray[np.float32]
# A first guess, not fitted: three hand-made rooms were too few to choose by. Higher makes more, smaller groups.
COSINUS_MINIMAL = 0.42
TEXTES_MAXIMUM = 200


def grouper(textes: Sequence[str], vecteurs: Vecteurs | None = None, centre: Vecteurs | None = None) -> list[list[int]]:
    """Ranks of the texts, group by group, the largest group first; in each, the most central text first.

    `vecteurs` has shape (n, dimension); `centre` is taken away from each (embeddings share a large common part).
    Without vectors, or beyond `TEXTES_MAXIMUM` texts, texts with the same stems go together.
    """
    if not textes:
        return []
    if vecteurs is None or len(textes) > TEXTES_MAXIMUM:
        return _par_racines(textes)
    if len(textes) == 1:
        return [[0]]
    # Here: a server that groups nothing need not hold it (16 MB).
    from scipy.cluster.hierarchy import fcluster, linkage

    centres = vecteurs - (centre if centre is not None else 0)
    normes = np.linalg.norm(centres, axis=1, keepdims=True)
    unitaires = centres / np.maximum(normes, 1e-9)
    cosinus = np.clip(unitaires @ unitaires.T, -1, 1)
    etiquettes = fcluster(
        linkage(_triangle(1 - cosinus), method="average"), t=1 - COSINUS_MINIMAL, criterion="distance"
    )
    groupes: dict[int, list[int]] = {}
    for rang, etiquette in enumerate(etiquettes):
        groupes.setdefault(int(etiquette), []).append(rang)
    ranges = [sorted(membres, key=lambda r: (-float(cosinus[r, membres].sum()), r)) for membres in groupes.values()]
    return sorted(ranges, key=lambda membres: (-len(membres), min(membres)))


def _triangle(distances: Any) -> Any:
    """The upper triangle, row by row: what scipy reads."""
    return np.maximum(distances[np.triu_indices(len(distances), k=1)], 0)


def _par_racines(textes: Sequence[str]) -> list[list[int]]:
    groupes: dict[object, list[int]] = {}
    for rang, texte in enumerate(textes):
        cle: object = frozenset(racines(texte)) or texte.strip().lower()
        groupes.setdefault(cle, []).append(rang)
    return sorted(groupes.values(), key=lambda membres: (-len(membres), membres[0]))
