"""No payload runs, wherever it enters: chat, search, addresses, the bot's reply, error pages."""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.bout_en_bout.conftest import Site
from tests.bout_en_bout.gestes import poser
from tests.conftest import RACINE

CHARGES: list[str] = json.loads((RACINE / "tests" / "jeux" / "charges_xss.json").read_text(encoding="utf-8"))


def _rien_execute(page: Page) -> None:
    assert page.evaluate("window.xss") is None
    assert page.locator("main :is(script, iframe, object, svg, img, base, [onerror])").count() == 0


def test_corpus_is_large_enough() -> None:
    assert len(set(CHARGES)) >= 100


def test_every_payload_is_escaped_in_the_page_s_source(client: FlaskClient) -> None:
    balises = client.get("/recherche?q=x").text.count("<")
    for charge in CHARGES:
        assert client.get("/recherche", query_string={"q": charge}).text.count("<") == balises, charge


@pytest.mark.parametrize("pas", [4, pytest.param(1, marks=pytest.mark.lent)])
def test_typed_in_the_chat_and_shown_again(page: Page, pas: int) -> None:
    """One payload in `pas` is typed, the others are sent as a form without script would: all are shown."""
    page.goto("/")
    for charge in CHARGES[::pas]:
        poser(page, charge)
    _rien_execute(page)
    page.reload()
    jeton = page.locator("form:has(textarea) [name=csrf_token]").input_value()
    for rang, charge in enumerate(CHARGES):
        if rang % pas:
            envoi = {"texte": charge, "csrf_token": jeton}
            assert page.request.post("/", form=envoi, max_redirects=0).status == 303, charge
    page.reload()
    expect(page.locator(".message-visiteur")).to_have_count(len(CHARGES))
    _rien_execute(page)


@pytest.mark.parametrize("pas", [8, pytest.param(1, marks=pytest.mark.lent)])
def test_in_addresses(page: Page, pas: int) -> None:
    for charge in CHARGES[::pas]:
        texte = quote(charge)
        for path in (f"/recherche?q={texte}", f"/?fiche={texte}&public={texte}"):
            page.goto(path)
            _rien_execute(page)
    for charge in CHARGES[pas // 2 :: 2 * pas]:
        texte = quote(charge, safe="")
        for path in ("/fiches/", "/fiches?famille=", "/fiches/obligation-2026?date=", "/"):
            page.goto(path + texte)
            _rien_execute(page)


def test_in_the_bot_s_reply(page: Page, site: Site) -> None:
    boutons = [{"title": charge, "payload": "aide"} for charge in CHARGES[:3]]
    reponses = [{"text": charge, "buttons": boutons} for charge in CHARGES]
    site.rasa.repondeur = lambda request: httpx.Response(200, json=reponses)
    page.goto("/")
    page.get_by_label("Votre question").fill("bonjour")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator(".message-assistant")).to_have_count(len(CHARGES))
    _rien_execute(page)
    page.reload()
    _rien_execute(page)
