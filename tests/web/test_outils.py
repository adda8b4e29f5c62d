"""The tools' pages: what they share, on the real base; and none fails on a base that lacks their figures."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.conftest import RACINE
from web.outils.catalogue import OUTILS

EXEMPLE = "montant_ht=1+000+000+%E2%82%AC&part_main_oeuvre=50+%25&taux_insertion=5&cout_horaire=30"
REMPLIES = {
    "heures": EXEMPLE,
    "realisation": "heures=900&duree_mois=12&metier=peinture",
    "missions": "metier=nettoyage&taches=sols&taches=vitres",
    "leviers": "nature=services&montant_ht=850+000&acheteur=collectivite",
    "clauses": "cas=travaux&heures=833",
    "calendrier": "notification=2027-03-01&duree_mois=18&achat=travaux",
}
_WRONG_SPACE = re.compile(r"[^\s ] [;:!?»](?=[\s<.,)]|$)|« ", re.MULTILINE)


def test_the_list_holds_the_tools_in_the_order_of_a_purchase(vrai_client: FlaskClient) -> None:
    page = vrai_client.get("/outils").text
    adresses = re.findall(r'href="/outils/([a-z]+)"', page)
    assert adresses == [outil.code for outil in OUTILS if outil.code in adresses]
    assert {"heures", "calendrier"} <= set(adresses)
    for adresse in adresses:
        assert vrai_client.get(f"/outils/{adresse}").status_code == 200


@pytest.mark.parametrize(("code", "requete"), REMPLIES.items())
def test_a_filled_page_says_all_that_a_result_must(vrai_client: FlaskClient, code: str, requete: str) -> None:
    reponse = vrai_client.get(f"/outils/{code}?{requete}")
    assert reponse.status_code == 200
    assert reponse.headers["Cache-Control"] == "no-store"
    page = reponse.text
    assert page.count("<h1") == 1
    assert not re.search(r"\son\w+=|style=|<script(?![^>]*nonce=)", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for ancre in re.findall(r'href="#([^"]+)"', page):
        assert ancre in ids
    for morceau in ("Droit et repères au 22 novembre 2026", "il ne remplace pas un conseil juridique", "Sources"):
        assert morceau in page
    texte = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", "\n", page, flags=re.DOTALL)
    assert not _WRONG_SPACE.findall(texte.replace("&nbsp;", "\u00a0").replace("&#39;", "'"))


@pytest.mark.parametrize(("code", "requete"), REMPLIES.items())
def test_fragment_and_text_say_the_same(vrai_client: FlaskClient, code: str, requete: str) -> None:
    fragment = vrai_client.get(f"/outils/{code}?{requete}&fragment=1").text
    assert "<html" not in fragment
    assert fragment.count('data-zone="') == 3
    texte = vrai_client.get(f"/outils/{code}?{requete}&texte=1")
    assert texte.mimetype == "text/plain"
    assert "ne remplace pas un conseil juridique" in texte.text
    assert "fragment" not in texte.text


@pytest.mark.parametrize("outil", OUTILS, ids=lambda outil: outil.code)
def test_a_small_base_never_breaks_a_page(client: FlaskClient, outil: object) -> None:
    code = getattr(outil, "code", "")
    reponse = client.get(f"/outils/{code}?{REMPLIES.get(code, '')}")
    assert reponse.status_code in {200, 404, 422}
    if code in REMPLIES:
        assert "manque à la base" in reponse.text or reponse.status_code == 200


def test_errors_are_said_by_field_and_nothing_typed_is_lost(vrai_client: FlaskClient) -> None:
    reponse = vrai_client.get("/outils/heures?montant_ht=400+k%E2%82%AC+TTC&part_main_oeuvre=250+%25&taux_insertion=5")
    assert reponse.status_code == 422
    page = reponse.text
    assert 'value="400 k€ TTC"' in page
    assert 'value="250 %"' in page
    assert 'href="#champ-montant_ht"' in page
    assert page.count('aria-invalid="true"') == 2
    assert "<title>Erreur" in page


def test_the_address_is_the_whole_state(vrai_client: FlaskClient) -> None:
    page = vrai_client.get("/outils/heures?montant_ht=400+k%E2%82%AC+HT+sur+4+ans&part_main_oeuvre=la+moiti%C3%A9"
                           "&taux_insertion=10&cout_horaire=40&base_etp=1820").text  # fmt: skip
    assert "<strong>500</strong>" in page
    assert "sur 48\u00a0mois" in page
    assert "ETP, base 1\u202f820" in page


def test_one_sentence_fills_the_fields(vrai_client: FlaskClient) -> None:
    reponse = vrai_client.get(
        "/outils/heures", query_string={"phrase": "1 000 000 € HT, 50 % de main-d'œuvre, 5 %, 30 €/h"}
    )
    assert reponse.status_code == 303
    assert "<strong>833</strong>" in vrai_client.get(reponse.headers["Location"]).text
    refus = vrai_client.get("/outils/heures", query_string={"phrase": "2 M€ TTC"})
    assert refus.status_code == 422
    assert "hors taxes" in refus.text
    assert vrai_client.get("/outils/heures", query_string={"phrase": "bonjour"}).status_code == 422


@pytest.mark.parametrize("sens", ["equipe", "taux_insertion", "montant_ht", "n'importe quoi"])
def test_the_other_ways_of_computing(vrai_client: FlaskClient, sens: str) -> None:
    requete = {
        "chercher": sens, "heures": "833", "heures_equipe": "16 667", "montant_ht": "1 M€", "part_main_oeuvre": "50 %",
        "taux_insertion": "5 %", "cout_horaire": "30",
    }  # fmt: skip
    reponse = vrai_client.get("/outils/heures", query_string=requete)
    assert reponse.status_code == 200
    attendu = {"taux_insertion": "5\u00a0%", "montant_ht": "999\u202f600\u00a0€"}.get(sens, "833")
    assert f"<strong>{attendu}</strong>" in reponse.text


def test_payloads_typed_in_fields_stay_text(vrai_client: FlaskClient) -> None:
    charges = json.loads((RACINE / "tests" / "jeux" / "charges_xss.json").read_text(encoding="utf-8"))[::5]
    for adresse, champs in (
        ("/outils/heures", ("montant_ht", "part_main_oeuvre", "famille", "chercher")),
        ("/outils/calendrier", ("notification", "duree_mois", "achat", "pour")),
    ):
        for champ in champs:
            balises = vrai_client.get(adresse, query_string={champ: "x"}).text.count("<")
            for charge in charges:
                assert vrai_client.get(adresse, query_string={champ: charge[:150]}).text.count("<") == balises, charge
    page = vrai_client.get("/outils/calendrier?notification=2027-03-01&duree_mois=3&objet=%3Cimg+src%3Dx%3E").text
    assert "<img src=x>" not in page
