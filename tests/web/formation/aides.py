"""Gestures of a trainer on the pages, as a browser without script makes them."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.comptes import jeton_de

_CHAMP = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?>|<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', re.DOTALL)


def proposer(client: FlaskClient, **champs: object) -> str:
    """Have a session proposed; its address."""
    donnees = {"public": "acheteurs", "minutes": "90", "themes": ["obligation"], **champs}
    reponse = client.post(
        "/formation/nouvelle", data={**donnees, "csrf_token": jeton_de(client, "/formation/nouvelle")}
    )
    assert reponse.status_code == 303, reponse.text
    return reponse.headers["Location"]


def formulaire(page: str) -> dict[str, list[str]]:
    """The fields of the session's form, as the page shows them."""
    debut = page.index('class="seance"')
    zone = page[debut : page.index("</form>", debut)]
    champs: dict[str, list[str]] = {}
    for trouve in _CHAMP.finditer(zone):
        nom = trouve[1] or trouve[2]
        if 'type="checkbox"' in trouve[0] and " checked" not in trouve[0]:
            continue
        valeur = re.search(r'value="([^"]*)"', trouve[0]) if trouve[1] else None
        champs.setdefault(nom, []).append(unescape(valeur[1] if valeur else trouve[3] or ""))
    public = re.search(r'<option value="(\w+)" selected', zone)
    return champs | ({"public": [public[1]]} if public else {})


def envoyer_seance(client: FlaskClient, adresse: str, **champs: object) -> TestResponse:
    """Send the form of the session with some fields changed."""
    return client.post(adresse, data=formulaire(client.get(adresse).text) | champs)
