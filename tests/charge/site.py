"""The application that the load tests serve: the real base, the fake search, no Rasa; its folder comes from the
environment."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import httpx
from flask import Flask

from base_connaissance.lecture import lire_base
from tests.conftest import RACINE
from tests.faux import FausseConnaissance, FauxRasa
from tests.web.comptes import creer_compte
from web import create_app
from web.comptes.depot import CompteRefuse

DOSSIER = "CLAUSIER_TESTS_DOSSIER"
FLUX = "CLAUSIER_FLUX"


def application() -> Flask:
    """The site with one trainer, « anne ». Sentences are grouped by stems: no model is loaded."""
    dossier = Path(os.environ[DOSSIER])
    connaissance = FausseConnaissance(lire_base(RACINE / "base_connaissance"))
    app = create_app(
        {
            "SECRET_KEY": "clef-de-test", "CONNAISSANCE": connaissance,
            "RASA_TRANSPORT": httpx.MockTransport(FauxRasa(connaissance)), "DATABASE": dossier / "clausier.sqlite",
            "RASA_TRACKER": dossier / "rasa.sqlite", "DAILY_PURGE": False, "WARM_UP": False,
            "RATE_LIMIT_SIGN_IN": "1000 per minute",
        }
    )  # fmt: skip
    with suppress(CompteRefuse):  # the server was restarted on the same folder
        creer_compte(app, "anne")
    return app
