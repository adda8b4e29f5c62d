"""Eligibility on the site: posted, answered, never stored, logged or put in an address."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

PAGE = "/outils/eligibilite"
ROUTE = "/api/v1/eligibilite"
REPONSES = {"but": "les_deux", "voie": "embauche", "situation": ["minima", "senior"], "validation": "commencee"}


def test_answer_above_the_questions(vrai_client: FlaskClient) -> None:
    page = vrai_client.post(PAGE, data=REPONSES)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Un point à régler d’abord" in page.text
    assert page.text.count(" checked") == 5
    assert "Ce sont les documents du marché qui décident" in page.text
    assert page.text.index("Un point à régler") < page.text.index("1. Que voulez-vous savoir")


def test_answers_stand_nowhere_but_in_the_answer(vrai_client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    page = vrai_client.post(PAGE, data=REPONSES)
    assert "Set-Cookie" not in page.headers
    assert "situation=" not in page.text
    journal = capsys.readouterr()
    for mot in ("minima", "senior", "commencee"):
        assert mot not in journal.err + journal.out
    vide = vrai_client.get(PAGE, query_string=REPONSES).text
    assert " checked" not in vide
    assert "Point par point" not in vide


def test_nothing_answered_and_wrong_answers(vrai_client: FlaskClient) -> None:
    vide = vrai_client.post(PAGE, data={})
    assert vide.status_code == 422
    assert "deux premières questions" in vide.text
    sans_voie = vrai_client.post(PAGE, data={"but": "compter"})
    assert sans_voie.status_code == 422
    assert 'href="#champ-voie"' in sans_voie.text
    assert vrai_client.post(PAGE, data=REPONSES | {"voie": "<script>"}).status_code == 422


def test_other_sites_cannot_post(vrai_client: FlaskClient) -> None:
    refus = vrai_client.post(PAGE, data=REPONSES, headers={"Sec-Fetch-Site": "cross-site"})
    assert refus.status_code == 403


def test_api(vrai_client: FlaskClient) -> None:
    corps = vrai_client.post(ROUTE, json=REPONSES).json
    assert corps["verdict"] == "a_regler"
    assert corps["preuves"]
    assert corps["a_ne_pas_demander"]


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("but", None),
        ("voie", "inconnue"),
        ("voie", 3),
        ("situation", "minima"),
        ("situation", ["rien"]),
        ("nom", "Dupont"),
    ],
)
def test_api_names_the_wrong_field(vrai_client: FlaskClient, champ: str, valeur: Any) -> None:
    reponse = vrai_client.post(ROUTE, json=REPONSES | {champ: valeur})
    assert reponse.status_code == 422
    assert reponse.json["champ"] == champ
