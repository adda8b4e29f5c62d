"""The clause kit, its files, and the second reading: on the page and by the API, on the real base."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from html import unescape

import pytest
from docx import Document
from flask.testing import FlaskClient

from conseil.redaction.relecture import LONGUEUR_MAXIMALE
from web.brouillons import TAILLE_MAXIMALE
from web.outils.relecture import EXEMPLE

KIT = "/outils/clauses?cas=travaux&heures=833&facilitateur=Service+clauses+%28exemple+fictif%29"
PAGES = (
    "/outils/clauses", KIT, "/outils/clauses?cas=services&critere=oui&exemple=1",
    "/outils/clauses?cas=marche_reserve&reservation=mixte", "/outils/clauses?cas=concession&exemple=1",
    "/outils/clauses?cas=critere", "/outils/clauses/relecture", "/outils/clauses/modeles/annexe-volet-insertion",
)  # fmt: skip
_WRONG_SPACE = re.compile(r"[^\s ] [;:!?»](?=[\s<.,)]|$)|« ", re.MULTILINE)


def verifier_page(page: str) -> None:
    """What every page of ours must be."""
    assert page.count("<h1") == 1
    assert not re.search(r"<[^>]*\s(?:on\w+|style)=|<script(?![^>]*nonce=)", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    texte = re.sub(r"<(script|style|title|textarea)\b.*?</\1>|<[^>]+>", "\n", page, flags=re.DOTALL)
    assert not _WRONG_SPACE.findall(unescape(texte))


@pytest.mark.parametrize("adresse", PAGES)
def test_pages(vrai_client: FlaskClient, adresse: str) -> None:
    reponse = vrai_client.get(adresse)
    assert reponse.status_code == 200
    verifier_page(reponse.text)


def test_every_case_asks_for_its_own_blanks(vrai_client: FlaskClient) -> None:
    page = vrai_client.get("/outils/clauses?cas=services").text
    assert 'name="heures_annuelles"' in page
    assert 'name="heures"' not in page
    assert 'name="poids_critere"' not in page
    assert 'name="poids_critere"' in vrai_client.get("/outils/clauses?cas=services&critere=oui").text


def test_what_is_typed_is_shown_as_text(vrai_client: FlaskClient) -> None:
    page = vrai_client.get("/outils/clauses?cas=travaux&objet=%3Cb%3E**x**%3C%2Fb%3E%5Bl%5D%28javascript%3Aa%29").text
    assert "&lt;b&gt;**x**&lt;/b&gt;[l](javascript:a)" in page
    assert "<b>" not in page


def test_an_error_is_said_at_its_field_and_nothing_is_lost(vrai_client: FlaskClient) -> None:
    reponse = vrai_client.get("/outils/clauses?cas=travaux&heures=beaucoup&objet=Voirie")
    assert reponse.status_code == 422
    assert 'href="#champ-heures"' in reponse.text
    assert 'value="beaucoup"' in reponse.text
    assert 'value="Voirie"' in reponse.text
    assert vrai_client.get("/outils/clauses?cas=absent").status_code == 422


def test_files_of_the_address(vrai_client: FlaskClient) -> None:
    page = vrai_client.get(KIT).text
    liens = [unescape(lien) for lien in re.findall(r'href="(/outils/clauses/telecharger[^"]+)"', page)]
    assert len(liens) == 3 + 3 * 8
    for lien in liens[2::5]:
        reponse = vrai_client.get(lien)
        assert reponse.status_code == 200
        assert reponse.headers["Content-Disposition"].startswith("attachment;")
    (annexe,) = [lien for lien in liens if "document=annexe&format=docx" in lien]
    tableau = Document(io.BytesIO(vrai_client.get(annexe).data)).tables[0]
    assert "833\u00a0heures d’insertion" in [case.text for ligne in tableau.rows for case in ligne.cells]
    with zipfile.ZipFile(io.BytesIO(vrai_client.get(liens[2]).data)) as archive:
        assert len(archive.namelist()) == 8
    assert vrai_client.get("/outils/clauses/telecharger?cas=travaux&format=exe").status_code == 404
    assert vrai_client.get("/outils/clauses/telecharger?cas=travaux&format=md&document=motif").status_code == 404
    assert vrai_client.get("/outils/clauses/telecharger?format=md").status_code == 422


def test_fragment_and_text(vrai_client: FlaskClient) -> None:
    fragment = vrai_client.get(f"{KIT}&fragment=1").text
    assert "<html" not in fragment
    assert fragment.count('data-zone="') == 3
    texte = vrai_client.get(f"{KIT}&texte=1")
    assert texte.mimetype == "text/plain"
    assert "au total, 833\u00a0heures." in texte.text
    assert "[À CONFIRMER]" in texte.text


def test_a_small_base_says_what_lacks(client: FlaskClient) -> None:
    assert "manque à la base" in client.get("/outils/clauses?cas=travaux").text
    assert "manquent à la base" in client.post("/outils/clauses/relecture", data={"texte": EXEMPLE}).text
    assert client.post("/api/v1/clauses", json={"cas": "travaux"}).status_code == 503


def test_findings_are_anchored_on_the_words(vrai_client: FlaskClient) -> None:
    reponse = vrai_client.post("/outils/clauses/relecture", data={"texte": EXEMPLE.replace("\n", "\r\n")})
    assert reponse.status_code == 200
    assert reponse.headers["Cache-Control"] == "no-store"
    verifier_page(reponse.text)
    marques = [unescape(re.sub(r"<a .*?</a>", "", mot)) for mot in re.findall(r"<mark>(.*?)</mark>", reponse.text)]
    assert {"bulletins de paie", "habitants de"} <= set(marques)
    assert (
        unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", reponse.text, re.DOTALL)[1]).strip() == EXEMPLE.strip()
    )


@pytest.mark.parametrize(
    "charge", ["<script>alert(1)</script>", '" onmouseover="x', "</textarea><img src=x>", "{{ 7*7 }}"]
)
def test_a_hostile_draft_is_text(vrai_client: FlaskClient, charge: str) -> None:
    texte = f"{charge} Le titulaire embauche des habitants de la commune {charge} et fait 100 heures."
    page = vrai_client.post("/outils/clauses/relecture", data={"texte": texte}).text
    verifier_page(page)
    assert charge == "{{ 7*7 }}" or charge not in page


def test_limits_are_those_of_this_route_alone(vrai_client: FlaskClient) -> None:
    long = "é" * LONGUEUR_MAXIMALE
    assert vrai_client.post("/outils/clauses/relecture", data={"texte": long}).status_code == 200
    assert vrai_client.post("/api/v1/clauses/relecture", json={"texte": long}).status_code == 200
    trop = vrai_client.post("/outils/clauses/relecture", data={"texte": long + "é"})
    assert trop.status_code == 422
    assert long + "é" in trop.text
    assert "20\u202f000" in trop.text
    enorme = {"texte": "a" * (TAILLE_MAXIMALE + 1)}
    for reponse in (vrai_client.post("/outils/clauses/relecture", data=enorme),
                    vrai_client.post("/api/v1/clauses/relecture", json=enorme)):  # fmt: skip
        assert reponse.status_code == 413
        assert "20\u202f000 caractères" in (reponse.json["detail"] if reponse.is_json else unescape(reponse.text))
    assert vrai_client.post("/api/v1/clauses", json={"cas": "x" * 17_000}).status_code == 413


def test_a_draft_is_neither_stored_nor_logged(
    vrai_client: FlaskClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "Zébulon-le-secret"
    with caplog.at_level(logging.DEBUG):
        vrai_client.post("/outils/clauses/relecture", data={"texte": f"{secret} " * 5})
        vrai_client.post("/api/v1/clauses/relecture", json={"texte": f"{secret} " * 5})
        vrai_client.post("/api/v1/clauses/relecture", json={"texte": secret})
    sorties = capsys.readouterr()
    assert secret not in caplog.text + sorties.out + sorties.err
    base = vrai_client.application.config["DATABASE"]
    assert not base.exists() or secret.encode() not in base.read_bytes()


def test_api_kit(vrai_client: FlaskClient) -> None:
    valeurs = {"heures": 833, "publics_directs": ["bénéficiaires du RSA", "autres"]}
    kit = vrai_client.post("/api/v1/clauses", json={"cas": "travaux", "valeurs": valeurs}).json
    assert [document["document"] for document in kit["documents"]] == [
        "avis", "rc", "ccap", "ae", "annexe", "cadre_reponse", "suivi"
    ]  # fmt: skip
    assert kit["coherent"] is True
    for corps, champ in [
        ({"cas": "voyage"}, "cas"),
        ({"cas": "travaux", "valeurs": {"heures": True}}, "valeurs.heures"),
        ({"cas": "travaux", "valeurs": {"heures": -1}}, "valeurs.heures"),
        ({"cas": "travaux", "inconnu": 1}, "inconnu"),
        ({"cas": "marche_reserve"}, "reservation"),
    ]:
        refus = vrai_client.post("/api/v1/clauses", json=corps)
        assert refus.status_code == 422
        assert refus.json["champ"] == champ, refus.json


def test_api_second_reading(vrai_client: FlaskClient) -> None:
    lue = vrai_client.post("/api/v1/clauses/relecture", json={"texte": EXEMPLE}).json
    assert lue["type"] == "clause"
    assert lue["type_devine"] is True
    trouvaille = next(t for t in lue["trouvailles"] if t["regle"] == "donnees-excessives")
    passage = trouvaille["passages"][0]
    assert EXEMPLE[passage["debut"] : passage["fin"]] == passage["texte"] == "bulletins de paie"
    assert trouvaille["sources"]
    assert vrai_client.post("/api/v1/clauses/relecture", json={"texte": "court"}).json["champ"] == "texte"
