"""The evaluation: a posted form, an address that holds the grid alone, workbooks, the API."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.datastructures import MultiDict

from base_connaissance.modeles import Base
from tests.web.test_outil_clauses import verifier_page
from web.outils.notation_champs import exemple_fictif


@pytest.fixture
def exemple(vraie_base: Base) -> MultiDict[str, str]:
    """The filled form, one offer named."""
    champs = exemple_fictif(vraie_base)
    champs["nom-A"] = "Entreprise Fictive"
    return champs


def test_the_page_before_any_data(vrai_client: FlaskClient) -> None:
    page = vrai_client.get("/outils/notation").text
    verifier_page(page)
    assert 'method="post"' in page
    assert 'name="n-C-suites-1"' in page


def test_marks_ranks_and_gaps(vrai_client: FlaskClient, exemple: MultiDict[str, str]) -> None:
    reponse = vrai_client.post("/outils/notation", data=exemple)
    assert reponse.status_code == 200
    assert reponse.headers["Cache-Control"] == "no-store"
    verifier_page(reponse.text)
    assert "Offre B est en tête, avec 73,33 sur 100." in reponse.text
    assert "écart de 2, à discuter" in reponse.text
    assert "« Heures seules » contre « qualité »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in reponse.text
    fragment = vrai_client.post("/outils/notation?fragment=1", data=exemple).text
    assert "<html" not in fragment
    assert fragment.count('data-zone="') == 3


def test_the_shared_address_holds_no_offer(vrai_client: FlaskClient, exemple: MultiDict[str, str]) -> None:
    page = vrai_client.post("/outils/notation", data=exemple).text
    (adresse,) = re.findall(r'href="([^"]+)">Adresse de la grille seule', page)
    assert "Fictive" not in adresse
    assert "n-A-" not in adresse
    assert "p-taches=20" in adresse
    (complete,) = re.findall(r'href="([^"]+)" rel="nofollow">Adresse avec les offres', page)
    assert "Fictive" in complete
    reprise = vrai_client.get(adresse.replace("&amp;", "&")).text
    assert 'value="30"' in reprise
    assert "Offre B est en tête" in vrai_client.get(complete.replace("&amp;", "&")).text


def test_a_missing_level_is_said_at_its_place(vrai_client: FlaskClient, exemple: MultiDict[str, str]) -> None:
    exemple["n-B-accueil-2"] = ""
    reponse = vrai_client.post("/outils/notation", data=exemple)
    assert reponse.status_code == 422
    assert 'href="#champ-n-B-accueil-2"' in reponse.text
    assert "Entreprise Fictive" in reponse.text


@pytest.mark.parametrize(
    ("champ", "valeur"), [("p-taches", "-2"), ("p-taches", "beaucoup"), ("poids_critere", "101"), ("autre-A", "1000"),
                          ("heures-B", "1e9"), ("variation", "0")],
)  # fmt: skip
def test_a_wrong_number_names_its_field(
    vrai_client: FlaskClient, exemple: MultiDict[str, str], champ: str, valeur: str
) -> None:
    exemple[champ] = valeur
    reponse = vrai_client.post("/outils/notation", data=exemple)
    assert reponse.status_code == 422
    assert f'href="#champ-{champ}"' in reponse.text


def test_two_offers_of_the_same_name(vrai_client: FlaskClient, exemple: MultiDict[str, str]) -> None:
    exemple["nom-B"] = "Entreprise Fictive"
    assert 'href="#champ-nom-B"' in vrai_client.post("/outils/notation", data=exemple).text


def test_a_grid_of_ones_own_is_checked(vrai_client: FlaskClient) -> None:
    champs = {"l-propre_1": "Démarche RSE de <b>l'entreprise</b>", "p-propre_1": "100", "poids_critere": "10"}
    page = vrai_client.post("/outils/notation", data=champs).text
    assert "La politique générale de l’entreprise n’est pas notée" in page
    assert "<b>" not in page


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_workbook(vrai_client: FlaskClient, exemple: MultiDict[str, str], format: str) -> None:
    reponse = vrai_client.post("/outils/notation", data={**exemple.to_dict(), "format": format})
    assert reponse.status_code == 200
    assert f'filename="notation-insertion.{format}"' in reponse.headers["Content-Disposition"]
    if format == "xlsx":
        assert load_workbook(io.BytesIO(reponse.data))["Synthese"]["A2"].value == "Entreprise Fictive"
    exemple["n-A-taches-1"] = ""
    faute = vrai_client.post("/outils/notation", data={**exemple.to_dict(), "format": format})
    assert faute.status_code == 422
    assert "il manque un niveau" in faute.text


def test_a_small_base_says_what_lacks(client: FlaskClient) -> None:
    assert client.get("/outils/notation?exemple=1").status_code in {200, 422}
    page = client.post("/outils/notation", data={"l-propre_1": "Accueil", "p-propre_1": "100"}).text
    assert "manque à la base" in page


def test_api(vrai_client: FlaskClient) -> None:
    grille: dict[str, Any] = {"poids_critere": 10, "sous_criteres": [{"id": "taches", "points": 20}]}
    offres = [{"lectures": [{"taches": 3}]}, {"nom": "Autre", "lectures": [{"taches": 1}]}]
    resultat = vrai_client.post("/api/v1/notation", json={"grille": grille, "offres": offres}).json
    assert [offre["nom"] for offre in resultat["offres"]] == ["Offre A", "Autre"]
    assert [offre["qualite"] for offre in resultat["offres"]] == [100, 33.33]
    for corps, champ in [
        ({}, "grille"), ({"grille": grille | {"poids_critere": "10"}}, "grille.poids_critere"),
        ({"grille": grille, "offres": [{"lectures": [{"taches": 2.5}]}]}, "offres.0.lectures.0.taches"),
        ({"grille": grille, "offres": [{"lectures": [{"taches": 9}]}]}, "offres.0.lectures.0.taches"),
        ({"grille": grille, "offres": [{"lectures": []}]}, "offres.0.lectures"),
    ]:  # fmt: skip
        refus = vrai_client.post("/api/v1/notation", json=corps)
        assert refus.status_code == 422
        assert refus.json["champ"] == champ, refus.json
