"""A facilitator prepares a session in a real browser: by keyboard, by dragging, without script; takes it offline."""

from __future__ import annotations

import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from base_connaissance.lecture import lire_base
from tests.bout_en_bout.conftest import Plaintes, Site, _buffered, auditer
from tests.bout_en_bout.gestes import suivre
from tests.bout_en_bout.test_html import html_faults
from tests.conftest import RACINE
from tests.faux import FausseConnaissance, FauxRasa, Horloge
from tests.web.comptes import MOT_DE_PASSE, creer_compte
from web import create_app

CADRES = [{"viewport": {"width": largeur, "height": 800}} for largeur in (360, 1280)]
SUPPORTS = ("diapositives", "livret", "notes", "cartes")
MODELE = "/formation/modeles/decouvrir-la-clause"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site on the real base, with one trainer."""
    dossier = tmp_path_factory.mktemp("formation")
    connaissance = FausseConnaissance(lire_base(RACINE / "base_connaissance"))
    rasa = FauxRasa(connaissance)
    app = create_app(
        {
            "SECRET_KEY": "clef-de-test", "CONNAISSANCE": connaissance, "RASA_TRANSPORT": httpx.MockTransport(rasa),
            "CLOCK": Horloge(), "DATABASE": dossier / "clausier.sqlite", "RASA_TRACKER": dossier / "rasa.sqlite",
            "DAILY_PURGE": False, "WARM_UP": False, "RATE_LIMIT_SIGN_IN": "10000 per minute",
        }
    )  # fmt: skip
    creer_compte(app)
    server = make_server("127.0.0.1", 0, _buffered(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.port}", rasa)
    server.shutdown()
    thread.join()
    server.server_close()


def _entrer(page: Page) -> None:
    page.goto("/formation/nouvelle")
    page.get_by_label("Identifiant").fill("anne")
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Préparer une séance")).to_be_visible()


def _preparer(page: Page) -> None:
    _entrer(page)
    page.get_by_label("Acheteurs").check()
    page.get_by_label("Combien de temps").fill("90")
    page.get_by_label("L’obligation depuis août 2026").check()
    suivre(page, page.get_by_role("button", name="Proposer une séquence"))
    expect(page.get_by_role("heading", name="Le déroulé")).to_be_visible()


def _etapes(page: Page) -> list[str]:
    return [str(page.locator(f"#titre-{nom}").input_value()) for nom in _noms(page)]


def _noms(page: Page) -> list[str]:
    valeurs: list[str] = page.locator('input[name="etape"]').evaluate_all("champs => champs.map(c => c.value)")
    return valeurs


def _tabuler_jusqu_a(page: Page, nom: str) -> None:
    """Tab to the control of that accessible name, as someone without a mouse does."""
    for _ in range(200):
        page.keyboard.press("Tab")
        lu = page.evaluate("document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || ''")
        if nom in " ".join(lu.split()):
            return
    raise AssertionError(f"« {nom} » ne s'atteint pas au clavier")


def test_a_session_is_built_with_the_keyboard_alone(page: Page) -> None:
    _entrer(page)
    _tabuler_jusqu_a(page, "Acheteurs")
    page.keyboard.press("Space")
    _tabuler_jusqu_a(page, "Combien de temps")
    page.keyboard.press("Control+A")
    page.keyboard.type("60")
    _tabuler_jusqu_a(page, "Découvrir la clause")
    page.keyboard.press("Space")
    _tabuler_jusqu_a(page, "Proposer une séquence")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/formation/scenarios/"))
    avant = _etapes(page)
    _tabuler_jusqu_a(page, f"Descendre : {avant[0]}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#etape-"))
    assert _etapes(page)[:2] == [avant[1], avant[0]]
    _tabuler_jusqu_a(page, "Choisir le contenu")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/etapes/"))
    _tabuler_jusqu_a(page, "Enregistrer et revenir")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#etape-"))


@pytest.mark.parametrize("options", [{"viewport": {"width": 1280, "height": 2600}}], ids=["haut"])
def test_a_step_is_dragged_and_the_order_kept(page: Page, options: dict[str, Any]) -> None:
    _preparer(page)
    avant = _noms(page)
    poignees = page.locator("[data-poignee]")
    cible = page.locator(f"#etape-{avant[3]}")
    poignees.first.scroll_into_view_if_needed()
    depart, arrivee = poignees.first.bounding_box(), cible.bounding_box()
    assert depart is not None
    assert arrivee is not None
    page.mouse.move(depart["x"] + 8, depart["y"] + 8)
    page.mouse.down()
    page.mouse.move(arrivee["x"] + 200, arrivee["y"] + 5, steps=10)
    with page.expect_navigation():
        page.mouse.up()
    apres = _noms(page)
    assert apres != avant
    assert sorted(apres) == sorted(avant)
    assert apres.index(avant[0]) >= 2
    page.reload()
    assert _noms(page) == apres


def test_minutes_are_summed_as_they_are_typed(page: Page) -> None:
    _preparer(page)
    premiere = _noms(page)[0]
    total = int(page.locator("[data-total]").inner_text())
    ancien = int(page.locator(f"#minutes-{premiere}").input_value())
    page.locator(f"#minutes-{premiere}").fill(str(ancien + 7))
    expect(page.locator("[data-total]")).to_have_text(str(total + 7))
    suivre(page, page.get_by_role("button", name="Enregistrer", exact=True).last)
    suivre(page, page.get_by_role("button", name="Ajuster les durées"))
    expect(page.locator("[data-total]")).to_have_text("90")


@pytest.mark.parametrize(
    "options", [{"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}], ids=["sans"]
)
def test_everything_works_without_script(page: Page, options: dict[str, Any]) -> None:
    _preparer(page)
    avant = _etapes(page)
    suivre(page, page.get_by_role("button", name=f"Descendre : {avant[0]}"))
    assert _etapes(page)[:2] == [avant[1], avant[0]]
    assert not page.locator("[data-poignee]").first.is_visible()
    page.get_by_role("button", name="Diapositives").click()
    expect(page.locator(".diapo").nth(3)).to_be_visible()


@pytest.mark.parametrize("options", CADRES, ids=lambda o: str(o["viewport"]["width"]))
def test_pages_are_accessible_and_fit(page: Page, options: dict[str, Any]) -> None:
    largeur = options["viewport"]["width"]

    def controler(ou: str) -> None:
        assert auditer(page) == [], ou
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur, ou

    kit = "/formation/kits/bilan-de-fin"
    supports = [f"{MODELE}/{nom}" for nom in SUPPORTS]
    for chemin in ("/formation", "/connexion", MODELE, kit, f"{kit}?imprimer=1&heures=350", *supports):
        page.goto(chemin)
        controler(chemin)
    _entrer(page)
    controler("nouvelle")
    page.locator("details summary").click()
    page.get_by_label("Ou son contenu").fill("titre: a")
    suivre(page, page.get_by_role("button", name="Importer"))
    controler("import refusé")
    page.get_by_label("Acheteurs").check()
    suivre(page, page.get_by_role("button", name="Proposer une séquence"))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    controler("modifier")
    adresse = page.url.split("#")[0]
    page.locator("input[data-minutes]").first.fill("0")
    suivre(page, page.get_by_role("button", name="Enregistrer", exact=True).last)
    controler("erreur")
    page.goto(f"{adresse}/etapes/e3?q=clause")
    controler("contenu")
    page.goto(f"{adresse}/versions")
    controler("versions")
    page.goto(f"{adresse}/supprimer")
    controler("supprimer")


def test_pages_are_valid_html(page: Page, tmp_path: Path) -> None:
    _preparer(page)
    adresse = page.url.split("#")[0]
    chemins = [MODELE, "/formation/nouvelle", "/formation/kits/bilan-de-fin", "/formation/kits/bilan-de-fin?imprimer=1",
               adresse, f"{adresse}/etapes/e3", f"{adresse}/versions", f"{adresse}/supprimer",
               *(f"{MODELE}/{support}" for support in SUPPORTS)]  # fmt: skip
    for numero, chemin in enumerate(chemins):
        reponse = page.goto(chemin)
        assert reponse is not None
        (tmp_path / f"{numero:02}.html").write_text(reponse.text(), encoding="utf-8")
    assert html_faults(tmp_path) == []


def test_the_slideshow_by_keyboard(page: Page) -> None:
    page.goto(f"{MODELE}/diapositives")
    nombre = page.locator(".diapo").count()
    courante = page.locator(".diapo.courante")
    expect(courante).to_have_id("d1")
    for touche, attendue in (("ArrowRight", "d2"), ("PageDown", "d3"), ("ArrowLeft", "d2"), ("End", f"d{nombre}"),
                             ("ArrowRight", f"d{nombre}"), ("Home", "d1"), ("ArrowLeft", "d1")):  # fmt: skip
        page.keyboard.press(touche)
        expect(courante).to_have_id(attendue)
    assert page.locator(".diapo:visible").count() == 1
    page.keyboard.press("ArrowRight")
    expect(courante.locator(".notes")).to_be_hidden()
    page.keyboard.press("n")
    expect(courante.locator(".notes")).to_be_visible()
    page.reload()
    expect(page.locator(".diapo.courante")).to_have_id("d2")
    expect(page.locator("[data-compteur]")).to_have_text(f"2 / {nombre}")


@pytest.mark.parametrize("options", [{"viewport": {"width": 1280, "height": 800}}], ids=["1280"])
def test_the_text_of_slides_can_be_read_from_the_back(page: Page, options: dict[str, Any]) -> None:
    page.goto(f"{MODELE}/diapositives")
    tailles = page.evaluate(
        "[...document.querySelectorAll('.diapo-fiche p:not(.surtitre):not(.citation), .diapo-quiz li')]"
        ".filter(e => !e.closest('.notes')).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    # 2 % of the width: what a slide of 30 points is on a 4:3 page.
    assert tailles and min(tailles) >= 1280 * 0.0195


def test_printed_sheets_hold_in_their_pages(page: Page) -> None:
    def pages() -> int:
        return len(re.findall(rb"/Type /Page[^s]", page.pdf(prefer_css_page_size=True)))

    for modele in ("journee-des-facilitateurs", "repondre-a-une-clause", "decouvrir-la-clause"):
        page.goto(f"/formation/modeles/{modele}/livret")
        assert pages() <= 2, modele
        page.goto(f"/formation/modeles/{modele}/cartes")
        assert pages() == page.locator(".planche").count(), modele
    page.goto(f"{MODELE}/diapositives")
    assert pages() == page.locator(".diapo").count()


@pytest.mark.parametrize("options", [{"viewport": {"width": 733, "height": 1062}}], ids=["A4"])
def test_no_card_is_cut_by_its_dotted_line(page: Page, options: dict[str, Any]) -> None:
    # The viewport is the printed area of the sheet, in pixels of 1/96 inch.
    page.emulate_media(media="print")
    for modele in ("lever-les-freins", "journee-des-facilitateurs", "repondre-a-une-clause", "evaluer-une-offre"):
        page.goto(f"/formation/modeles/{modele}/cartes")
        coupees = page.evaluate(
            "[...document.querySelectorAll('.carte-a-couper')]"
            ".filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.innerText.slice(0, 60))"
        )
        assert coupees == [], modele


def test_the_zip_opens_without_a_network(page: Page, chromium: Browser, tmp_path: Path, plaintes: Plaintes) -> None:
    page.goto(MODELE)
    with page.expect_download() as attendu:
        page.get_by_role("button", name="Tout emporter").click()
    archive = tmp_path / "seance.zip"
    attendu.value.save_as(archive)
    with zipfile.ZipFile(archive) as zip_ouvert:
        zip_ouvert.extractall(tmp_path / "seance")
    hors_ligne = chromium.new_context(offline=True, locale="fr-FR")
    try:
        _visiter(hors_ligne, tmp_path / "seance", plaintes)
    finally:
        hors_ligne.close()


def _visiter(contexte: BrowserContext, dossier: Path, plaintes: Plaintes) -> None:
    """Every page of the folder, each link of the index followed; nothing is asked of the network."""
    page = contexte.new_page()
    page.on("pageerror", lambda erreur: plaintes.liste.append(f"erreur : {erreur}"))
    page.on("requestfailed", lambda requete: plaintes.liste.append(f"manquant : {requete.url}"))
    page.on(
        "request",
        lambda requete: None if requete.url.startswith("file://") else plaintes.liste.append(f"tiers : {requete.url}"),
    )
    page.goto((dossier / "index.html").as_uri())
    assert auditer(page) == []
    liens = page.locator("a").evaluate_all("liens => liens.map(l => l.href)")
    pages = [lien for lien in liens if lien.endswith(".html")]
    assert len(pages) > 20
    for lien in pages:
        page.goto(lien)
        expect(page.locator("h1")).to_be_visible()
        couleur = page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")
        assert "Palatino" in couleur, lien
    page.goto((dossier / "diapositives.html").as_uri())
    page.keyboard.press("ArrowRight")
    expect(page.locator(".diapo.courante")).to_have_id("d2")
    page.goto((dossier / "diapositives.html").as_uri() + "#d7")
    page.locator(".diapo.courante .citation a").click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
