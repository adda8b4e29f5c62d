"""Headers on every route, cross-site refusal, hosts, proxies, cookies."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.aides import OBLIGATION, conversation, envoyer, jeton, ouvrir
from tests.web.test_pages import PAGES


@pytest.mark.parametrize("path", [*PAGES, "/sante/vivant", "/api/v1/fiches", "/static/css/socle.css"])
def test_headers_of_every_route(client: FlaskClient, path: str) -> None:
    with client.get(path) as reponse:
        headers = reponse.headers
    policy = headers["Content-Security-Policy"]
    for directive in (
        "default-src 'self'", "script-src 'nonce-", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
        "frame-ancestors 'none'",
    ):  # fmt: skip
        assert directive in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "X-Powered-By" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_nonce_changes_and_is_in_the_page(client: FlaskClient) -> None:
    premiere, seconde = client.get("/"), client.get("/")
    nonce = premiere.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in premiere.text
    assert nonce not in seconde.headers["Content-Security-Policy"]


def _writing_paths(app: Flask) -> set[str]:
    """Every path that takes a POST, its variables filled."""
    regles = {r.rule for r in app.url_map.iter_rules() if "POST" in (r.methods or ())}
    return {re.sub(r"<[^>]+>", "x", re.sub(r"<int:[^>]+>", "1", regle)) for regle in regles}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ailleurs.fr"},
        {"Origin": "null"},
        {"Origin": "http://localhost.ailleurs.fr"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_cross_site_writes_are_refused_on_every_route(client: FlaskClient, headers: dict[str, str]) -> None:
    chemins = _writing_paths(client.application)
    assert chemins >= {"/", "/effacer", "/connexion", "/formation/nouvelle", "/api/v1/recherche"}
    for chemin in chemins:
        assert client.post(chemin, json={"texte": "a"}, headers=headers).status_code == 403, chemin


def test_same_origin_writes_pass(client: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}):
        assert client.post("/api/v1/conversations", headers=headers).status_code == 201


def test_token_is_needed_once_there_is_a_cookie_and_text_comes_back(client: FlaskClient) -> None:
    envoyer(client)
    reponse = client.post("/", data={"texte": "texte à garder"})
    assert reponse.status_code == 400
    assert "texte à garder</textarea>" in reponse.text
    assert 'name="csrf_token"' in reponse.text
    for path in ("/avis", "/effacer"):
        assert client.post(path).status_code == 400
    assert conversation(client).messages


def test_unknown_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "pirate.example"}).status_code == 400


def test_forwarded_address_counts_only_behind_a_proxy(build_app: Callable[..., Flask]) -> None:
    def statuts(**overrides: object) -> list[int]:
        client = build_app(RATE_LIMIT_SEARCH="1 per minute", **overrides).test_client()
        return [client.get("/recherche", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in (1, 2)]

    assert statuts() == [200, 429]
    assert statuts(TRUSTED_PROXIES=1) == [200, 200]


def test_https_hardens_cookie_and_adds_hsts(build_app: Callable[..., Flask]) -> None:
    client = build_app(PUBLIC_HTTPS=True).test_client()
    reponse = client.post("/", data={"texte": OBLIGATION}, base_url="https://localhost")
    cookie = reponse.headers["Set-Cookie"]
    assert cookie.startswith("__Host-clausier=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "max-age=31536000" in reponse.headers["Strict-Transport-Security"]


def test_conversations_do_not_leak_to_others(client: FlaskClient) -> None:
    envoyer(client, "un secret")
    autre = client.application.test_client()
    assert "un secret" not in autre.get("/").text
    assert ouvrir(autre) != conversation(client).id


def test_cookie_cannot_be_forged(client: FlaskClient) -> None:
    envoyer(client, "un secret")
    autre = client.application.test_client()
    autre.set_cookie("clausier", '{"conversation":"' + conversation(client).id + '"}')
    assert "un secret" not in autre.get("/").text
    assert jeton(autre) == {}
