"""A signed-in trainer, for the sites (`app`) that have one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.comptes import connecter


@pytest.fixture
def formatrice(app: Flask) -> FlaskClient:
    """A browser where « anne » is signed in."""
    client = app.test_client()
    connecter(client)
    return client
