"""Health routes."""

from __future__ import annotations

import socket
from collections.abc import Callable

import httpx
from flask import Flask
from flask.testing import FlaskClient

from index.modeles import Etat
from tests.faux import FausseConnaissance, FauxRasa


def test_alive(client: FlaskClient) -> None:
    assert client.get("/sante/vivant").json == {"etat": "ok"}


def test_ready_names_each_part(client: FlaskClient) -> None:
    reponse = client.get("/sante/pret")
    assert reponse.status_code == 200
    assert {"index": "ok", "base": "ok", "rasa": "ok"}.items() <= reponse.json.items()
    assert reponse.json["actions"] in {"ok", "absent"}


def test_without_rasa_the_site_is_usable_but_degraded(
    build_app: Callable[..., Flask], rasa: FauxRasa, connaissance: FausseConnaissance
) -> None:
    rasa.repondeur = lambda request: httpx.Response(502)
    connaissance.etat = Etat(index="degrade", base="ok", modele="ok", avertissements=("Version précédente.",))
    with socket.create_server(("127.0.0.1", 0)) as ferme:
        port = ferme.getsockname()[1]
    reponse = build_app(ACTIONS_URL=f"http://127.0.0.1:{port}").test_client().get("/sante/pret")
    assert reponse.status_code == 200
    assert {
        "etat": "degrade",
        "index": "degrade",
        "rasa": "absent",
        "actions": "absent",
    }.items() <= reponse.json.items()
    assert reponse.json["avertissements"] == ["Version précédente."]
