"""The calendar's page, its file, and its API."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

REQUETE = "notification=2027-03-01&duree_mois=18&achat=travaux&objet=Lot+3"
ROUTE = "/api/v1/calculs/calendrier"
DONNEES = {"notification": "2027-03-01", "duree_mois": 18, "achat": "travaux"}


def test_page_and_dates_typed_in_french(vrai_client: FlaskClient) -> None:
    page = vrai_client.get("/outils/calendrier?notification=1er+mars+2027&duree_mois=un+an+et+demi&achat=travaux").text
    assert "4 mars 2027" in page
    assert "Règle : Code de la commande publique, art. R. 2196-1" in page.replace("\u00a0", " ")
    assert page.count("Message à copier") > 15


def test_steps_of_one_actor(vrai_client: FlaskClient) -> None:
    page = vrai_client.get(f"/outils/calendrier?{REQUETE}&pour=facilitateur").text
    assert "Bilan à trois" in page
    assert "Remettre une attestation" not in page.split('id="titre-qui"')[0].split("</ul>")[-1]


def test_file_for_the_diary(vrai_client: FlaskClient) -> None:
    reponse = vrai_client.get(f"/outils/calendrier?{REQUETE}&ics=1")
    assert reponse.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "calendrier-clause.ics" in reponse.headers["Content-Disposition"]
    tous = Calendar.from_ical(reponse.data).walk("VEVENT")
    siens = Calendar.from_ical(vrai_client.get(f"/outils/calendrier?{REQUETE}&ics=1&pour=facilitateur").data)
    assert 5 < len(siens.walk("VEVENT")) < len(tous)
    assert vrai_client.get("/outils/calendrier?notification=hier&duree_mois=18&ics=1").status_code == 422


def test_api(vrai_client: FlaskClient) -> None:
    corps = vrai_client.post(ROUTE, json=DONNEES).json
    assert corps["fin"] == "2028-09-01"
    assert {jalon["nature"] for jalon in corps["jalons"]} == {"regle", "pratique"}


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("notification", "2027-02-30"),
        ("notification", None),
        ("duree_mois", 0),
        ("achat", "fusées"),
        ("debut", "2026-01-01"),
    ],
)
def test_api_names_the_wrong_field(vrai_client: FlaskClient, champ: str, valeur: Any) -> None:
    reponse = vrai_client.post(ROUTE, json=DONNEES | {champ: valeur})
    assert reponse.status_code == 422
    assert reponse.json["champ"] == champ
