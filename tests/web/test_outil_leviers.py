"""The page and the API of the levers: words for a code, counterfactuals as links, statements, errors by field."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

ROUTE = "/api/v1/leviers"
ACHAT = {"nature": "services", "montant_ht": 850_000, "acheteur": "collectivite"}
REQUETE = "nature=services&montant_ht=850+000+%E2%82%AC&acheteur=collectivite&duree_mois=4+ans&lots=3"


def page(client: FlaskClient, requete: str, statut: int = 200) -> str:
    reponse = client.get(f"/outils/leviers?{requete}")
    assert reponse.status_code == statut
    return unescape(reponse.text).replace("’", "'")


def test_the_board_begins_with_the_duties(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, REQUETE)
    titres = re.findall(r'<h2 id="titre-(\w+)"', texte)
    assert titres[:3] == ["resultat", "obligatoire", "possible"]
    assert "une condition d'exécution sociale ou d'emploi est obligatoire" in texte
    assert texte.count('class="levier"') > 20


def test_each_counterfactual_is_a_link_to_what_it_says(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, REQUETE)
    liens = dict(re.findall(r'<a data-et-si href="/outils/leviers\?([^"]+)">(Si [^<]+)</a>', texte))
    assert len(liens) > 20
    for requete in list(liens)[:12]:
        page(vrai_client, requete)
    sous = next(requete for requete, phrase in liens.items() if "était inférieure à 216" in phrase)
    assert "pas imposée" in page(vrai_client, sous)


def test_words_for_a_code_need_no_script_and_no_other_field(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, "cpv=espaces+verts")
    assert "Codes CPV proches" in texte and "cpv=77310000" in texte and "à corriger" not in texte
    assert "Aucun code CPV ne contient ces mots" in page(vrai_client, "cpv=xyzzy")
    assert "Réalisation et entretien d'espaces verts" in page(vrai_client, f"{REQUETE}&cpv=77310000-6")


def test_the_law_of_another_day(vrai_client: FlaskClient) -> None:
    avant = page(vrai_client, f"{REQUETE}&lancement=20+ao%C3%BBt+2026")
    assert "Consultation lancée le 20 août 2026" in avant and "pas imposée" in avant
    assert "Rédiger le motif" not in avant


def test_a_statement_is_there_to_copy_and_as_plain_text(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, f"{REQUETE}&objet=Licences&contraintes=solution_disponible")
    assert "cas indiqué" in texte and "[à compléter" in texte
    reponse = vrai_client.get(f"/outils/leviers?{REQUETE}&objet=Licences&motif=solution_disponible")
    assert reponse.mimetype == "text/plain" and "Licences" in reponse.text


def test_what_a_visitor_types_is_never_markup(vrai_client: FlaskClient) -> None:
    reponse = vrai_client.get(f"/outils/leviers?{REQUETE}&objet=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&cpv=%3Cb%3E")
    assert "<img src=x" not in reponse.text and "<b>" not in reponse.text


@pytest.mark.parametrize(
    ("requete", "champ"),
    [("nature=zz&montant_ht=1000&acheteur=etat", "nature"),
     ("nature=services&montant_ht=beaucoup&acheteur=etat", "montant_ht"),
     ("nature=services&montant_ht=1000", "acheteur"), (f"{REQUETE}&lot_ht=900+000", "lot_ht"),
     (f"{REQUETE}&lancement=31/02/2026", "lancement"), (f"{REQUETE}&lancement=2001-01-01", "lancement"),
     (f"{REQUETE}&cpv=12345678", "cpv"), ("nature=services&montant_ht=1000&acheteur=etat&lots=0", "lots")],
)  # fmt: skip
def test_errors_are_by_field(vrai_client: FlaskClient, requete: str, champ: str) -> None:
    assert f'href="#champ-{champ}"' in page(vrai_client, requete, 422)


def test_the_api_says_the_same(vrai_client: FlaskClient) -> None:
    corps = vrai_client.post(ROUTE, json=ACHAT).json
    leviers = {levier["id"]: levier for levier in corps["leviers"]}
    assert leviers["condition_sociale"]["verdict"] == "obligatoire"
    assert {"remplies", "non_remplies", "pourquoi_pas", "sources", "contrefactuels"} <= set(leviers["reserve_siae"])
    assert corps["motifs"] and corps["date_droit"] == "2026-11-22"
    autre = next(c for c in leviers["condition_sociale"]["contrefactuels"] if c["condition"] == "date")
    relu = vrai_client.post(ROUTE, json=ACHAT | autre["modification"]).json
    assert {levier["id"]: levier["verdict"] for levier in relu["leviers"]}["condition_sociale"] == autre["verdict"]


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("montant_ht", -1), ("montant_ht", 0), ("montant_ht", "x"), ("nature", "voyage"), ("acheteur", None),
     ("cpv", "12"),
     ("cpv", "12345678"), ("lancement", "2026-02-30"), ("lancement", "2018-01-01"), ("lots", 0), ("lots", 2.5),
     ("lot_ht", 10), ("duree_mois", 0), ("offre", "beaucoup"), ("defense", "peut-être"), ("inconnu", 1),
     ("objet", "x" * 301)],
)  # fmt: skip
def test_wrong_values_are_refused_by_their_field(vrai_client: FlaskClient, champ: str, valeur: Any) -> None:
    reponse = vrai_client.post(ROUTE, json=ACHAT | {champ: valeur})
    assert reponse.status_code == 422
    assert reponse.json["champ"] == ("lots" if champ == "lot_ht" else champ)


def test_a_small_base_answers_without_levers(client: FlaskClient) -> None:
    reponse = client.post(ROUTE, json=ACHAT)
    assert reponse.status_code == 200 and reponse.json["leviers"] == []
    assert "manque à cette base" in client.get(f"/outils/leviers?{REQUETE}").text
