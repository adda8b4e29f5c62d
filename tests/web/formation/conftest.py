"""A site on the real base (the fake search), a trainer signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from base_connaissance.modeles import Base
from tests.faux import FausseConnaissance
from tests.web.comptes import creer_compte


@pytest.fixture
def base(vraie_base: Base) -> Base:
    """The base of the repository."""
    return vraie_base


@pytest.fixture
def app(build_app: Callable[..., Flask], base: Base) -> Flask:
    """The site, with one trainer, « anne », and one account without the role, « luc »."""
    app = build_app(CONNAISSANCE=FausseConnaissance(base), RATE_LIMIT_SIGN_IN="1000 per minute")
    creer_compte(app, "anne")
    creer_compte(app, "luc", "redacteur")
    return app
