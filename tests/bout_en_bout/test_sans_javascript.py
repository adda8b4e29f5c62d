"""Everything works without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.bout_en_bout.gestes import OBLIGATION

pytestmark = pytest.mark.parametrize(
    "options", [{"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}], ids=["sans-js"]
)


def test_conversation_from_question_to_erasure(page: Page, options: dict[str, Any]) -> None:
    page.goto("/")
    page.get_by_label("Acheteur public").check()
    page.get_by_label("Votre question").fill("une question vague")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("button", name="La clause sociale est-elle obligatoire").click()
    expect(page.locator(".message-assistant")).to_have_count(2)
    reponse = page.locator(".message-assistant").last
    expect(reponse).to_contain_text("en principe obligatoire")
    reponse.locator("summary").click()
    expect(reponse.locator(".sources")).to_be_visible()
    reponse.get_by_role("button", name="Pas utile").click()
    page.get_by_role("button", name="Il manque l’essentiel").click()
    expect(page.locator(".avis").last).to_contain_text("peu utile")
    page.get_by_role("button", name="Effacer et recommencer").click()
    expect(page.locator(".confirmation")).to_be_visible()
    expect(page.locator(".message")).to_have_count(0)


def test_error_gives_the_text_back(page: Page, options: dict[str, Any]) -> None:
    page.goto("/")
    page.get_by_label("Votre question").fill("x" * 501)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_label("Votre question")).to_have_value("x" * 501)
    expect(page.locator("#saisie-erreur")).to_contain_text("500")


def test_example_then_search_then_fiche_then_question(page: Page, options: dict[str, Any]) -> None:
    page.goto("/")
    page.locator("[data-exemples] button").first.click()
    expect(page.locator(".message-assistant")).to_have_count(1)
    page.get_by_role("link", name="Recherche").click()
    page.get_by_label("Votre question ou quelques mots").fill(OBLIGATION)
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("link", name="La clause sociale est-elle obligatoire").first.click()
    page.get_by_role("link", name="Entreprise", exact=True).click()
    expect(page.locator(".reponse-directe")).to_contain_text("Attendez-vous")
    page.get_by_label("Lire cette fiche à une autre date").fill("2025-06-01")
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator(".reponse-directe")).to_contain_text("était facultative")
    page.get_by_role("link", name="Poser une question sur ce sujet").click()
    expect(page.get_by_label("Votre question")).to_be_visible()


def test_list_filters(page: Page, options: dict[str, Any]) -> None:
    page.goto("/fiches")
    page.get_by_label("Sujet").select_option(label="Objections fréquentes")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".carte")).to_have_count(1)
