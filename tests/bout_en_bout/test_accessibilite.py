"""axe finds nothing, on every kind of page, in every state of the chat, at both widths, light and dark.

The usual suite crosses them (narrow and light, wide and dark); `make test-full` has the four.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from tests.bout_en_bout.conftest import CADRES, Site, auditer, cadre
from tests.bout_en_bout.gestes import OBLIGATION, poser
from tests.web.test_guides import QUESTION, RESULTAT
from tests.web.test_pages import PAGES

TOUS_LES_CADRES = [
    *CADRES,
    cadre(360, "dark", marks=pytest.mark.lent),
    cadre(1280, "light", marks=pytest.mark.lent),
]


def _secours(page: Page, site: Site) -> None:
    site.rasa.repondeur = lambda request: httpx.Response(200, json=[])
    poser(page, OBLIGATION)


def _avis(page: Page, site: Site) -> None:
    poser(page, OBLIGATION)
    page.get_by_role("button", name="Pas utile").click()
    page.get_by_role("button", name="Il manque l’essentiel").wait_for()
    page.locator("summary").first.click()


def _guide(page: Page, site: Site) -> None:
    site.rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": QUESTION}])
    poser(page, "calcule les heures")


def _resultat(page: Page, site: Site) -> None:
    site.rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": RESULTAT}])
    poser(page, "calcule les heures")
    for repli in page.locator("summary").all():
        repli.click()


ETATS: dict[str, Callable[[Page, Site], None]] = {
    "reponse": lambda page, site: poser(page, OBLIGATION),
    "choix": lambda page, site: poser(page, "une question vague"),
    "refus": lambda page, site: poser(page, "un poème"),
    "erreur": lambda page, site: page.get_by_role("button", name="Envoyer").click(),
    "secours": _secours,
    "avis": _avis,
    "guide": _guide,
    "resultat": _resultat,
}


def test_the_auditor_sees_faults(page: Page) -> None:
    page.goto("/aide")
    page.evaluate("document.querySelector('main').innerHTML += '<svg role=img></svg><p id=pale>pâle</p>'")
    page.evaluate("document.querySelector('#pale').style.color = '#ccc'")
    assert {faute.split(" : ")[0] for faute in auditer(page)} >= {"svg-img-alt", "color-contrast"}


@pytest.mark.parametrize("options", TOUS_LES_CADRES)
@pytest.mark.parametrize("path", PAGES)
def test_pages(page: Page, path: str, options: dict[str, Any]) -> None:
    page.goto(path)
    assert auditer(page) == []


@pytest.mark.parametrize("options", TOUS_LES_CADRES)
@pytest.mark.parametrize("etat", ETATS)
def test_states_of_the_chat(page: Page, site: Site, etat: str, options: dict[str, Any]) -> None:
    page.goto("/")
    ETATS[etat](page, site)
    assert auditer(page) == []


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}], ids=["320"])
@pytest.mark.parametrize("path", PAGES)
def test_no_horizontal_scroll_at_320_pixels(page: Page, path: str, options: dict[str, Any]) -> None:
    page.goto(path)
    if path == "/":
        poser(page, OBLIGATION)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("options", [{"viewport": {"width": 1280, "height": 900}}], ids=["1280"])
@pytest.mark.parametrize("path", PAGES)
def test_text_can_be_doubled(page: Page, path: str, options: dict[str, Any]) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_motion_stops_when_asked(chromium: Any, site: Site) -> None:
    context = chromium.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()
