"""The API keeps the contract: shapes, limits, errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.faux import FauxRasa
from tests.web.aides import OBLIGATION, demander, ouvrir


def test_conversation_is_opened_with_a_random_id(client: FlaskClient) -> None:
    reponse = client.post("/api/v1/conversations")
    assert reponse.status_code == 201
    assert len(reponse.json["id"]) == 32
    assert "Set-Cookie" not in reponse.headers


def test_message_gets_the_contract_s_shape(client: FlaskClient) -> None:
    conversation = ouvrir(client)
    reponse = demander(client, {"texte": OBLIGATION, "public": "acheteur"}, conversation)
    assert reponse.status_code == 200
    assert reponse.json["conversation"] == conversation
    (message,) = reponse.json["messages"]
    assert message["decision"] == "reponse"
    assert message["fiche"] == "obligation-2026"
    assert message["mode"] == "bot"
    assert {"id", "titre", "article", "url", "verifie_le"} <= set(message["sources"][0])
    assert message["suggestions"][0] == {
        "titre": "L’entreprise d’insertion (EI)",
        "charge": "fiche:entreprise-insertion",
    }


def test_charge_is_sent_back(client: FlaskClient, rasa: FauxRasa) -> None:
    reponse = demander(client, {"charge": "fiche:entreprise-insertion"})
    assert reponse.json["messages"][0]["fiche"] == "entreprise-insertion"
    assert rasa.recus[-1]["message"] == '/choisir_fiche{"fiche": "entreprise-insertion"}'


def test_dialogue_keeps_only_buttons_that_we_know(client: FlaskClient) -> None:
    (message,) = demander(client, {"charge": "aide"}).json["messages"]
    assert message["decision"] == "dialogue"
    assert message["suggestions"] == [{"titre": "Aide", "charge": "aide"}]


def test_unknown_conversation_is_404(client: FlaskClient) -> None:
    reponse = demander(client, {"texte": "bonjour"}, "0" * 32)
    assert reponse.status_code == 404
    assert reponse.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("corps", "champ"),
    [
        ({"texte": "x" * 501}, "texte"),
        ({"texte": ""}, "texte"),
        ({"texte": " \n\t"}, "texte"),
        ({"texte": "a\x00b"}, "texte"),
        ({"texte": 12}, "texte"),
        ({"texte": "a", "public": "ministre"}, "public"),
        ({"texte": "a", "inconnu": 1}, "inconnu"),
        ({"charge": "/restart"}, "charge"),
        ({}, ""),
        ([], ""),
        ({"texte": "a", "charge": "aide"}, ""),
        ({"texte": None}, ""),
        ({"texte": ["a"]}, "texte"),
    ],
)
def test_bad_message_is_422_naming_the_field_before_rasa(
    client: FlaskClient, rasa: FauxRasa, corps: object, champ: str
) -> None:
    reponse = client.post(f"/api/v1/conversations/{ouvrir(client)}/messages", json=corps)
    assert reponse.status_code == 422
    assert reponse.mimetype == "application/problem+json"
    assert reponse.json["champ"] == champ
    assert {"type", "title", "status", "detail", "reference"} <= set(reponse.json)
    assert rasa.recus == []


def test_length_limit_is_500_exactly(client: FlaskClient) -> None:
    assert demander(client, {"texte": "é" * 500}).status_code == 200
    reponse = demander(client, {"texte": "é" * 501})
    assert "500" in reponse.json["detail"]


def test_body_errors(client: FlaskClient) -> None:
    adresse = f"/api/v1/conversations/{ouvrir(client)}/messages"
    assert client.post(adresse, data="{", content_type="application/json").status_code == 400
    assert client.post(adresse, data="{}", content_type="text/plain").status_code == 415
    assert (
        client.post(adresse, data='{"texte":"' + "x" * 17_000 + '"}', content_type="application/json").status_code
        == 413
    )
    assert client.post(adresse, data=b"\xff\xfe", content_type="application/json").status_code == 400
    assert client.get(adresse).status_code == 405
    assert "POST" in client.get(adresse).headers["Allow"]


def test_search_answers_and_gives_k_candidates(client: FlaskClient) -> None:
    reponse = client.post("/api/v1/recherche", json={"question": OBLIGATION, "public": "entreprise", "k": 2})
    assert reponse.status_code == 200
    assert reponse.json["decision"] == "reponse"
    assert reponse.json["reponse"].startswith("Attendez-vous")
    assert len(reponse.json["candidats"]) == 2
    assert {"probabilite", "fiche", "extrait", "sources", "avertissements"} <= set(reponse.json)


def test_search_honours_the_date(client: FlaskClient) -> None:
    reponse = client.post("/api/v1/recherche", json={"question": OBLIGATION, "date": "2025-06-01"})
    assert reponse.json["reponse"].startswith("Avant le 21 août 2026")
    assert reponse.json["date_droit"] == "2025-06-01"


@pytest.mark.parametrize(
    ("corps", "champ"),
    [
        ({}, "question"),
        ({"question": "a", "k": 0}, "k"),
        ({"question": "a", "k": 21}, "k"),
        ({"question": "a", "k": "3"}, "k"),
        ({"question": "a", "date": "hier"}, "date"),
        ({"question": "a", "date": 3}, "date"),
        ({"question": ""}, "question"),
        ({"question": "x" * 501}, "question"),
    ],
)
def test_bad_search_names_the_field(client: FlaskClient, corps: object, champ: str) -> None:
    reponse = client.post("/api/v1/recherche", json=corps)
    assert (reponse.status_code, reponse.json["champ"]) == (422, champ)


def test_fiches_are_listed_and_filtered(client: FlaskClient) -> None:
    toutes = client.get("/api/v1/fiches").json
    assert toutes["total"] == len(toutes["fiches"]) == 4
    freins = client.get("/api/v1/fiches?famille=frein&public=formateur").json
    assert [fiche["id"] for fiche in freins["fiches"]] == ["frein-chantier-pas-le-temps"]
    assert client.get("/api/v1/fiches?phase=jamais").status_code == 422


def test_fiche_is_given_for_a_reader_and_a_day(client: FlaskClient) -> None:
    fiche = client.get("/api/v1/fiches/obligation-2026?public=entreprise").json
    assert fiche["reponse"].startswith("Attendez-vous")
    assert "216\u202f000" in fiche["sections"][0]["html"]
    ancienne = client.get("/api/v1/fiches/obligation-2026?date=2025-06-01").json
    assert ancienne["reponse"].startswith("Avant le 21 août 2026")
    assert "221\u202f000" in ancienne["sections"][0]["html"]
    assert client.get("/api/v1/fiches/absente").status_code == 404
    assert client.get("/api/v1/fiches/obligation-2026?date=demain").json["champ"] == "date"


def test_closed_chat_says_so_and_leaves_the_rest(build_app: Callable[..., Flask]) -> None:
    client = build_app(CHAT_ENABLED=False).test_client()
    assert client.post("/api/v1/conversations").status_code == 503
    assert client.post("/", data={"texte": "bonjour"}).status_code == 503
    page = client.get("/").text
    assert "La discussion est fermée" in page
    assert "<textarea" not in page
    assert client.get("/fiches").status_code == 200
