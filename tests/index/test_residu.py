"""What loading leaves is set aside from the collector; a replaced index is not kept for all that."""

from __future__ import annotations

import gc
import weakref

from index import residu


class Boucle:
    """An object that only the collector of cycles can free."""

    def __init__(self) -> None:
        self.moi = self


def test_ce_qui_est_charge_n_est_plus_parcouru_et_ce_qui_est_remplace_s_en_va() -> None:
    try:
        servie = Boucle()
        vue = weakref.ref(servie)
        residu.figer()
        assert gc.get_freeze_count() > 0
        del servie
        gc.collect()
        assert vue() is not None, "figé : le ramasse-miettes ne le voit plus"
        residu.figer()
        assert vue() is None
    finally:
        gc.unfreeze()
