"""Gestures in the room, as browsers without script make them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.comptes import jeton_de
from web.seance.depot import Seances
from web.seance.salle import Salle
from web.seance.tables import SeanceVive


@dataclass
class Animation:
    """A session and the browser that leads it."""

    client: FlaskClient
    code: str

    @property
    def app(self) -> Flask:
        return self.client.application

    @property
    def depot(self) -> Seances:
        depot: Seances = self.app.extensions["seances"]
        return depot

    @property
    def salle(self) -> Salle:
        return Salle(self.depot)

    @property
    def seance(self) -> SeanceVive:
        return self.depot.lire(self.code)

    @property
    def adresse(self) -> str:
        return f"/seance/{self.code}/animer"

    def page(self) -> str:
        return self.client.get(self.adresse).text

    def poster(self, suite: str = "", **champs: str) -> TestResponse:
        jeton = jeton_de(self.client, self.adresse)
        return self.client.post(self.adresse + suite, data={"csrf_token": jeton, **champs})

    def faire(self, geste: str, **champs: str) -> TestResponse:
        return self.poster(geste=geste, **{"point": self.seance.point, **champs})

    def aller(self, point: str) -> None:
        assert self.faire("aller", vers=point).status_code == 303
        assert self.seance.point == point

    def points(self, genre: str) -> list[str]:
        """The ids of the points of a kind, from the list to go to."""
        noms = re.findall(r'<option value="([^"]+)"', self.page().split('name="vers"')[1])
        fin = {"texte": r"\.q$", "position": r"\.p\.", "quiz": r"\.z\.", "vote": r"\.v$", "objections": r"\.o$"}[genre]
        return [nom for nom in noms if re.search(fin, nom)]


def ouvrir(client: FlaskClient, modele: str, mesure: int = 0) -> Animation:
    """Open a session of a ready scenario."""
    adresse = f"/seance/nouvelle?modele={modele}"
    items = re.findall(r'name="items" value="([^"]+)"', client.get(adresse).text)[:mesure]
    donnees = {"csrf_token": jeton_de(client, adresse), "modele": modele, "mesure": "oui" if mesure else "non"}
    reponse = client.post("/seance/nouvelle", data={**donnees, "items": items})
    assert reponse.status_code == 303, reponse.text
    code = re.fullmatch(r"/seance/([A-Z]{6})/animer", reponse.headers["Location"])
    assert code is not None
    return Animation(client, code[1])


def entrer(app: Flask, code: str) -> FlaskClient:
    """A new phone in the room."""
    client = app.test_client()
    reponse = client.post(f"/seance/{code}/entrer")
    assert reponse.status_code == 303, reponse.text
    return client


def formulaire(client: FlaskClient, code: str) -> dict[str, list[tuple[str, str]]]:
    """The fields of the answer's form: for each name, the (value, kind) offered."""
    page = client.get(f"/seance/{code}").text
    zone = re.search(r'class="reponse-salle">(.*?)</form>', page, re.DOTALL)
    assert zone is not None, page
    champs: dict[str, list[tuple[str, str]]] = {}
    for nature, nom, valeur in re.findall(r'<input type="(\w+)" name="([^"]+)" value="([^"]*)"', zone[1]):
        champs.setdefault(unescape(nom), []).append((unescape(valeur), nature))
    for nom, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', zone[1], re.DOTALL):
        valeurs = re.findall(r'<option value="([^"]+)"', options) or re.findall(r"<option>(\d+)<", options)
        champs[unescape(nom)] = [(valeur, "select") for valeur in valeurs]
    for nom in re.findall(r'<input id="[^"]+" name="([^"]+)" inputmode="decimal"', zone[1]):
        champs[unescape(nom)] = [("12", "text")]
    return champs


def repondre(client: FlaskClient, code: str, **champs: object) -> TestResponse:
    """Answer with these fields; the point is the page's own."""
    point = formulaire(client, code)["point"][0][0]
    return client.post(f"/seance/{code}/repondre", data={"point": point, **champs})
