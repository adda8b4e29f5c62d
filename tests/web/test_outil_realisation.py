"""The pages and the API for companies: mixes side by side, one plan, own mix, a post, errors by field."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

ROUTE = "/api/v1/calculs/realisation"
CORPS = {"heures": 900, "duree_mois": 12}
REQUETE = "heures=900+heures&duree_mois=12+mois&effectif=8&metier=peinture&debut=15+janvier+2027"


def page(client: FlaskClient, requete: str, statut: int = 200, outil: str = "realisation") -> str:
    reponse = client.get(f"/outils/{outil}?{requete}")
    assert reponse.status_code == statut
    return unescape(reponse.text).translate({0xA0: " ", 0x202F: " ", 0x2019: "'"})


def test_mixes_stand_side_by_side_and_one_plan_is_shown(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, REQUETE)
    assert texte.count('class="carte montage') == 7
    assert "Plan affiché ci-dessous" in texte and "janvier 2027" in texte and "décembre 2027" in texte
    assert "Cette semaine" in texte and "Qui appeler" in texte and "Preuves à garder" in texte


def test_the_plan_of_another_mix_is_a_link(vrai_client: FlaskClient) -> None:
    (lien,) = re.findall(r'href="/outils/realisation\?([^"]*montage=tache_confiee[^"]*)"', page(vrai_client, REQUETE))
    assert "Le plan : Confier une tâche" in page(vrai_client, lien)


def test_one_s_own_mix_comes_first(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, f"{REQUETE}&part_etti=40+%25&part_geiq=60")
    assert "Le plan : Votre mélange" in texte and texte.count('class="carte montage') == 8
    assert "elles doivent faire 100" in page(vrai_client, f"{REQUETE}&part_etti=40", 422)


def test_the_chart_says_the_same_as_its_table(vrai_client: FlaskClient) -> None:
    texte = page(vrai_client, REQUETE)
    assert texte.count("<rect") == 24
    assert "Le tableau donne les mêmes valeurs" in texte
    assert len(re.findall(r'<th scope="row">', texte)) == 12


def test_a_mission_is_cut_then_regrouped(vrai_client: FlaskClient) -> None:
    assert "Métier à découper" in page(vrai_client, "", outil="missions")
    choix = page(vrai_client, "metier=nettoyage", outil="missions")
    assert 'name="taches" value="corbeilles"' in choix and "choisissez les tâches" in choix
    poste = page(
        vrai_client, "metier=nettoyage&taches=corbeilles&taches=sols&semaines=12&heures_hebdo=24", outil="missions"
    )
    assert "un poste de 24 h par semaine, 2 tâches, 288 heures en tout" in poste
    assert "Fiche à remettre au facilitateur" in poste and "exemple à adapter" in poste


@pytest.mark.parametrize(
    ("requete", "champ"),
    [("heures=beaucoup&duree_mois=12", "heures"), ("heures=900", "duree_mois"),
     ("heures=900&duree_mois=-3", "duree_mois"),
     (f"{REQUETE}&heures_faites=900", "heures_faites"), ("heures=900&duree_mois=12&effectif=0", "effectif"),
     ("heures=900&duree_mois=12&metier=magie", "metier"), ("heures=900&duree_mois=12&heures_hebdo=70", "heures_hebdo"),
     (f"{REQUETE}&part_etti=150+%25", "part_etti")],
)  # fmt: skip
def test_errors_are_by_field(vrai_client: FlaskClient, requete: str, champ: str) -> None:
    assert f'href="#champ-{champ}"' in page(vrai_client, requete, 422)


def test_the_api_gives_every_mix(vrai_client: FlaskClient) -> None:
    corps = vrai_client.post(ROUTE, json=CORPS | {"metier": "voirie", "parts": {"etti": 100}}).json
    assert corps["montages"][0]["id"] == "le_votre"
    assert len(corps["montages"]) == 8 and corps["taches"] and corps["heures"] == 900
    assert all(montage["mois"][-1]["cumul"] == 900 for montage in corps["montages"])


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("heures", 0), ("heures", -1), ("heures", None), ("duree_mois", 0), ("duree_mois", 121), ("effectif", 0),
     ("effectif", 2.5), ("metier", "magie"), ("parts", {"etti": 50}), ("parts", {"x": 100}), ("employeur", "roi"),
     ("debut", "demain"), ("heures_faites", 900), ("heures_hebdo", 60), ("inconnu", 1)],
)  # fmt: skip
def test_wrong_values_are_refused_by_their_field(vrai_client: FlaskClient, champ: str, valeur: Any) -> None:
    reponse = vrai_client.post(ROUTE, json=CORPS | {champ: valeur})
    assert reponse.status_code == 422
    assert reponse.json["champ"].split(".")[0] == champ
