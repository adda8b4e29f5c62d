"""Signing in, for the tests of protected pages. `creer_compte` makes the account with a cheap hash."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from web.comptes import mots_de_passe
from web.comptes.depot import Comptes

MOT_DE_PASSE = "quatre mots sans rapport"
# The real cost is tested once, in test_comptes.py; elsewhere a tenth of a second per sign-in would be wasted.
_BON_MARCHE = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def creer_compte(app: Flask, identifiant: str = "anne", *roles: str) -> None:
    """An account with these roles (formateur by default)."""
    comptes: Comptes = app.extensions["comptes"]
    mots_de_passe.HACHEUR = _BON_MARCHE
    comptes.creer(identifiant, MOT_DE_PASSE, roles or ("formateur",), "test")


def connecter(client: FlaskClient, identifiant: str = "anne", suite: str = "") -> None:
    """Sign in through the page."""
    donnees = {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE, "suite": suite}
    reponse = client.post("/connexion", data={**donnees, "csrf_token": jeton_de(client, "/connexion")})
    assert reponse.status_code == 303, reponse.text


def jeton_de(client: FlaskClient, path: str) -> str:
    """The CSRF token of that page's forms."""
    trouve = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert trouve is not None, path
    return trouve[1]
