"""The threshold of the best: the same as sorting everything, however the values lie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.seuils import seuil_des_meilleurs


@pytest.mark.parametrize("ordre", ["mele", "croissant", "decroissant", "les_meilleurs_hors_du_tirage", "egaux"])
@pytest.mark.parametrize("combien", [1, 10, 128, 2048])
def test_le_seuil_est_celui_du_tri(ordre: str, combien: int) -> None:
    """Whether or not the sample tells where to look."""
    valeurs = np.random.default_rng(0).normal(size=20_000).astype(np.float32)
    if ordre != "mele":
        valeurs.sort()
    if ordre == "decroissant":
        valeurs = valeurs[::-1].copy()
    if ordre == "les_meilleurs_hors_du_tirage":
        valeurs[::16] = 9.0  # the sample then sees nothing but the highest
    if ordre == "egaux":
        valeurs[:] = 0.5
    assert seuil_des_meilleurs(valeurs, combien) == np.sort(valeurs)[-combien]


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=400), st.data())
@settings(max_examples=200)
def test_le_seuil_de_peu_de_valeurs(valeurs: list[float], tirage: st.DataObject) -> None:
    """Down to one value."""
    combien = tirage.draw(st.integers(1, len(valeurs)))
    assert seuil_des_meilleurs(np.array(valeurs, np.float32), combien) == np.sort(np.float32(valeurs))[-combien]
