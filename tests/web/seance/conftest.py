"""A site on the real base (the fake search), a trainer signed in, a session to open, people to join it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base_connaissance.modeles import Base
from tests.faux import FausseConnaissance
from tests.web.comptes import creer_compte
from tests.web.seance.aides import Animation, ouvrir


@pytest.fixture(autouse=True)
def sans_modele(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are grouped by stems here: the model is tested in tests/formation/test_vive_groupes.py."""

    def absent(_textes: object) -> None:
        raise OSError("pas de modèle dans ces tests")

    monkeypatch.setattr("web.seance.groupement._encoder", absent)


@pytest.fixture
def app(build_app: Callable[..., Flask], vraie_base: Base) -> Flask:
    """The site, with two trainers, « anne » and « zoe », and an editor, « luc »."""
    app = build_app(CONNAISSANCE=FausseConnaissance(vraie_base), RATE_LIMIT_SIGN_IN="1000 per minute")
    creer_compte(app, "anne")
    creer_compte(app, "zoe")
    creer_compte(app, "luc", "redacteur")
    return app


@pytest.fixture
def animation(formatrice: FlaskClient) -> Animation:
    """A session of the ready scenario « Découvrir la clause », with a measure."""
    return ouvrir(formatrice, "decouvrir-la-clause", mesure=3)
