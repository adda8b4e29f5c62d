"""The search page."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.aides import OBLIGATION


def test_empty_form(client: FlaskClient) -> None:
    page = client.get("/recherche").text
    assert 'role="search"' in page
    assert "Fiches les plus proches" not in page


def test_direct_answer_then_other_fiches(client: FlaskClient) -> None:
    page = client.get("/recherche", query_string={"q": OBLIGATION, "public": "entreprise"}).text
    assert "Attendez-vous" in page
    assert "2 sources" in page
    assert page.count('class="carte"') == 3


def test_refusal_is_said_and_fiches_are_still_offered(client: FlaskClient) -> None:
    page = client.get("/recherche?q=un poème").text
    assert "Je ne réponds que sur" in page
    assert page.count('class="carte"') == 4


def test_bad_text_comes_back(client: FlaskClient) -> None:
    for texte in ("", "x" * 501, "a\x01"):
        reponse = client.get("/recherche", query_string={"q": texte})
        assert reponse.status_code == 422
        assert 'aria-invalid="true"' in reponse.text
