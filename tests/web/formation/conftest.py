"""A site on the real base (the fake search), a trainer signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from tests.conftest import RACINE
from tests.faux import FausseConnaissance
from tests.web.comptes import connecter, creer_compte


@pytest.fixture(scope="session")
def base() -> Base:
    """The base of the repository."""
    return lire_base(RACINE / "base_connaissance")


@pytest.fixture
def app(build_app: Callable[..., Flask], base: Base) -> Flask:
    """The site, with one trainer, « anne », and one account without the role, « luc »."""
    app = build_app(CONNAISSANCE=FausseConnaissance(base), RATE_LIMIT_SIGN_IN="1000 per minute")
    creer_compte(app, "anne")
    creer_compte(app, "luc", "redacteur")
    return app


@pytest.fixture
def formatrice(app: Flask) -> FlaskClient:
    """A browser where « anne » is signed in."""
    client = app.test_client()
    connecter(client)
    return client
