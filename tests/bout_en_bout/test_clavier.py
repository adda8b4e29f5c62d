"""The whole main job by the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.bout_en_bout.gestes import OBLIGATION


def _focus(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()"))


def _aller_a(page: Page, nom: str, maximum: int = 40) -> None:
    """Press Tab until that control has the focus."""
    for _ in range(maximum):
        page.keyboard.press("Tab")
        if nom in _focus(page):
            visible = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            assert page.evaluate(visible), f"le focus ne se voit pas sur {nom}"
            return
    raise AssertionError(f"« {nom} » n'est pas atteint au clavier")


def test_skip_link_comes_first_and_works(page: Page) -> None:
    page.goto("/fiches")
    page.keyboard.press("Tab")
    assert _focus(page) == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_ask_read_sources_rate_and_follow_up(page: Page) -> None:
    page.goto("/")
    _aller_a(page, "public")
    page.keyboard.press("Space")
    _aller_a(page, "texte")
    page.keyboard.type(OBLIGATION)
    page.keyboard.press("Enter")
    expect(page.locator(".message-assistant")).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    page.evaluate("document.querySelector('.message-assistant a').focus()")
    _aller_a(page, "sources")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    _aller_a(page, "L’entreprise d’insertion (EI)")
    page.keyboard.press("Enter")
    expect(page.locator(".message-assistant")).to_have_count(2)
    assert page.evaluate("document.activeElement.name") == "texte"
    page.evaluate("document.querySelector('.message-assistant:last-child a').focus()")
    _aller_a(page, "Utile")
    page.keyboard.press("Enter")
    expect(page.locator(".avis").last).to_contain_text("Merci")
    assert "Merci" in _focus(page)


def test_no_keyboard_trap(page: Page) -> None:
    for path in ("/", "/fiches/obligation-2026", "/recherche"):
        page.goto(path)
        vus = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            vus.add(_focus(page))
        assert any("Mentions légales" in vu for vu in vus), path
