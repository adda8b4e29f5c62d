"""Questions of two fiches that say nearly the same: found across batches, once, never within a fiche."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from index import doublons
from index.decoupage import Unite
from index.recherche import Recherche
from index.reseaux import Vecteurs


class _Recherche:
    def questions_encodees(self) -> tuple[list[Unite], Vecteurs]:
        angles = np.radians([0, 1, 90, 2, 91])
        fiches = "aabcb"
        unites = [Unite(fiche, "question", f"q{rang}") for rang, fiche in enumerate(fiches)]
        return unites, np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.mark.parametrize("lot", [1, 2, 3, 100])
def test_pairs_of_two_fiches_are_found_once_closest_first(lot: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doublons, "_LOT", lot)
    paires = doublons.questions_trop_proches(cast(Recherche, _Recherche()), 0.999)
    assert [(un[1], autre[1]) for _, un, autre in paires] == [("q1", "q3"), ("q0", "q3")]
    assert paires[0][0] > paires[1][0] > 0.999
