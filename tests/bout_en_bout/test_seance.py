"""A session in real browsers, on a real gunicorn: phones at once, reconnection, restart, axe, 360 px, pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bout_en_bout.conftest import auditer
from tests.bout_en_bout.test_html import html_faults
from tests.charge.serveur import Serveur, serveur_reel
from tests.conftest import RACINE
from tests.web.comptes import MOT_DE_PASSE

TELEPHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
BUREAU = {"viewport": {"width": 1280, "height": 900}}
# `CLAUSIER_IMAGES=1` writes the pictures of the documentation.
IMAGES = RACINE / "docs" / "images" if os.environ.get("CLAUSIER_IMAGES") else None


@pytest.fixture(scope="module")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    """One gunicorn for the module; a test may restart it."""
    with serveur_reel(tmp_path_factory.mktemp("seance")) as serveur:
        yield serveur


class Salle:
    """The browsers of a room; each complains of any script error."""

    def __init__(self, chromium: Browser, serveur: Serveur) -> None:
        self.chromium, self.serveur = chromium, serveur
        self.contextes: list[BrowserContext] = []
        self.erreurs: list[str] = []

    def ecran(self, **options: object) -> Page:
        """A new browser, with its own cookies."""
        contexte = self.chromium.new_context(base_url=self.serveur.url, locale="fr-FR", **options)  # type: ignore[arg-type]
        contexte.set_default_timeout(15_000)
        self.contextes.append(contexte)
        page = contexte.new_page()
        page.on("pageerror", lambda erreur: self.erreurs.append(str(erreur)))
        page.on("console", lambda message: self.erreurs.append(message.text) if "violates" in message.text else None)
        return page

    def animer(self, modele: str = "decouvrir-la-clause") -> tuple[Page, str]:
        """The trainer signed in, a session opened; its code."""
        page = self.ecran(**BUREAU)
        page.goto(f"/seance/nouvelle?modele={modele}")
        page.get_by_label("Identifiant").fill("anne")
        page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("button", name="Ouvrir la séance").click()
        page.wait_for_url("**/animer")
        return page, page.url.split("/")[-2]

    def rejoindre(self, code: str, **options: object) -> Page:
        """A phone in the room, by typing the code."""
        page = self.ecran(**(options or TELEPHONE))
        page.goto("/seance")
        page.get_by_label("Le code de six lettres").fill(code.lower())
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("button", name="Entrer dans la séance").click()
        expect(page.locator("[data-cle]")).to_be_visible()
        return page


@pytest.fixture
def salle(chromium: Browser, serveur: Serveur) -> Iterator[Salle]:
    """A room, closed at the end; no page may have complained."""
    salle = Salle(chromium, serveur)
    yield salle
    for contexte in salle.contextes:
        contexte.close()
    assert salle.erreurs == []


@contextmanager
def _image(page: Page, nom: str) -> Iterator[None]:
    yield
    if IMAGES is not None:
        page.screenshot(path=IMAGES / f"{nom}.png", full_page=page.viewport_size["width"] == 360)  # type: ignore[index]


def _aller(page: Page, debut: str) -> None:
    """Jump to the first point whose id begins so."""
    page.get_by_text("Aller à un autre point").click()
    valeur = page.locator(f'#vers option[value^="{debut}"]').first.get_attribute("value")
    page.locator("#vers").select_option(valeur)
    page.get_by_role("button", name="Y aller").click()


def _sans_barriere(page: Page, dossier: Path, largeur: int = 0) -> None:
    page.wait_for_load_state()
    # Before axe, which leaves styles of its own behind.
    contenu = page.content().removeprefix("<!DOCTYPE html>")
    (dossier / "page.html").write_text(f"<!doctype html>{contenu}", encoding="utf-8")
    assert html_faults(dossier) == []
    assert auditer(page) == []
    if largeur:
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur


def _touche(page: Page, touche: str) -> None:
    """Press a key of the board, once its script is there."""
    page.wait_for_load_state()
    page.keyboard.press(touche)


def test_several_phones_at_once(salle: Salle, tmp_path: Path) -> None:
    anne, code = salle.animer()
    ecran = anne.context.new_page()
    ecran.goto(f"/seance/{code}/projeter")
    with _image(ecran, "seance-projeter-accueil-1280"):
        expect(ecran.locator(".code-seance")).to_contain_text(code)
    telephones = [salle.rejoindre(code) for _ in range(5)]
    expect(anne.locator(".compteurs")).to_contain_text("5 participants")
    _sans_barriere(ecran, tmp_path)
    _sans_barriere(telephones[0], tmp_path, 360)

    _aller(anne, "positions.p.")
    for page in telephones:
        expect(page.get_by_text("La question s’ouvrira dans un instant")).to_be_visible()
    _touche(anne, "o")
    for rang, page in enumerate(telephones):
        choix = page.get_by_label("D’accord" if rang else "Ça dépend", exact=True)
        choix.focus()
        choix.press("Space")
        if rang == 0:
            with _image(page, "seance-participant-360"):
                _sans_barriere(page, tmp_path, 360)
        page.get_by_role("button", name="Envoyer", exact=True).press("Enter")
        expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
    expect(anne.locator(".compteurs")).to_contain_text("5 réponses")
    # Someone late, someone who reloads, someone whose network is cut.
    tardif = salle.rejoindre(code)
    expect(tardif.get_by_role("button", name="Envoyer", exact=True)).to_be_visible()
    telephones[1].reload()
    expect(telephones[1].get_by_text("Votre réponse est enregistrée")).to_be_visible()
    telephones[2].context.set_offline(True)
    _touche(anne, "c")
    expect(anne.locator(".resultat")).to_be_visible()
    expect(telephones[0].get_by_text("Les résultats arrivent")).to_be_visible()
    expect(telephones[0].locator(".resultat")).to_have_count(0)
    _touche(anne, "m")
    expect(telephones[0].locator(".resultat")).to_contain_text("80 %")
    telephones[2].context.set_offline(False)
    expect(telephones[2].locator(".resultat")).to_contain_text("80 %", timeout=20_000)
    with _image(ecran, "seance-projeter-1280"):
        expect(ecran.locator(".resultat")).to_contain_text("80 %")
    _sans_barriere(ecran, tmp_path)
    _sans_barriere(telephones[0], tmp_path, 360)
    expect(anne.locator(".compteurs")).to_contain_text("résultats montrés")
    with _image(anne, "seance-animer-1280"):
        _sans_barriere(anne, tmp_path)


def test_the_room_survives_a_restart_and_a_trainer_s_crash(salle: Salle, serveur: Serveur) -> None:
    anne, code = salle.animer()
    telephone = salle.rejoindre(code)
    _aller(anne, "ouverture.q")
    anne.get_by_role("button", name="Ouvrir aux réponses").click()
    telephone.get_by_label("Votre réponse, en une phrase").fill("Une équipe aux espaces verts")
    serveur.tuer()
    expect(telephone.locator("[data-liaison]")).to_contain_text("réessaie seule")
    serveur.lancer()
    expect(telephone.locator("[data-liaison]")).to_be_hidden(timeout=30_000)
    # What was being typed is still there, and is taken.
    expect(telephone.get_by_label("Votre réponse, en une phrase")).to_have_value("Une équipe aux espaces verts")
    telephone.get_by_role("button", name="Envoyer", exact=True).click()
    expect(telephone.get_by_text("Enregistré")).to_be_visible()
    anne.context.close()
    salle.contextes.remove(anne.context)
    neuve = salle.ecran(**BUREAU)
    neuve.goto("/seance/bilans")
    neuve.get_by_label("Identifiant").fill("anne")
    neuve.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    neuve.get_by_role("button", name="Se connecter").click()
    neuve.get_by_role("link", name=re.compile(f"Reprendre l’animation.*{code}")).click()
    _touche(neuve, "c")
    expect(neuve.get_by_role("heading", name=re.compile("Une équipe aux espaces verts"))).to_be_visible()
    neuve.get_by_text("Terminer la séance").click()
    neuve.get_by_role("button", name="Terminer et lire le bilan").click()
    expect(neuve.get_by_role("heading", name="Bilan")).to_be_visible()
    expect(telephone.get_by_text("Cette séance est terminée")).to_be_visible()


def test_without_script_and_without_streams(salle: Salle, tmp_path: Path) -> None:
    anne, code = salle.animer("lever-les-freins")
    simple = salle.rejoindre(code, java_script_enabled=False, viewport={"width": 360, "height": 740})
    sans_flux = salle.rejoindre(code)
    sans_flux.add_init_script("delete window.EventSource")
    sans_flux.reload()
    _aller(anne, "quiz.z.")
    anne.get_by_role("button", name="Ouvrir aux réponses").click()
    simple.get_by_role("link", name="Actualiser").click()
    expect(sans_flux.get_by_role("button", name="Envoyer", exact=True)).to_be_visible()
    for page in (simple, sans_flux):
        page.locator(".choix input").first.check()
        page.get_by_role("button", name="Envoyer", exact=True).click()
        expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
    _sans_barriere(sans_flux, tmp_path, 360)


def test_the_report_and_the_door(salle: Salle, tmp_path: Path) -> None:
    anne, code = salle.animer()
    telephones = [salle.rejoindre(code) for _ in range(5)]
    for point in ("mesure.avant", "mesure.apres"):
        _aller(anne, point)
        anne.get_by_role("button", name="Ouvrir aux réponses").click()
        for page in telephones:
            # The form of this point, not of the one before.
            expect(page.locator(f'input[name="point"][value^="{point}"]').first).to_be_attached()
            for premier in page.locator(".item:has(.choix)").all():
                premier.locator("input").last.check()
            page.get_by_role("button", name="Envoyer", exact=True).click()
            expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
        anne.get_by_role("button", name="Clôturer").click()
    anne.get_by_text("Noter une objection entendue").click()
    anne.get_by_label("L’objection, en une phrase").fill("C’est trop cher")
    anne.get_by_role("button", name="Noter", exact=True).click()
    anne.get_by_text("Terminer la séance").click()
    anne.get_by_role("button", name="Terminer et lire le bilan").click()
    with _image(anne, "bilan-1280"):
        expect(anne.locator(".gains")).to_contain_text("5 personnes")
    # As served: a picture leaves styles behind.
    (tmp_path / "page.html").write_text(anne.request.get(anne.url).text(), encoding="utf-8")
    assert html_faults(tmp_path) == []
    assert auditer(anne) == []
    anne.set_viewport_size({"width": 360, "height": 740})
    assert anne.evaluate("document.documentElement.scrollWidth") <= 360
    assert anne.pdf(format="A4").startswith(b"%PDF")
    for chemin in ("/seance", "/seance?code=abc"):
        telephones[0].goto(chemin)
        _sans_barriere(telephones[0], tmp_path, 360)


def _posee(page: Page) -> str | None:
    return page.locator("[data-question]").get_attribute("data-question")


@pytest.mark.parametrize("sans_script", [False, True])
def test_practice_alone(salle: Salle, tmp_path: Path, sans_script: bool) -> None:
    page = salle.ecran(**TELEPHONE, java_script_enabled=not sans_script)
    page.goto("/formation/entrainement")
    page.get_by_label("Thème").select_option("obligation")
    page.get_by_role("button", name="Commencer").click()
    vues: set[str | None] = set()
    for _ in range(3):
        # The page that the last click asked for, before asking for another.
        expect(page.get_by_role("button", name="Vérifier")).to_be_visible()
        while not page.locator(".choix input").count() or _posee(page) in vues:
            page.goto("/formation/entrainement?theme=obligation&commencer=1")
        vues.add(_posee(page))
        page.locator(".choix input").first.check()
        page.get_by_role("button", name="Vérifier").click()
        expect(page.get_by_text("Réponse attendue").first).to_be_visible()
        expect(page.locator(".citation a").first).to_have_attribute("href", re.compile("^/fiches/"))
        if not sans_script:
            with _image(page, "entrainement-360"):
                _sans_barriere(page, tmp_path, 360)
        page.get_by_role("button", name="Question suivante").click()
    if sans_script:
        return
    expect(page.locator("[data-bilan]")).to_contain_text("3 questions vues")
    with page.expect_download() as recu:
        page.get_by_role("button", name="Télécharger mes révisions").click()
    assert '"cartes"' in Path(recu.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Tout effacer").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
