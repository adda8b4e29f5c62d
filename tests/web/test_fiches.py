"""The fiche pages: reader, date, validity, sources; the list and its filters."""

from __future__ import annotations

from datetime import UTC, datetime

from flask.testing import FlaskClient

from tests.faux import Horloge
from web import fiches as module


def test_fiche_shows_answer_validity_sources_and_neighbours(client: FlaskClient) -> None:
    page = client.get("/fiches/obligation-2026").text
    for attendu in (
        "<h1>La clause sociale est-elle obligatoire\u202f?</h1>",
        "en principe obligatoire",
        "Applicable depuis le 21 août 2026",
        "Vérifié le 22 novembre 2026",
        "Vérifié et recoupé",
        ">Avant</h2>",
        "Jusqu’au 20 août 2026",
        'href="https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000043956924"',
        "/fiches/entreprise-insertion",
        "Poser une question sur ce sujet",
        'href="/?fiche=obligation-2026"',
        "clause sociale obligatoire à partir de combien",
        "<em>considération sociale ou d’emploi</em>",
    ):
        assert attendu in page, attendu


def test_reader_switch_is_made_of_links(client: FlaskClient) -> None:
    page = client.get("/fiches/obligation-2026?public=entreprise").text
    assert "Attendez-vous" in page
    assert 'href="/fiches/obligation-2026?public=acheteur"' in page


def test_past_date_gives_the_former_rule_and_its_figures(client: FlaskClient) -> None:
    page = client.get("/fiches/obligation-2026?date=2025-06-01").text
    assert "Avant le 21 août 2026, la clause sociale était facultative" in page
    assert "221\u202f000\u00a0€" in page
    assert "la règle a changé depuis" in page


def test_figures_unknown_at_a_date_are_said(client: FlaskClient) -> None:
    page = client.get("/fiches/obligation-2026?date=2019-01-01").text
    assert "Certains chiffres ne sont pas connus à cette date" in page


def test_unconfirmed_fiche_says_so(client: FlaskClient) -> None:
    page = client.get("/fiches/part-main-oeuvre").text
    assert "etiquette-alerte" in page
    assert "À confirmer" in page


def test_bad_date_reader_and_id(client: FlaskClient) -> None:
    assert client.get("/fiches/obligation-2026?date=2026-13-01").status_code == 422
    assert client.get("/fiches/obligation-2026?public=roi").status_code == 422
    absente = client.get("/fiches/absente")
    assert absente.status_code == 404
    assert "Aucune fiche ne porte cet identifiant" in absente.text


def test_list_counts_and_filters(client: FlaskClient) -> None:
    assert "4 fiches" in client.get("/fiches").text
    page = client.get("/fiches?famille=frein").text
    assert "1 fiche<" in page
    assert "pas le temps de former" in page
    assert "entreprise d’insertion produit" not in page
    assert "Aucune fiche ne réunit ces critères" in client.get("/fiches?famille=cas").text
    assert client.get("/fiches?famille=absente").status_code == 422


def test_list_is_cut_in_pages_that_keep_the_filters(client: FlaskClient, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(module, "PAR_PAGE", 2)
    page = client.get("/fiches?public=formateur&page=2").text
    assert "page 2 sur 2" in page
    assert 'rel="prev" href="/fiches?page=1&amp;public=formateur"' in page
    for absente in ("3", "0", "-1", "a", "9" * 30, "²"):
        assert client.get(f"/fiches?page={absente}").status_code == 404


def test_today_is_the_day_in_france(client: FlaskClient, horloge: Horloge) -> None:
    horloge.maintenant = datetime(2026, 8, 20, 22, 30, tzinfo=UTC)
    assert 'value="2026-08-21"' in client.get("/fiches/obligation-2026").text
