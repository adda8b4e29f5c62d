"""Sessions as wholes: proposed, copied, exported, imported, deleted; the public pages and their sheets."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base_connaissance.modeles import Base
from base_connaissance.scenarios import lire_scenario
from tests.web.comptes import connecter, creer_compte, jeton_de
from tests.web.formation.aides import proposer
from web.formation.gestion import nom_de_fichier

SUPPORTS = ("diapositives", "livret", "notes", "cartes")


def _jeton(client: FlaskClient) -> dict[str, str]:
    return {"csrf_token": jeton_de(client, "/formation")}


def _importer(client: FlaskClient, texte: str | bytes, nom: str = "s.yml") -> tuple[int, str]:
    octets = texte if isinstance(texte, bytes) else texte.encode()
    reponse = client.post("/formation/importer", data={**_jeton(client), "fichier": (io.BytesIO(octets), nom)})
    return reponse.status_code, reponse.headers.get("Location") or reponse.text


@pytest.mark.parametrize("nom", ["decouvrir-la-clause", "journee-des-facilitateurs"])
def test_ready_sessions_are_read_and_printed_by_anyone_without_a_cookie(client: FlaskClient, nom: str) -> None:
    assert f"/formation/modeles/{nom}" in client.get("/formation").text
    page = client.get(f"/formation/modeles/{nom}").text
    assert "Partir de cette séance" not in page
    for support in SUPPORTS:
        reponse = client.get(f"/formation/modeles/{nom}/{support}?date=2026-12-01")
        assert reponse.status_code == 200
        assert "1er décembre 2026" in reponse.text or support == "cartes"
    assert client.get_cookie("clausier") is None


def test_bad_addresses_of_sheets(client: FlaskClient) -> None:
    for chemin in ("absente", "absente/livret", "decouvrir-la-clause/absent", "decouvrir-la-clause/export.yml"):
        assert client.get(f"/formation/modeles/{chemin}").status_code == 404
    assert client.get("/formation/modeles/decouvrir-la-clause/livret?date=hier").status_code == 422
    assert client.get("/formation/modeles/aout-2026-ce-qui-change/cartes?date=1990-01-01").status_code == 422
    assert client.get("/formation/modeles/aout-2026-ce-qui-change?date=1990-01-01").status_code == 200
    assert client.get("/formation/modeles/aout-2026-ce-qui-change/archive.zip?date=1990-01-01").status_code == 422


def test_a_wrong_request_for_a_proposal_is_explained(formatrice: FlaskClient) -> None:
    reponse = formatrice.post(
        "/formation/nouvelle", data={**_jeton(formatrice), "minutes": "12", "themes": ["obligation"]}
    )
    assert reponse.status_code == 422
    assert "Choisissez un public" in reponse.text
    assert "de 30 à 480 minutes" in reponse.text
    assert re.search(r'value="obligation" checked', reponse.text)


def test_starting_from_a_ready_session_then_duplicating(formatrice: FlaskClient) -> None:
    reponse = formatrice.post("/formation/modeles/lever-les-freins/copier", data=_jeton(formatrice))
    adresse = reponse.headers["Location"]
    assert "Lever les freins" in formatrice.get(adresse).text
    copie = formatrice.post(f"{adresse}/dupliquer", data=_jeton(formatrice)).headers["Location"]
    assert copie != adresse
    assert "Lever les freins (copie)" in formatrice.get(copie).text


def test_export_is_imported_as_it_was(formatrice: FlaskClient, base: Base) -> None:
    adresse = formatrice.post("/formation/modeles/evaluer-une-offre/copier", data=_jeton(formatrice)).headers[
        "Location"
    ]
    reponse = formatrice.get(f"{adresse}/export.yml")
    assert reponse.headers["Content-Disposition"] == 'attachment; filename="evaluer-une-offre-d-insertion.yml"'
    exporte = lire_scenario(reponse.text, "s.yml")
    assert exporte.model_copy(update={"empreintes": {}}) == base.scenarios["evaluer-une-offre"]
    statut, autre = _importer(formatrice, reponse.text)
    assert statut == 303
    assert formatrice.get(f"{autre}/export.yml").text == reponse.text


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        ("titre: a\nminutes: 5\n", "s.yml:2"), (b"\xff\xfe\x00t", "UTF-8"), ("", "Choisissez un fichier"),
        ("titre: <script>alert(1)</script>\ntitre: b\n", "écrite deux fois"), ("a: " + "x" * 150_000, "100 ko"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_lines(formatrice: FlaskClient, contenu: str | bytes, dit: str) -> None:
    statut, page = _importer(formatrice, contenu)
    assert statut == 422
    assert dit in page
    assert "<script>alert" not in page


def test_a_huge_file_is_refused_before_being_read(formatrice: FlaskClient) -> None:
    assert _importer(formatrice, b"a" * 300_000)[0] == 413


def test_deleting_asks_first_and_only_the_author_may(formatrice: FlaskClient, app: Flask) -> None:
    adresse = proposer(formatrice)
    creer_compte(app, "zoe")
    autre = app.test_client()
    connecter(autre, "zoe")
    assert autre.get(adresse).status_code == 200
    assert autre.get(f"{adresse}/supprimer").status_code == 403
    assert autre.post(f"{adresse}/supprimer", data={**_jeton(autre), "confirme": "oui"}).status_code == 403
    assert formatrice.get(f"{adresse}/supprimer").status_code == 200
    assert formatrice.post(f"{adresse}/supprimer", data=_jeton(formatrice)).status_code == 422
    assert formatrice.get(adresse).status_code == 200
    assert formatrice.post(f"{adresse}/supprimer", data={**_jeton(formatrice), "confirme": "oui"}).status_code == 303
    assert formatrice.get(adresse).status_code == 404
    actions = [ligne.action for ligne in app.extensions["comptes"].audit(3)]
    assert "scénario supprimé" in actions


def test_an_account_without_the_role_reads_only(app: Flask) -> None:
    client = app.test_client()
    connecter(client, "luc")
    page = client.get("/formation").text
    assert "n’a pas le rôle de formateur" in page
    assert client.get("/formation/nouvelle").status_code == 403


def test_a_hostile_title_stays_text_everywhere(formatrice: FlaskClient) -> None:
    from tests.web.formation.aides import envoyer_seance

    adresse = proposer(formatrice)
    mauvais = '"><img src=x onerror=alert(1)>{{ 7*7 }}'
    assert (
        envoyer_seance(formatrice, adresse, titre=mauvais, **{"titre-e1": mauvais, "notes-e1": mauvais}).status_code
        == 303
    )
    for chemin in ("/formation", adresse, f"{adresse}/supprimer", f"{adresse}/versions", f"{adresse}/etapes/e1",
                   *(f"{adresse}/{support}" for support in SUPPORTS)):  # fmt: skip
        page = formatrice.get(chemin).text
        assert "<img src=x" not in page, chemin
        assert "7*7" in page or "alert" not in page, chemin
    archive = zipfile.ZipFile(io.BytesIO(formatrice.get(f"{adresse}/archive.zip").data))
    assert all(b"<img src=x" not in archive.read(nom) for nom in archive.namelist() if nom.endswith(".html"))


def test_the_zip_is_whole_and_points_nowhere_else(client: FlaskClient, base: Base) -> None:
    reponse = client.get("/formation/modeles/lever-les-freins/archive.zip?date=2026-12-01")
    assert reponse.headers["Content-Disposition"].endswith('"lever-les-freins.zip"')
    archive = zipfile.ZipFile(io.BytesIO(reponse.data))
    noms = set(archive.namelist())
    assert {"index.html", "scenario.yml", *(f"{nom}.html" for nom in SUPPORTS)} <= noms
    assert {f"kit-{nom}.html" for nom in base.kits} <= noms
    for nom in noms - {"scenario.yml"}:
        page = archive.read(nom).decode()
        assert not re.search(r"<(?:link|img|iframe)\b|@import|url\(|<script[^>]*src", page), nom
        for lien in re.findall(r'href="([^"#]+)', page):
            if lien.startswith("https://"):
                continue
            dossier = "fiches/" if nom.startswith("fiches/") and not lien.startswith("../") else ""
            assert dossier + lien.removeprefix("../") in noms, (nom, lien)
    assert lire_scenario(archive.read("scenario.yml").decode(), "s.yml") == base.scenarios["lever-les-freins"]
    encore = client.get("/formation/modeles/lever-les-freins/archive.zip?date=2026-12-01")
    assert encore.data == reponse.data


def test_kits_are_filled_from_the_address_and_keep_nothing(client: FlaskClient) -> None:
    page = client.get("/formation/kits/visite-de-chantier").text
    assert "Rien n’est enregistré" in page
    champs = "objet=%3Cb%3E%C3%89cole&date=2026-12-01&heure=09%3A30&lieu=&heures=1+350%2C5&imprimer=1"
    kit = client.get(f"/formation/kits/visite-de-chantier?{champs}").text
    assert "&lt;b&gt;École" in kit
    assert "1\u202f350,5" in kit
    assert client.get("/formation/kits/absent").status_code == 404
    for mauvais in ("heures=beaucoup", "date=demain", "objet=" + "x" * 130, "heures=1e9", "heures=-3"):
        assert client.get(f"/formation/kits/visite-de-chantier?imprimer=1&{mauvais}").status_code == 422
    assert client.get_cookie("clausier") is None


@pytest.mark.parametrize(
    ("titre", "attendu"),
    [("Été 2026 : l'essentiel", "ete-2026-l-essentiel"), ("../../etc/passwd", "etc-passwd"), ("", "seance"),
     ("日本", "seance"), ("a" * 90, "a" * 60), ('x"\r\nSet-Cookie: a', "x-set-cookie-a")],
)  # fmt: skip
def test_file_names_hold_no_surprise(titre: str, attendu: str) -> None:
    assert nom_de_fichier(titre) == attendu
