"""The real action server over a search that obeys the question: « lent » sleeps, « casse » raises."""

from __future__ import annotations

import time
from typing import Any

from base_connaissance.lecture import lire_base
from bot import serveur_actions
from index import recherche
from tests.conftest import PETITE_BASE
from tests.faux import FausseConnaissance

LENTEUR = 4.0
_fausse = FausseConnaissance(lire_base(PETITE_BASE))


def repondre(question: str, public: Any = None, date_: Any = None, contexte: Any = None, **_: Any) -> Any:
    """The fake search, slow or broken on demand."""
    if "lent" in question:
        time.sleep(LENTEUR)
    if "casse" in question:
        raise RuntimeError("secret interne")
    return _fausse.repondre(question, public, None, contexte)


if __name__ == "__main__":
    recherche.repondre = repondre
    serveur_actions.main()
