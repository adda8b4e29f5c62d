"""Gestures of a visitor, shared by the browser tests."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

OBLIGATION = "Depuis quand la clause sociale est-elle obligatoire ?"


def poser(page: Page, texte: str) -> None:
    """Type a question, send it, wait for one more answer."""
    messages = page.locator(".message-assistant")
    nombre = messages.count()
    page.get_by_label("Votre question").fill(texte)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(messages).to_have_count(nombre + 1)


def suivre(page: Page, commande: Locator) -> None:
    """Click what leads to another page and wait for it whole: a click alone may return before its first element."""
    with page.expect_navigation():
        commande.click()
