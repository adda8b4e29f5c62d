"""Fixtures shared by the site's tests: a small base, a fake search, a fake Rasa, an application and its client."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from tests.faux import FausseConnaissance, FauxRasa, Horloge

pytest_plugins = ["tests.repartition", "tests.bot.montage"]

RACINE = Path(__file__).resolve().parents[1]
PETITE_BASE = RACINE / "tests" / "jeux" / "petite_base"

# A busy machine is no fault: nothing here is timed.
hypothesis_settings.register_profile("clausier", deadline=None)
hypothesis_settings.load_profile("clausier")


@pytest.fixture(scope="session")
def petite_base() -> Base:
    """Four fiches, read from files."""
    return lire_base(PETITE_BASE)


@pytest.fixture(scope="session")
def vraie_base() -> Base:
    """The base that is served, read once: the tools need its figures."""
    return lire_base(RACINE / "base_connaissance")


@pytest.fixture
def vrai_client(build_app: Callable[..., Flask], vraie_base: Base) -> FlaskClient:
    """A client of the site on the real base."""
    return build_app(CONNAISSANCE=FausseConnaissance(vraie_base)).test_client()


@pytest.fixture
def connaissance(petite_base: Base) -> FausseConnaissance:
    """A fake search over the small base."""
    return FausseConnaissance(petite_base)


@pytest.fixture
def rasa(connaissance: FausseConnaissance) -> FauxRasa:
    """A fake Rasa that answers; a test may break it."""
    return FauxRasa(connaissance)


@pytest.fixture
def horloge() -> Horloge:
    """A clock stopped at 2026-11-22, 10:00 UTC."""
    return Horloge()


@pytest.fixture
def build_app(
    connaissance: FausseConnaissance, rasa: FauxRasa, horloge: Horloge, tmp_path: Path
) -> Callable[..., Flask]:
    """Build an application on the fakes; keywords override its configuration."""
    from web import create_app

    def build(**overrides: Any) -> Flask:
        config = {
            "TESTING": False,
            "SECRET_KEY": "clef-de-test",
            "CONNAISSANCE": connaissance,
            "RASA_TRANSPORT": httpx.MockTransport(rasa),
            "CLOCK": horloge,
            "DATABASE": tmp_path / "clausier.sqlite",
            "RASA_TRACKER": tmp_path / "rasa.sqlite",
            "DAILY_PURGE": False,
            "WARM_UP": False,
            "RATE_LIMIT_CHAT": "1000 per minute",
            "RATE_LIMIT_SEARCH": "1000 per minute",
        }
        return create_app(config | overrides)

    return build


@pytest.fixture
def app(build_app: Callable[..., Flask]) -> Flask:
    """An application on the fakes."""
    return build_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser-like client: it keeps the cookie."""
    return app.test_client()
