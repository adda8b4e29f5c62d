"""The chat with script: what moves, what is announced, what happens when something fails."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.bout_en_bout.conftest import Site
from tests.bout_en_bout.gestes import OBLIGATION, poser


def _champ(page: Page) -> Any:
    return page.get_by_label("Votre question")


def test_answer_arrives_without_leaving_the_page(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.temoin = true")
    poser(page, OBLIGATION)
    expect(page.locator(".message-assistant")).to_contain_text("en principe obligatoire")
    expect(page.locator(".message-visiteur")).to_contain_text("Depuis quand")
    assert page.evaluate("window.temoin")
    expect(_champ(page)).to_have_value("")
    expect(_champ(page)).to_be_focused()
    poser(page, "une question vague")
    assert page.evaluate("window.temoin")
    page.reload()
    expect(page.locator(".message")).to_have_count(4)


def test_answer_is_announced_once_by_the_live_region(page: Page) -> None:
    page.goto("/")
    assert page.locator("[aria-live], [role=status], [role=alert], [role=log]").count() == 1
    poser(page, OBLIGATION)
    expect(page.get_by_role("status")).to_contain_text("en principe obligatoire")


def test_waiting_is_said_after_half_a_second(page: Page, site: Site) -> None:
    def lent(request: httpx.Request) -> httpx.Response:
        time.sleep(1.2)
        return site.rasa.repondre(request)

    site.rasa.repondeur = lent
    page.goto("/")
    _champ(page).fill(OBLIGATION)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("status")).to_be_empty(timeout=300)
    expect(page.get_by_role("status")).to_have_text("L’assistant prépare sa réponse…")
    assert _champ(page).get_attribute("readonly") is not None
    expect(page.locator(".message-assistant")).to_have_count(1)


def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    page.goto("/")
    _champ(page).press_sequentially("une ligne")
    _champ(page).press("Shift+Enter")
    _champ(page).press_sequentially("une autre")
    expect(_champ(page)).to_have_value("une ligne\nune autre")
    _champ(page).press("Enter")
    expect(page.locator(".message-visiteur")).to_contain_text("une ligne une autre")


def test_counter_and_limit_keep_the_text(page: Page) -> None:
    page.goto("/")
    _champ(page).fill("x" * 501)
    expect(page.locator("[data-compteur]")).to_have_text(" (501 / 500)")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator("#saisie-erreur")).to_contain_text("la limite est de 500")
    expect(_champ(page)).to_have_value("x" * 501)
    expect(_champ(page)).to_be_focused()
    assert _champ(page).get_attribute("aria-invalid") is not None


def test_choice_buttons_answer_and_disappear(page: Page) -> None:
    page.goto("/")
    poser(page, "une question vague")
    page.get_by_role("button", name="La clause sociale est-elle obligatoire").click()
    expect(page.locator(".message-assistant")).to_have_count(2)
    expect(page.get_by_role("button", name="Aucune de ces questions")).to_have_count(0)
    expect(page.locator(".message-assistant").last).to_contain_text("en principe obligatoire")


def test_role_filters_examples_and_changes_the_answer(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Entreprise", exact=True).check()
    expect(page.locator("[data-public=acheteur]")).to_be_hidden()
    poser(page, OBLIGATION)
    expect(page.locator(".message-assistant")).to_contain_text("Attendez-vous")


def test_typed_text_stays_when_an_example_is_used(page: Page) -> None:
    page.goto("/")
    _champ(page).fill("pas fini")
    page.locator("[data-exemples] button").first.click()
    expect(page.locator(".message-assistant")).to_have_count(1)
    expect(_champ(page)).to_have_value("pas fini")


def test_rating_is_thanked_and_kept(page: Page) -> None:
    page.goto("/")
    poser(page, OBLIGATION)
    page.get_by_role("button", name="Pas utile").click()
    page.get_by_role("button", name="C’est difficile à comprendre").click()
    expect(page.locator(".raisons")).to_be_hidden()
    expect(page.locator(".avis")).to_contain_text("Merci, votre avis est noté.")
    page.reload()
    expect(page.locator(".avis")).to_contain_text("peu utile")
    expect(page.locator(".raisons")).to_have_count(0)


def test_answer_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    poser(page, OBLIGATION)
    page.get_by_role("button", name="Copier la réponse avec ses sources").click()
    expect(page.get_by_role("status")).to_have_text("Réponse copiée avec ses sources.")
    copie = page.evaluate("navigator.clipboard.readText()")
    for attendu in (
        "en principe obligatoire",
        "L.\u00a02112-2-1",
        "https://www.legifrance.gouv.fr/",
        "vérifié le 22 novembre 2026",
        "base ",
    ):
        assert attendu in copie


@pytest.mark.parametrize("panne", ["abandon", "html", "500"])
def test_any_failure_of_the_script_s_request_falls_back_to_the_form(page: Page, panne: str) -> None:
    def saboter(route: Route) -> None:
        if "application/json" not in route.request.headers.get("accept", ""):
            route.continue_()
        elif panne == "abandon":
            route.abort()
        else:
            route.fulfill(status=500 if panne == "500" else 200, body="<html>", content_type="text/html")

    page.goto("/")
    page.route("**/", saboter)
    _champ(page).fill(OBLIGATION)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator(".message-assistant")).to_contain_text("en principe obligatoire")
    expect(page.locator(".message-visiteur")).to_have_count(1)


def test_lost_reply_is_not_answered_twice(page: Page, site: Site) -> None:
    page.goto("/")
    poser(page, "une question vague")
    recus = len(site.rasa.recus)

    def perdre(route: Route) -> None:
        if "application/json" in route.request.headers.get("accept", ""):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/", perdre)
    _champ(page).fill(OBLIGATION)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator(".message-assistant")).to_have_count(2)
    expect(page.locator(".message-visiteur")).to_have_count(2)
    assert len(site.rasa.recus) == recus + 1


def test_two_tabs_share_the_conversation(page: Page) -> None:
    page.goto("/")
    autre = page.context.new_page()
    autre.goto("/")
    poser(page, OBLIGATION)
    autre.get_by_label("Votre question").fill("une question vague")
    autre.get_by_role("button", name="Envoyer", exact=True).click()
    expect(autre.locator("h1")).to_have_text("Demande incomprise")
    expect(autre.get_by_label("Votre texte")).to_have_value("une question vague")
    autre.get_by_role("button", name="Renvoyer à l’assistant").click()
    expect(autre.locator(".message-visiteur")).to_have_count(2)


def test_server_s_refusal_is_shown_by_the_field(page: Page) -> None:
    page.goto("/")
    _champ(page).fill("???")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator("#saisie-erreur")).to_contain_text("vide")
    expect(_champ(page)).to_have_value("???")


def test_print_opens_sources_and_hides_tools(page: Page) -> None:
    page.goto("/")
    poser(page, OBLIGATION)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".composeur")).to_be_hidden()
    expect(page.locator(".sources").first).to_be_visible()
    adresse = page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content")
    assert "legifrance.gouv.fr" in adresse


def test_conversation_can_be_erased_without_a_reload(page: Page) -> None:
    page.goto("/")
    effacer = page.get_by_role("button", name="Effacer et recommencer")
    expect(effacer).to_be_hidden()
    poser(page, OBLIGATION)
    effacer.click()
    expect(page.locator(".confirmation")).to_have_text("Votre conversation est effacée.")


def test_former_proposals_stay_readable(page: Page) -> None:
    page.goto("/")
    poser(page, "une question vague")
    expect(page.locator("[data-propositions]")).to_be_hidden()
    poser(page, OBLIGATION)
    expect(page.locator("[data-propositions]")).to_contain_text("La clause sociale est-elle obligatoire")
    page.reload()
    expect(page.locator("[data-propositions]")).to_be_visible()


def test_button_of_a_reader_checks_the_matching_role(page: Page, site: Site) -> None:
    bouton = {"title": "Je représente une entreprise", "payload": "public:entreprise"}
    site.rasa.repondeur = lambda request: httpx.Response(200, json=[{"text": "Bonjour !", "buttons": [bouton]}])
    page.goto("/")
    poser(page, "bonjour")
    page.get_by_role("button", name="Je représente une entreprise").click()
    expect(page.get_by_label("Entreprise", exact=True)).to_be_checked()
