"""The real base, read once: the tools of advice work on its figures, tables and fiches."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from conseil.droit import Droit
from tests.conftest import RACINE

AUJOURD_HUI = date(2026, 11, 25)


@pytest.fixture(scope="session")
def base() -> Base:
    """The base that is served."""
    return lire_base(RACINE / "base_connaissance")


@pytest.fixture(scope="session")
def droit(base: Base) -> Droit:
    """The law of the day of the tests."""
    return Droit(base, AUJOURD_HUI)
