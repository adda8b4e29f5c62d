"""The hours by the API: the contract's names, and every wrong number refused by its field."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

ROUTE = "/api/v1/calculs/heures"
DONNEES = {"montant_ht": 1_000_000, "part_main_oeuvre": 0.5, "taux_insertion": 0.05, "cout_horaire": 30}


def test_the_published_example_with_the_names_of_the_contract(vrai_client: FlaskClient) -> None:
    corps = vrai_client.post(ROUTE, json=DONNEES).json
    assert corps["heures"] == 833.33
    assert corps["heures_arrondies"] == 833
    assert corps["etp"] == {"base": 1607, "valeur": 0.5186}
    assert corps["jours"] == 119.05
    assert {"libelle", "formule", "valeur", "reference"} <= set(corps["etapes"][0])
    assert len(corps["sensibilite"]) == 4
    assert isinstance(corps["avertissements"], list)
    assert vrai_client.post(ROUTE, json=DONNEES | {"base_etp": 1820}).json["etp"]["base"] == 1820


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("montant_ht", -5), ("montant_ht", 0), ("montant_ht", "beaucoup"), ("montant_ht", 1e300), ("montant_ht", None),
     ("part_main_oeuvre", 1.01), ("part_main_oeuvre", 50), ("taux_insertion", 2.5), ("taux_insertion", -0.1),
     ("cout_horaire", 0), ("cout_horaire", True), ("cout_horaire", None), ("base_etp", 1600), ("base_etp", 1607.5),
     ("inconnu", 1)],
)  # fmt: skip
def test_wrong_numbers_are_refused_by_their_field(vrai_client: FlaskClient, champ: str, valeur: Any) -> None:
    reponse = vrai_client.post(ROUTE, json=DONNEES | {champ: valeur})
    assert reponse.status_code == 422
    assert reponse.mimetype == "application/problem+json"
    assert reponse.json["champ"] == champ


@pytest.mark.parametrize("ecriture", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_what_is_not_a_number_is_refused(vrai_client: FlaskClient, ecriture: str) -> None:
    corps = f'{{"montant_ht": {ecriture}, "part_main_oeuvre": 0.5, "taux_insertion": 0.05, "cout_horaire": 30}}'
    reponse = vrai_client.post(ROUTE, data=corps, content_type="application/json")
    assert reponse.status_code == 422
    assert reponse.json["champ"] == "montant_ht"


def test_limits_of_every_api_route_hold(vrai_client: FlaskClient) -> None:
    assert vrai_client.post(ROUTE, data="{", content_type="application/json").status_code == 400
    assert vrai_client.post(ROUTE, data="montant_ht=1").status_code == 415
    assert vrai_client.post(ROUTE, data=" " * 17_000, content_type="application/json").status_code == 413
    refus = vrai_client.post(ROUTE, json=DONNEES, headers={"Origin": "https://ailleurs.example"})
    assert refus.status_code == 403


def test_a_base_without_the_figures_says_so(client: FlaskClient) -> None:
    reponse = client.post(ROUTE, json=DONNEES)
    assert reponse.status_code == 503
    assert "manque à la base" in reponse.json["detail"]
