"""The pictures of the documentation, taken from a running site: chat, fiche, refusal, tools, at both widths.

`.venv/bin/python -m tools.screenshots` writes `docs/images/*.png`. It needs Debian's Chromium, as the tests do.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import FloatRect, Page, sync_playwright

from tools.console import run_main, say
from tools.live_site import run_site
from tools.system_packages import browser

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WIDTHS = {1280: 900, 360: 740}
QUESTION = "La clause sociale est-elle obligatoire ?"
TOOLS = {
    "heures": "/outils/heures?montant_ht=1+000+000+%E2%82%AC&part_main_oeuvre=50+%25&taux_insertion=5+%25"
    "&cout_horaire=30+%E2%82%AC/h&duree_mois=18+mois",
    "calendrier": "/outils/calendrier?notification=2027-03-01&duree_mois=18+mois&achat=travaux&debut=2027-04-05",
    "leviers": "/outils/leviers?objet=Nettoyage+de+bureaux&nature=services&montant_ht=850+000+%E2%82%AC"
    "&acheteur=collectivite&duree_mois=4+ans&lots=3&main_oeuvre=oui&offre=siae",
    "realisation": "/outils/realisation?heures=900+heures&duree_mois=12+mois&effectif=8&metier=peinture"
    "&debut=15+janvier+2027",
    "missions": "/outils/missions?metier=espaces_verts&taches=desherbage&taches=feuilles&taches=plantation&semaines=20",
}
TOOL_HEIGHT = 1600  # pixels kept of a tool's page, which is long
OFF_TOPIC = "Écris-moi un poème sur l'automne"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> int:
    """Take every picture at every width."""
    with run_site() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=CHROMIUM)
        for width, height in WIDTHS.items():
            context = chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
            take(context.new_page(), site.url, width)
            take_tools(context.new_page(), site.url, width)
            context.close()
        chromium.close()
    say(f"images écrites dans {IMAGES}")
    return 0


def take(page: Page, address: str, width: int) -> None:
    """One visit: the empty chat, an answer, a refusal, then the fiche and the list."""
    page.set_default_timeout(60_000)
    page.goto(f"{address}/")
    page.screenshot(path=IMAGES / f"discussion-{width}.png", full_page=True)
    ask(page, QUESTION)
    page.locator("details").first.evaluate("element => element.open = true")
    page.screenshot(path=IMAGES / f"discussion-reponse-{width}.png", full_page=True)
    page.context.clear_cookies()
    page.goto(f"{address}/")
    ask(page, OFF_TOPIC)
    page.screenshot(path=IMAGES / f"discussion-refus-{width}.png", full_page=True)
    page.goto(f"{address}/fiches/obligation-2026")
    page.screenshot(path=IMAGES / f"fiche-{width}.png", full_page=True)
    page.goto(f"{address}/fiches")
    page.screenshot(path=IMAGES / f"fiches-{width}.png")


def take_tools(page: Page, address: str, width: int) -> None:
    """The tools, each with a result: the list, hours, calendar, then the eligibility form once answered."""
    page.goto(f"{address}/outils")
    page.screenshot(path=IMAGES / f"outils-{width}.png", full_page=True)
    for name, path in TOOLS.items():
        page.goto(address + path)
        shoot_top(page, f"outils-{name}-{width}")
    page.goto(f"{address}/outils/eligibilite")
    for answer in (
        "Les deux",
        "Embauche directe par",
        "Bénéficiaire d’un minimum social",
        "Pas encore, et elle n’a pas",
    ):
        page.get_by_label(answer).check()
    page.get_by_role("button", name="Voir la réponse").click()
    page.locator(".chiffre-valeur").wait_for()
    shoot_top(page, f"outils-eligibilite-{width}")


def shoot_top(page: Page, name: str) -> None:
    """The first screens of the page."""
    page.wait_for_load_state("networkidle")
    size = page.viewport_size
    assert size is not None
    clip: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": TOOL_HEIGHT}
    page.screenshot(path=IMAGES / f"{name}.png", full_page=True, clip=clip)


def ask(page: Page, text: str) -> None:
    """Type a question, send it, wait for the answer."""
    page.get_by_label("Votre question").fill(text)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.locator(".message-assistant").last.wait_for()


if __name__ == "__main__":
    run_main(main)
