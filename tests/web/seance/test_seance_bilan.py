"""Questions, objections, measure, report, files, and the end of retention."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from odf.opendocument import load as lire_ods
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import load_workbook

from tests.faux import Horloge
from tests.web.comptes import connecter
from tests.web.seance.aides import Animation, entrer, formulaire, ouvrir
from web.seance.purge import purger_seances

CONNUE = "Que faire quand la personne abandonne en plein marché ?"
PIEGE = '=HYPERLINK("http://ailleurs.example") c\'est trop cher'


@pytest.fixture
def remplie(animation: Animation) -> Iterator[str]:
    """A session with six people: both measures, a question answered, one not, objections, a commitment; its report."""
    code, salle = animation.code, [entrer(animation.app, animation.code) for _ in range(6)]
    for point in ("mesure.avant", "mesure.apres"):
        animation.aller(point)
        animation.faire("ouvrir")
        for client in salle:
            champs = formulaire(client, code)
            donnees = {nom: offerts[0][0] for nom, offerts in champs.items()}
            assert client.post(f"/seance/{code}/repondre", data=donnees).status_code == 303
        animation.faire("clore")
        animation.faire("montrer")
    for question in (CONNUE, "un poème s'il vous plaît"):
        assert salle[0].post(f"/seance/{code}/demander", data={"question": question}).status_code == 303
    for secteur in ("Voirie", *["Nettoyage"] * 5):
        animation.poster("/objections", objection=PIEGE, secteur=secteur)
    animation.aller("engagement.q")
    animation.faire("ouvrir")
    for client in salle:
        client.post(f"/seance/{code}/repondre", data={"point": "engagement.q", "texte": "Relire notre CCAP"})
    animation.faire("terminer")
    yield f"/seance/bilans/{animation.depot.lister(1)[0].id}"


def test_the_report_on_a_page(animation: Animation, remplie: str) -> None:
    page = animation.client.get(remplie).text
    assert "6 participants" in page
    assert "6 personnes qui ont répondu deux fois" in page
    assert "pas de changement certain" in page
    sans_reponse = page.split('id="sans-reponse"')[1].split("<h3>")[0]
    assert "un poème" in sans_reponse and CONNUE[:20] not in sans_reponse
    assert 'href="/fiches/frein-abandons"' in page
    # Five objections on cleaning are shown; the one on roads would be known by subtraction: neither is.
    assert "Voirie" not in page
    assert "Relire notre CCAP" in page


def test_every_file_is_reopened(animation: Animation, remplie: str) -> None:
    fichiers = {nom: animation.client.get(f"{remplie}/bilan.{nom}").data for nom in ("xlsx", "ods", "csv")}
    assert animation.client.get(f"{remplie}/bilan.exe").status_code == 404
    classeur = load_workbook(io.BytesIO(fichiers["xlsx"]))
    assert classeur.sheetnames == ["Séance", "Mesure", "Questions", "Objections", "Secteurs", "Engagements"]
    objections = list(classeur["Objections"].iter_rows())
    assert (objections[1][0].value, objections[1][0].data_type) == (PIEGE, "s")
    gain = [cellule.value for cellule in classeur["Mesure"][2]]
    assert gain[0] == "Ensemble" and gain[2] == 6 and gain[9] == 0
    document = lire_ods(io.BytesIO(fichiers["ods"]))
    feuilles = {table.getAttribute("name"): table for table in document.spreadsheet.getElementsByType(Table)}
    assert list(feuilles) == classeur.sheetnames
    cellules = feuilles["Objections"].getElementsByType(TableRow)[1].getElementsByType(TableCell)
    assert (str(cellules[0].getElementsByType(P)[0]), cellules[0].getAttribute("formula")) == (PIEGE, None)
    lignes = list(csv.reader(io.StringIO(fichiers["csv"].decode("utf-8-sig")), delimiter=";"))
    assert ["Objections", "'" + PIEGE] in [ligne[:2] for ligne in lignes]
    assert ["Engagements", "Relire notre CCAP"] in [ligne[:2] for ligne in lignes]
    assert not any(cellule.startswith(("=", "+", "@")) for ligne in lignes for cellule in ligne)


def test_an_empty_session_has_a_report(animation: Animation) -> None:
    page = animation.client.get(animation.faire("terminer").headers["Location"]).text
    assert "moins de cinq participants" in page
    assert "Aucune activité n’a été ouverte" in page
    classeur = load_workbook(io.BytesIO(animation.client.get(_bilan(animation) + "/bilan.xlsx").data))
    assert classeur.sheetnames == ["Séance"]


def test_nothing_is_shown_under_five(app: Flask, animation: Animation) -> None:
    salle = [entrer(app, animation.code) for _ in range(4)]
    animation.aller(animation.points("position")[0])
    animation.faire("ouvrir")
    for client in salle:
        client.post(f"/seance/{animation.code}/repondre", data={"point": animation.seance.point, "choix": "accord"})
    assert "moins de cinq réponses" in animation.page()
    animation.faire("clore")
    animation.faire("montrer")
    for page in (
        animation.page(), salle[0].get(f"/seance/{animation.code}").text,
        animation.client.get(f"/seance/{animation.code}/projeter").text, animation.client.get(_bilan(animation)).text,
    ):  # fmt: skip
        assert "<td>4</td>" not in page
        assert "oins de cinq réponses" in page
    animation.faire("terminer")
    octets = animation.client.get(_bilan(animation) + "/bilan.csv").data.decode()
    assert "moins de cinq" in octets and ";4;" not in octets


def test_questions_are_pinned_hidden_and_left_to_editors(app: Flask, animation: Animation) -> None:
    client = entrer(app, animation.code)
    for question in (CONNUE, "Un poème ?", "=cmd|' /C calc'!A0 poème"):
        client.post(f"/seance/{animation.code}/demander", data={"question": question})
    numeros = re.findall(r"/animer/questions/(\d+)", animation.page())
    animation.poster(f"/questions/{numeros[0]}", geste="epingler")
    assert CONNUE in client.get(f"/seance/{animation.code}").text.replace("&#39;", "'").replace("\u00a0", " ")
    animation.poster(f"/questions/{numeros[1]}", geste="epingler")
    page = client.get(f"/seance/{animation.code}").text
    assert "pas de réponse sûre" in page and "en plein marché" not in page
    animation.poster(f"/questions/{numeros[1]}", geste="masquer")
    assert "Question de la salle" not in client.get(f"/seance/{animation.code}").text
    autre = ouvrir(animation.client, "lever-les-freins")
    autre.poster(f"/questions/{numeros[0]}", geste="masquer")
    assert not animation.salle.questions(animation.seance.id)[0].masquee
    luc = app.test_client()
    connecter(luc, "luc")
    lignes = list(csv.reader(io.StringIO(luc.get("/seance/questions.csv").data.decode("utf-8-sig")), delimiter=";"))
    assert lignes == [
        ["question", "jour", "seance", "decision"],
        ["'=cmd|' /C calc'!A0 poème", "2026-11-22", "Découvrir la clause en 45 minutes", "refus"],
    ]
    for _ in range(7):
        client.post(f"/seance/{animation.code}/demander", data={"question": "Encore ?"})
    trop = client.post(f"/seance/{animation.code}/demander", data={"question": "Encore ?"})
    assert (trop.status_code, "dix questions" in trop.text) == (409, True)


def test_objections_are_open_to_the_room_in_their_step_only(app: Flask, animation: Animation) -> None:
    autre = ouvrir(animation.client, "lever-les-freins")
    client = entrer(app, autre.code)
    envoi = {"objection": "Ils ne restent pas", "secteur": "Voirie"}
    url = f"/seance/{autre.code}/objecter"
    assert client.post(url, data=envoi).status_code == 409
    autre.aller(autre.points("objections")[0])
    autre.faire("ouvrir")
    point = {"point": autre.seance.point}
    assert client.post(url, data=envoi | point | {"secteur": "Ailleurs"}).status_code == 422
    for _ in range(5):
        assert client.post(url, data=envoi | point).status_code == 303
    assert client.post(url, data=envoi | point).status_code == 409
    assert len(autre.salle.objections(autre.seance.id)) == 5


def test_texts_leave_after_thirty_days_and_numbers_stay(
    animation: Animation, remplie: str, horloge: Horloge, tmp_path: Path
) -> None:
    def purger() -> int:
        with animation.app.app_context():
            return purger_seances(animation.depot, 30)

    horloge.avancer(days=29)
    assert purger() == 0
    horloge.avancer(days=2)
    assert (purger(), purger()) == (1, 0)
    connecter(animation.client)
    page = animation.client.get(remplie).text
    assert "ont été effacées" in page
    assert "6 personnes qui ont répondu deux fois" in page
    assert "Relire notre CCAP" not in page and "trop cher" not in page
    with closing(sqlite3.connect(tmp_path / "clausier.sqlite")) as base:
        tables = ("seance_participant", "seance_reponse", "seance_objection", "seance_activite")
        assert [base.execute(f"SELECT count(*) FROM {nom}").fetchone()[0] for nom in tables] == [0] * 4
        assert [texte for (texte,) in base.execute("SELECT texte FROM question_salle")] == ["un poème s'il vous plaît"]
        assert base.execute("SELECT code, scenario FROM seance_vive").fetchone() == (None, None)
    horloge.avancer(days=365)
    purger()
    assert animation.salle.sans_reponse() == []


def _bilan(animation: Animation) -> str:
    return f"/seance/bilans/{animation.depot.lister(1)[0].id}"
