"""The pages to read, and what every page shares."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.conftest import RACINE
from tests.web.aides import envoyer

PAGES = (
    "/",
    "/fiches",
    "/fiches/obligation-2026",
    "/fiches/part-main-oeuvre",
    "/recherche",
    "/recherche?q=clause",
    "/deux-regards?q=Depuis quand la clause sociale est-elle obligatoire ?",
    "/recu?fiche=obligation-2026",
    "/recu/rejouer",
    "/formation",
    "/connexion",
    "/glossaire",
    "/nouveautes",
    "/base",
    "/outils",
    "/outils/heures",
    "/outils/leviers",
    "/outils/realisation",
    "/outils/missions",
    "/outils/calendrier",
    "/outils/eligibilite",
    "/outils/clauses",
    "/outils/clauses/relecture",
    "/outils/notation",
    "/aide",
    "/donnees-personnelles",
    "/accessibilite",
    "/mentions-legales",
    "/absente",
)
_WRONG_SPACE = re.compile(r"[^\s ] [;:!?»](?=[\s<.,)]|$)|« ", re.MULTILINE)


@pytest.mark.parametrize("path", PAGES)
def test_frame_of_every_page(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1
    assert "Clausier informe\u202f; il ne remplace pas un conseil juridique." in page
    assert "Base " in page
    assert "dernière vérification le 22 novembre 2026" in page
    assert 'href="#contenu"' in page
    assert not re.search(r"\son\w+=|style=|<script(?![^>]*nonce=)", page)
    for adresse in re.findall(r'(?:src|href)="([^"]+)"', page.split("</head>")[0]):
        assert adresse.startswith("/static/"), adresse


@pytest.mark.parametrize("path", PAGES)
def test_french_spaces_are_unbreakable(client: FlaskClient, path: str) -> None:
    envoyer(client, "une question vague")
    text = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", "\n", client.get(path).text, flags=re.DOTALL)
    text = text.replace("&nbsp;", "\u00a0").replace("&#39;", "'")
    assert not _WRONG_SPACE.findall(text)


def test_internal_links_lead_somewhere(client: FlaskClient) -> None:
    pages = {path: client.get(path).text for path in PAGES}
    liens = {lien for page in pages.values() for lien in re.findall(r'(?:href|action)="(/[^"#]*)', page)}
    for lien in sorted(liens - {"/effacer", "/avis"}):
        with client.get(lien.replace("&amp;", "&")) as reponse:
            assert reponse.status_code == 200, lien


def test_anchors_exist(client: FlaskClient) -> None:
    for path in PAGES:
        page = client.get(path).text
        for ancre in re.findall(r'href="#([^"]+)"', page):
            assert f'id="{ancre}"' in page, (path, ancre)


def test_ids_are_unique(client: FlaskClient) -> None:
    envoyer(client)
    envoyer(client, "une question vague")
    for path in PAGES:
        ids = re.findall(r'\bid="([^"]+)"', client.get(path).text)
        assert len(ids) == len(set(ids)), path


def test_glossary_and_news(client: FlaskClient) -> None:
    glossaire = client.get("/glossaire").text
    assert "Entreprise d’insertion (EI)" in glossaire
    assert "À éviter" in glossaire
    nouveautes = client.get("/nouveautes").text
    assert nouveautes.index("À venir") < nouveautes.index("Déjà en vigueur")
    assert 'href="/fiches/obligation-2026"' in nouveautes


def test_privacy_sentence_is_short(client: FlaskClient) -> None:
    phrase = re.search(r'class="vie-privee">(.*?)<a', client.get("/").text, re.DOTALL)
    assert phrase is not None
    assert len(phrase[1].split()) <= 60


def test_style_sheets_stay_small(client: FlaskClient) -> None:
    page = client.get("/").text
    fichiers = set(re.findall(r"/static/[^\"]+", page))
    assert len(fichiers) + 3 <= 10, "plus de dix requêtes avec la page et les deux modules importés"
    poids = {path.name: path.stat().st_size for path in (RACINE / "web" / "static" / "css").iterdir()}
    communs = sum(poids.pop(nom) for nom in ("socle.css", "composants.css", "impression.css"))
    # A page adds one sheet of its own to those that every page has.
    assert communs + max(poids.values()) <= 25_000
