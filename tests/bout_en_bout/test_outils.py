"""The tools with a result, on the real base: axe, widths, validity, live computation, without script, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from base_connaissance.modeles import Base
from tests.bout_en_bout.conftest import CADRES, Site, auditer, open_site
from tests.bout_en_bout.test_html import html_faults

HEURES = "/outils/heures?montant_ht=1+000+000+%E2%82%AC&part_main_oeuvre=50+%25&taux_insertion=5+%25&cout_horaire=30"
CALENDRIER = "/outils/calendrier?notification=2027-03-01&duree_mois=18&achat=travaux"
LEVIERS = "/outils/leviers?nature=services&montant_ht=850+000&acheteur=collectivite&duree_mois=4+ans&lots=3&offre=siae"
REALISATION = "/outils/realisation?heures=900&duree_mois=12+mois&effectif=8&metier=peinture&debut=2027-01-15"
MISSIONS = "/outils/missions?metier=espaces_verts&taches=desherbage&taches=elagage&semaines=20"
# Every filled tool, and one page with errors: other tools add theirs here.
RESULTATS = (
    HEURES,
    HEURES.replace("50+%25", "250+%25"),
    "/outils/heures?chercher=montant_ht&heures=833&famille=voirie&taux_insertion=5&cout_horaire=30&duree_mois=1",
    CALENDRIER,
    LEVIERS,
    "/outils/leviers?cpv=espaces+verts",
    REALISATION,
    MISSIONS,
)


@pytest.fixture(scope="module")
def site(vraie_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on the real base: the tools need its figures."""
    with open_site(vraie_base, tmp_path_factory.mktemp("site")) as site:
        yield site


def _repondre(page: Page) -> None:
    """A filled eligibility form, sent."""
    page.goto("/outils/eligibilite")
    page.get_by_label("Les deux").check()
    page.get_by_label("Embauche directe").check()
    page.get_by_label("Bénéficiaire d’un minimum social").check()
    page.get_by_role("button", name="Voir la réponse").click()
    expect(page.locator(".chiffre-valeur")).to_contain_text("Probablement")


@pytest.mark.parametrize("options", CADRES)
@pytest.mark.parametrize("path", RESULTATS)
def test_results_have_no_barrier(page: Page, path: str, options: dict[str, Any]) -> None:
    page.goto(path)
    for pli in page.locator("main details").all():
        pli.evaluate("element => element.open = true")
    assert auditer(page) == []


@pytest.mark.parametrize("options", CADRES)
def test_the_eligibility_answer_has_no_barrier(page: Page, options: dict[str, Any]) -> None:
    _repondre(page)
    assert auditer(page) == []


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}], ids=["320"])
def test_no_horizontal_scroll(page: Page, options: dict[str, Any]) -> None:
    for path in RESULTATS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    _repondre(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_results_are_valid_html(page: Page, tmp_path: Path) -> None:
    for rang, path in enumerate(RESULTATS):
        reponse = page.goto(path)
        assert reponse is not None
        (tmp_path / f"{rang}.html").write_text(reponse.text(), encoding="utf-8")
    _repondre(page)
    (tmp_path / "eligibilite.html").write_text(page.content().replace("<!DOCTYPE", "<!doctype"), encoding="utf-8")
    assert html_faults(tmp_path) == []


def test_a_slider_moves_the_number_and_the_address(page: Page) -> None:
    page.goto(HEURES)
    page.get_by_label("Régler : Taux d’insertion").press("ArrowRight")
    expect(page.locator(".chiffre-valeur")).to_contain_text("917")
    expect(page.get_by_label("Taux d’insertion", exact=True)).to_have_value("5,5 %")
    page.wait_for_url("**taux_insertion=5%2C5*")
    page.reload()
    expect(page.locator(".chiffre-valeur")).to_contain_text("917")


def test_what_if_then_an_error_then_its_correction(page: Page) -> None:
    page.goto(HEURES)
    page.get_by_role("link", name="l’heure coûtait 40").click()
    expect(page.locator(".chiffre-valeur")).to_contain_text("625")
    taux = page.get_by_label("Taux d’insertion", exact=True)
    taux.fill("250 %")
    expect(page.locator("#champ-taux_insertion-erreur")).to_contain_text("100")
    expect(taux).to_have_attribute("aria-invalid", "true")
    taux.fill("10 %")
    expect(page.locator(".chiffre-valeur")).to_contain_text("1\u202f250")
    expect(page.locator("#champ-taux_insertion-erreur")).to_be_hidden()
    expect(page.locator("[data-etat]")).to_contain_text("1\u202f250 heures")


def test_nothing_is_computed_until_the_needed_fields_are_there(page: Page) -> None:
    page.goto("/outils/heures")
    demandes: list[str] = []
    page.on("request", lambda request: demandes.append(request.url))
    page.get_by_label("Montant hors taxes", exact=True).fill("1 M€")
    page.get_by_label("Taux d’insertion", exact=True).fill("5")
    page.get_by_label("Part de main-d’œuvre", exact=True).fill("50 %")
    page.get_by_role("button", name="Calculer").click()
    expect(page.locator("#champ-cout_horaire-erreur")).to_contain_text("coût horaire")
    assert len([url for url in demandes if "fragment=1" in url]) == 1
    page.get_by_label("Coût horaire, charges comprises", exact=True).fill("30")
    expect(page.locator(".chiffre-valeur")).to_contain_text("833")


@pytest.mark.parametrize(
    "options", [{"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}], ids=["sans-js"]
)
def test_without_script(page: Page, options: dict[str, Any]) -> None:
    page.goto("/outils")
    page.get_by_role("link", name="Combien d’heures").click()
    page.get_by_label("Tout écrire en une phrase").fill("1 000 000 € HT, 50 % de main-d'œuvre, 5 %, 30 €/h")
    page.get_by_role("button", name="Lire cette phrase").click()
    expect(page.locator(".chiffre-valeur")).to_contain_text("833")
    page.get_by_label("Montant hors taxes").fill("2 M€ TTC")
    page.get_by_role("button", name="Calculer").click()
    expect(page.locator("#champ-montant_ht-erreur")).to_contain_text("TTC")
    expect(page.get_by_label("Montant hors taxes")).to_have_value("2 M€ TTC")
    page.goto(CALENDRIER)
    expect(page.get_by_role("link", name="Mettre dans mon agenda")).to_be_visible()
    _repondre(page)


def test_print_holds_on_one_page(page: Page) -> None:
    page.goto(HEURES)
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_a_counterfactual_is_tried_at_once(page: Page) -> None:
    page.goto(LEVIERS)
    expect(page.locator(".chiffre-phrase")).to_contain_text("est obligatoire")
    page.locator("#levier-condition_sociale > summary").click()
    page.locator("#levier-condition_sociale").get_by_role("link", name="avant le 21 août 2026").click()
    expect(page.locator(".chiffre-phrase")).to_contain_text("pas imposée")
    expect(page.get_by_label("À la date du")).to_have_value("2026-08-20")
    page.wait_for_url("**lancement=2026-08-20*")


@pytest.mark.parametrize("options", [{"java_script_enabled": False}], ids=["sans-js"])
def test_levers_and_ways_without_script(page: Page, options: dict[str, Any]) -> None:
    page.goto("/outils/leviers")
    page.get_by_label("Code CPV").fill("espaces verts")
    page.get_by_role("button", name="Examiner").click()
    page.get_by_role("link", name="77310000").click()
    expect(page.get_by_label("Code CPV")).to_have_value("77310000")
    page.get_by_label("Nature de l’achat").select_option("services")
    page.get_by_label("Valeur estimée hors taxes").fill("300 k€")
    page.get_by_label("Qui achète").select_option("collectivite")
    page.get_by_role("button", name="Examiner").click()
    expect(page.locator(".chiffre-phrase")).to_contain_text("est obligatoire")
    page.goto(REALISATION)
    page.get_by_role("link", name="Voir ce plan : Confier une tâche").click()
    expect(page.locator("#titre-plan")).to_contain_text("Confier une tâche")


def test_another_plan_is_shown_at_once(page: Page) -> None:
    page.goto(REALISATION)
    page.get_by_role("link", name="Voir ce plan : Recruter vous-même").click()
    expect(page.locator("#titre-plan")).to_contain_text("Recruter vous-même")
    page.get_by_label("Pouvez-vous embaucher").select_option("non")
    expect(page.locator(".plan .alerte-bloquant")).to_contain_text("Vous ne pouvez pas embaucher")


@pytest.mark.parametrize("path", [LEVIERS, REALISATION, MISSIONS])
def test_a_result_holds_on_one_sheet(page: Page, path: str) -> None:
    page.goto(path)
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
