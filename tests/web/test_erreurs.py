"""Errors: French pages with a reference, problem+json for programs, never a trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.faux import FausseConnaissance
from tests.web.aides import OBLIGATION, envoyer, jeton, ouvrir


def _boom(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("secret interne /root/clef")


def test_not_found_page(client: FlaskClient) -> None:
    reponse = client.get("/absente")
    assert reponse.status_code == 404
    assert "Page introuvable" in reponse.text
    assert "référence" in reponse.text


def test_wrong_method(client: FlaskClient) -> None:
    reponse = client.get("/avis")
    assert reponse.status_code == 405
    assert "POST" in reponse.headers["Allow"]
    assert client.open("/", method="TRACE").status_code == 405


def test_unexpected_error_hides_everything_but_gives_the_text_back(
    client: FlaskClient,
    connaissance: FausseConnaissance,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(connaissance, "repondre", _boom)
    monkeypatch.setattr(connaissance, "repondre_fiche", _boom)
    for reponse in (client.get("/recherche?q=ma question"), client.get("/fiches/obligation-2026")):
        assert reponse.status_code == 500
        assert "secret interne" not in reponse.text
    assert "ma question</textarea>" in client.get("/recherche?q=ma question").text
    probleme = client.post("/api/v1/recherche", json={"question": "a"})
    assert probleme.mimetype == "application/problem+json"
    assert set(probleme.json) == {"type", "title", "status", "detail", "reference"}
    journal = capsys.readouterr().err
    assert probleme.json["reference"] in journal, "la référence doit mener à la trace dans le journal"
    assert "secret interne" in journal


def test_too_large_form_says_so(client: FlaskClient) -> None:
    reponse = client.post("/", data={"texte": "x" * 20_000})
    assert reponse.status_code == 413
    assert "Votre navigateur a gardé votre texte" in reponse.text


def test_rate_limit_gives_the_delay_and_the_text_back(build_app: Callable[..., Flask]) -> None:
    client = build_app(RATE_LIMIT_CHAT="2 per minute").test_client()
    for _ in range(2):
        assert envoyer(client).status_code == 303
    page = envoyer(client, "mon troisième message")
    assert page.status_code == 429
    assert 1 <= int(page.headers["Retry-After"]) <= 61
    assert f"dans {page.headers['Retry-After']}\u00a0s." in page.text
    assert "mon troisième message</textarea>" in page.text
    script = client.post("/", data={"texte": "a", **jeton(client)}, headers={"Accept": "application/json"})
    assert script.status_code == 429
    assert script.get_json()["delai"] >= 1


def test_page_and_api_share_the_chat_limit(build_app: Callable[..., Flask]) -> None:
    client = build_app(RATE_LIMIT_CHAT="2 per minute").test_client()
    envoyer(client)
    adresse = f"/api/v1/conversations/{ouvrir(client)}/messages"
    assert client.post(adresse, json={"texte": OBLIGATION}).status_code == 200
    assert client.post(adresse, json={"texte": OBLIGATION}).status_code == 429
    assert client.get("/").status_code == 200


def test_default_limit_is_fifteen_a_minute(build_app: Callable[..., Flask]) -> None:
    from settings import settings

    client = build_app(RATE_LIMIT_CHAT=settings.rate_limit_chat).test_client()
    adresse = f"/api/v1/conversations/{ouvrir(client)}/messages"
    statuts = [client.post(adresse, json={"charge": "aide"}).status_code for _ in range(16)]
    assert statuts == [200] * 15 + [429]


def test_storage_failure_leaves_reading_and_says_so(build_app: Callable[..., Flask], tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("pas un dossier")
    client = build_app(DATABASE=tmp_path / "fichier" / "clausier.sqlite").test_client()
    assert client.get("/fiches/obligation-2026").status_code == 200
    assert client.get("/recherche?q=clause").status_code == 200
    assert client.get("/").status_code == 200
    reponse = client.post("/", data={"texte": "texte à garder"})
    assert reponse.status_code == 503
    assert "texte à garder</textarea>" in reponse.text
    assert client.post("/api/v1/conversations").status_code == 503


def test_unreadable_base_gives_a_503_page_not_a_loop(build_app: Callable[..., Flask]) -> None:
    class BaseIllisible:
        def __getattr__(self, nom: str) -> object:
            raise RuntimeError("base illisible")

    client = build_app(CONNAISSANCE=BaseIllisible()).test_client()
    for path in ("/", "/fiches", "/recherche?q=a", "/glossaire"):
        assert client.get(path).status_code == 500
    assert client.get("/aide").status_code == 200
    assert client.get("/sante/vivant").status_code == 200
    assert client.get("/sante/pret").status_code == 503
