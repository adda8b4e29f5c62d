"""The real base, read once, and a spoilable copy of the small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from tests.base_connaissance.copies import BASE, Copie


@pytest.fixture(scope="session")
def base() -> Base:
    """The base that is served."""
    return lire_base(BASE)


@pytest.fixture
def copie(tmp_path: Path) -> Copie:
    """A faultless small base, to spoil."""
    return Copie(tmp_path)
