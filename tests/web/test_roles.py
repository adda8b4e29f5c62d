"""Who may reach what: every route of the application, for every kind of person."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.comptes import connecter, creer_compte, jeton_de
from web.comptes.tables import ROLES

# What everyone reaches, by beginning of path. A route that is in neither table fails the test.
_PUBLICS = (
    "/", "/avis", "/effacer", "/fiches", "/recherche", "/glossaire", "/nouveautes", "/base", "/aide", "/structures",
    "/donnees-personnelles", "/accessibilite", "/mentions-legales", "/sante", "/static", "/api/v1", "/outils",
    "/seance", "/s", "/connexion", "/deconnexion", "/formation", "/formation/modeles", "/formation/kits",
    "/formation/entrainement", "/formation/jeux",
)  # fmt: skip
# The longest beginning wins.
_ROLES = {
    "/seance/nouvelle": "formateur",
    "/seance/bilans": "formateur",
    "/seance/<code>/animer": "formateur",
    "/seance/<code>/projeter": "formateur",
    "/seance/questions.csv": "redacteur",
    "/formation/nouvelle": "formateur",
    "/formation/importer": "formateur",
    "/formation/scenarios": "formateur",
    "/formation/modeles/<nom>/copier": "formateur",
}


def _attendu(regle: str) -> str | None:
    commencements = [*((debut, None) for debut in _PUBLICS), *_ROLES.items()]
    connus = [
        (debut, role) for debut, role in commencements if regle == debut or regle.startswith(debut.rstrip("/") + "/")
    ]
    assert connus, regle
    return max(connus, key=lambda paire: len(paire[0]))[1]


def _routes(app: Flask) -> list[tuple[str, str, str | None]]:
    """Each (method, path with its variables filled, role expected)."""
    trouvees = []
    for regle in app.url_map.iter_rules():
        chemin = re.sub(r"<[^>]+>", "x", re.sub(r"<int:[^>]+>", "1", regle.rule))
        for methode in sorted((regle.methods or set()) & {"GET", "POST"}):
            trouvees.append((methode, chemin, _role_declare(app, regle)))
            assert _role_declare(app, regle) == _attendu(regle.rule), regle.rule
    return trouvees


def _role_declare(app: Flask, regle: Rule) -> str | None:
    role = getattr(app.view_functions[regle.endpoint], "role", None)
    return str(role) if role else None


@pytest.fixture
def app(build_app: Callable[..., Flask]) -> Flask:
    """One account per role, and one without any."""
    app = build_app(RATE_LIMIT_SIGN_IN="10000 per minute")
    for role in ROLES:
        creer_compte(app, role, role)
    app.extensions["comptes"].creer("personne", "quatre mots sans rapport", [], "test")
    return app


def test_every_route_declares_the_role_expected(app: Flask) -> None:
    assert sum(role is not None for _, _, role in _routes(app)) > 15


@pytest.mark.parametrize("qui", [None, "personne", *ROLES])
def test_the_matrix(app: Flask, qui: str | None) -> None:
    client = app.test_client()
    if qui:
        connecter(client, qui)
    jeton = {"csrf_token": jeton_de(client, "/formation" if qui else "/connexion")}
    for methode, chemin, role in _routes(app):
        if role is None:
            continue
        donnees = jeton if methode == "POST" else None
        page = client.open(chemin, method=methode, data=donnees)
        programme = client.open(chemin, method=methode, data=donnees, headers={"Accept": "application/json"})
        if qui is None:
            assert page.status_code == (303 if methode == "GET" else 401), chemin
            assert methode == "POST" or page.headers["Location"].startswith("/connexion?suite=/"), chemin
            assert (programme.status_code, programme.mimetype) == (401, "application/problem+json"), chemin
        elif qui != role:
            assert page.status_code == 403, chemin
            assert (programme.status_code, programme.mimetype) == (403, "application/problem+json"), chemin
        else:
            assert page.status_code not in {303, 401, 403, 500}, chemin
