"""Signing in with the organisation: a real exchange with a provider on loopback, then all the ways it may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.fournisseur_oidc import Fournisseur, fournir
from web.comptes.depot import ConnexionRefusee

ANNE = {"email": "Anne@exemple.fr", "email_verified": True}


@pytest.fixture
def fournisseur() -> Iterator[Fournisseur]:
    """The organisation, which recognises Anne."""
    with fournir(Fournisseur(dict(ANNE))) as fournisseur:
        yield fournisseur


@pytest.fixture
def client(build_app: Callable[..., Flask], fournisseur: Fournisseur) -> FlaskClient:
    """A site tied to it, where Anne has an account without a password."""
    app = build_app(
        OIDC_URL=f"{fournisseur.url}/.well-known/openid-configuration", OIDC_CLIENT="clausier", OIDC_SECRET="secret",
        RATE_LIMIT_SIGN_IN="1000 per minute",
    )  # fmt: skip
    app.extensions["comptes"].creer("anne@exemple.fr", None, ["formateur"], "test")
    return app.test_client()


def _aller_retour(client: FlaskClient, **changes: str) -> tuple[int, str]:
    """Go to the provider as the browser does, come back; the status and the place, or the page."""
    depart = client.get("/connexion/organisation?suite=/formation/nouvelle")
    assert depart.status_code == 302
    retour = httpx.get(depart.headers["Location"], trust_env=False).headers["Location"]
    chemin = retour.removeprefix("http://localhost")
    for avant, apres in changes.items():
        chemin = chemin.replace(f"{avant}=", f"{apres}=")
    reponse = client.get(chemin)
    return reponse.status_code, reponse.headers.get("Location") or reponse.text


def test_a_known_person_enters_where_she_was_going(client: FlaskClient) -> None:
    assert _aller_retour(client) == (303, "/formation/nouvelle")
    assert client.get("/formation/nouvelle").status_code == 200
    comptes = client.application.extensions["comptes"]
    assert [(ligne.qui, ligne.action) for ligne in comptes.audit(1)] == [
        ("anne@exemple.fr", "connexion par l'organisation")
    ]


@pytest.mark.parametrize(
    ("mensonge", "valeur"),
    [("perime", True), ("mauvaise_clef", True), ("autre_nonce", True), ("audience", "autre"),
     ("identite", {"email": "anne@exemple.fr", "email_verified": False}), ("identite", {"email": "anne@exemple.fr"}),
     ("identite", {})],
)  # fmt: skip
def test_a_token_that_does_not_hold_opens_nothing(
    client: FlaskClient, fournisseur: Fournisseur, mensonge: str, valeur: object
) -> None:
    setattr(fournisseur, mensonge, valeur)
    statut, page = _aller_retour(client)
    assert statut == 401
    assert "n’a pas abouti" in page
    assert client.get("/formation/nouvelle").status_code == 303


def test_someone_without_an_account_is_told_so(client: FlaskClient, fournisseur: Fournisseur) -> None:
    fournisseur.identite = {"email": "luc@exemple.fr", "email_verified": True}
    statut, page = _aller_retour(client)
    assert statut == 401
    assert "aucun compte actif" in page


def test_a_closed_account_stays_closed(client: FlaskClient) -> None:
    client.application.extensions["comptes"].desactiver("anne@exemple.fr", "test")
    assert _aller_retour(client)[0] == 401


def test_an_answer_that_nobody_asked_for_is_refused(client: FlaskClient) -> None:
    assert _aller_retour(client, state="autre")[0] == 401
    autre = client.application.test_client()
    assert autre.get("/connexion/retour?code=x&state=y").status_code == 401


def test_a_silent_provider_leaves_the_password_page(build_app: Callable[..., Flask]) -> None:
    client = build_app(OIDC_URL="http://127.0.0.1:9/.well-known/openid-configuration", OIDC_CLIENT="c").test_client()
    reponse = client.get("/connexion/organisation")
    assert reponse.status_code == 401
    assert "Mot de passe" in reponse.text


def test_an_account_without_password_is_not_opened_by_one(client: FlaskClient) -> None:
    comptes = client.application.extensions["comptes"]
    for mot in ("", "personne n'a ce mot de passe"):
        with pytest.raises(ConnexionRefusee):
            comptes.connecter("anne@exemple.fr", mot)


def test_without_a_provider_there_is_no_such_page(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/connexion/organisation").status_code == 404
    assert client.get("/connexion/retour").status_code == 404
    assert "mon organisation" not in client.get("/connexion").text
