"""Logs: JSON, one line per request, no text, no address, no identifier."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from tests.web.aides import demander, envoyer, ouvrir


def test_logs_hold_no_text_and_no_identifier(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    envoyer(client, "phrase-secrète du visiteur")
    client.get("/recherche?q=phrase-secrète")
    identifiant = ouvrir(client)
    demander(client, {"texte": "phrase-secrète"}, identifiant)
    lignes = [json.loads(ligne) for ligne in capsys.readouterr().err.splitlines()]
    assert {"event", "level", "timestamp"} <= set(lignes[0])
    assert any(ligne.get("route") == "/api/v1/conversations/<identifiant>/messages" for ligne in lignes)
    texte = json.dumps(lignes, ensure_ascii=False)
    for interdit in ("phrase-secrète", identifiant, "127.0.0.1"):
        assert interdit not in texte
