"""The real base, read once: scenarios and sheets are made of it."""

from __future__ import annotations

import pytest

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from tests.conftest import RACINE


@pytest.fixture(scope="session")
def base() -> Base:
    """The base of the repository."""
    return lire_base(RACINE / "base_connaissance")
