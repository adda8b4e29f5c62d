"""The pages of the role-plays: played by links alone, projected, led, debriefed; nothing kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base_connaissance.lecture import lire_base
from tests.conftest import RACINE
from tests.faux import FausseConnaissance

BASE = lire_base(RACINE / "base_connaissance")
SCENE = "/formation/jeux/chef-de-chantier-presse"


@pytest.fixture
def client(build_app: Callable[..., Flask]) -> FlaskClient:
    """A browser on the real base."""
    return build_app(CONNAISSANCE=FausseConnaissance(BASE)).test_client()


def test_every_scene_opens_with_its_role_its_aim_and_its_leader_s_view(client: FlaskClient) -> None:
    liste = client.get("/formation/jeux").text
    for nom, jeu in BASE.jeux.items():
        assert f'href="/formation/jeux/{nom}"' in liste
        assert "Votre objectif" in client.get(f"/formation/jeux/{nom}").text
        animateur = client.get(f"/formation/jeux/{nom}/animateur").text
        assert animateur.count('class="moment"') == len(jeu.moments)


def test_a_scene_is_played_by_links_to_its_debrief(client: FlaskClient) -> None:
    page = client.get(SCENE).text
    for coups in ("0", "0.0", "0.0.0"):
        assert f'href="{SCENE}?partie={coups}#maintenant"' in page
        page = client.get(f"{SCENE}?partie={coups}").text
    assert "Accord" in page and f'href="{SCENE}/debrief?partie=0.0.0"' in page
    debrief = client.get(f"{SCENE}/debrief?partie=0.0.0").text
    assert "3 répliques sur 3 ont ouvert" in debrief and "Références" in debrief
    assert "Vous pouviez dire" in client.get(f"{SCENE}/debrief?partie=1.1").text


def test_nothing_is_kept(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get(f"{SCENE}?partie=0").headers


def test_projection_stays_from_reply_to_reply(client: FlaskClient) -> None:
    page = client.get(f"{SCENE}?projeter=1").text
    assert f"{SCENE}?partie=0&amp;projeter=1#maintenant" in page and "jeu-projete" in page


@pytest.mark.parametrize(
    "adresse",
    ["/formation/jeux/inconnu", f"{SCENE}?partie=9", f"{SCENE}?partie=<script>", f"{SCENE}/debrief?partie=0.9"],
)
def test_an_address_without_game_is_not_found(client: FlaskClient, adresse: str) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == 404 and "<script>" not in reponse.text


def test_a_base_without_scenes_says_so(build_app: Callable[..., Flask]) -> None:
    assert "Aucune scène" in build_app().test_client().get("/formation/jeux").text
