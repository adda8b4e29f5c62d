"""The pages are light, and nothing comes from elsewhere."""

from __future__ import annotations

import gzip

from playwright.sync_api import Page, Response

from tests.bout_en_bout.gestes import OBLIGATION, poser


def test_chat_page_weight(page: Page) -> None:
    recues: list[Response] = []
    page.on("response", lambda reponse: recues.append(reponse))
    page.goto("/", wait_until="networkidle")
    poids = sum(len(gzip.compress(reponse.body())) for reponse in recues)
    assert len(recues) <= 10, [reponse.url for reponse in recues]
    assert poids <= 60_000
    assert all(reponse.ok for reponse in recues)


def test_cookies(page: Page) -> None:
    page.goto("/")
    page.goto("/fiches")
    assert page.context.cookies() == []
    page.goto("/")
    poser(page, OBLIGATION)
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert cookie["expires"] == -1
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
