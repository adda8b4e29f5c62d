"""Clauses, second reading and evaluation in a real browser: axe, widths, validity, live marks, without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from base_connaissance.modeles import Base
from tests.bout_en_bout.conftest import CADRES, Site, auditer, open_site
from tests.bout_en_bout.test_html import html_faults

KIT = "/outils/clauses?cas=travaux&critere=oui&reservation=siae&exemple=1"
SANS_SCRIPT = [{"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}]


@pytest.fixture(scope="module")
def site(vraie_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on the real base."""
    with open_site(vraie_base, tmp_path_factory.mktemp("site")) as site:
        yield site


def _kit(page: Page) -> None:
    page.goto(KIT)


def _erreurs(page: Page) -> None:
    page.goto("/outils/clauses?cas=services&heures_annuelles=beaucoup")


def _modele(page: Page) -> None:
    page.goto("/outils/clauses/modeles/ccap-controle-et-preuves")


def _relire(page: Page) -> None:
    page.goto("/outils/clauses/relecture?exemple=1")
    page.get_by_role("button", name="Relire").click()
    expect(page.locator(".trouvaille").first).to_be_visible()


def _noter(page: Page) -> None:
    page.goto("/outils/notation?exemple=1")
    page.get_by_role("button", name="Noter").click()
    expect(page.locator(".chiffre-phrase")).to_contain_text("Offre B est en tête")


VUES: dict[str, Callable[[Page], None]] = {
    "kit": _kit, "erreurs": _erreurs, "modele": _modele, "relecture": _relire, "notation": _noter
}  # fmt: skip


@pytest.mark.parametrize("options", CADRES)
@pytest.mark.parametrize("vue", VUES)
def test_no_barrier(page: Page, vue: str, options: dict[str, Any]) -> None:
    VUES[vue](page)
    for pli in page.locator("main details").all():
        pli.evaluate("element => element.open = true")
    assert auditer(page) == []


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}], ids=["320"])
def test_no_horizontal_scroll(page: Page, options: dict[str, Any]) -> None:
    for nom, vue in VUES.items():
        vue(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, nom


def test_pages_are_valid_html(page: Page, tmp_path: Path) -> None:
    for nom, vue in VUES.items():
        vue(page)
        contenu = page.content().replace("<!DOCTYPE", "<!doctype")
        (tmp_path / f"{nom}.html").write_text(contenu, encoding="utf-8")
    assert html_faults(tmp_path) == []


def test_marks_follow_the_levels_and_the_address_stays(page: Page) -> None:
    page.goto("/outils/notation?exemple=1")
    expect(page.locator(".chiffre-phrase")).to_contain_text("73,33")
    for nom in ("taches", "accueil", "suites"):
        page.locator(f"#champ-n-B-{nom}-1").select_option("0")
    page.locator("#champ-n-B-encadrement-1").select_option("0")
    expect(page.locator(".chiffre-phrase")).to_contain_text("Offre A est en tête")
    assert page.url.endswith("/outils/notation?exemple=1")


def test_the_kit_follows_what_is_typed(page: Page) -> None:
    page.goto("/outils/clauses?cas=travaux")
    page.get_by_label("Nombre d’heures d’insertion", exact=True).fill("450")
    expect(page.locator(".clause-texte").first).to_contain_text("450")
    page.wait_for_url("**heures=450*")
    with page.expect_download() as descente:
        page.get_by_role("link", name="Tout le kit (.md, en .zip)").click()
    assert descente.value.suggested_filename == "kit-clauses-md.zip"


@pytest.mark.parametrize("options", SANS_SCRIPT, ids=["sans-js"])
def test_without_script(page: Page, options: dict[str, Any]) -> None:
    page.goto("/outils/clauses")
    page.get_by_role("link", name="Accord-cadre à bons de commande").click()
    page.get_by_label("Heures d’insertion par tranche de commandes").fill("40")
    page.get_by_role("button", name="Composer le kit").click()
    expect(page.locator(".piece").first).to_contain_text("40")
    page.get_by_role("link", name="Relire une clause").click()
    page.get_by_label("Votre projet").fill("Le titulaire embauche 100 heures des habitants de la commune de son choix.")
    page.get_by_role("button", name="Relire").click()
    expect(page.locator("mark").first).to_contain_text("habitants de")
    page.get_by_role("link", name="Remarque 1").first.click()
    page.wait_for_url("**#remarque-1")
    expect(page.get_by_label("Votre projet")).to_have_value(
        "Le titulaire embauche 100 heures des habitants de la commune de son choix."
    )
    _noter(page)
