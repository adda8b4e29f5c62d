"""A real site on a free port (fake search, fake Rasa) and a real Chromium that must never complain."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from base_connaissance.modeles import Base
from tests.conftest import RACINE
from tests.faux import FausseConnaissance, FauxRasa, Horloge
from tools.system_packages import browser
from web import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AXE = RACINE / "node_modules" / "axe-core" / "axe.min.js"


def cadre(largeur: int, couleur: str, **marques: Any) -> Any:
    """A frame for `@pytest.mark.parametrize("options", …)`: a width in pixels, « light » or « dark »."""
    options = {"viewport": {"width": largeur, "height": 800}, "color_scheme": couleur}
    return pytest.param(options, id=f"{largeur}-{couleur}", **marques)


# Both widths and both schemes, crossed.
CADRES = [cadre(360, "light"), cadre(1280, "dark")]
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.navigateur)


@dataclass
class Site:
    """The running site; `rasa` can be broken by a test and is mended after it."""

    url: str
    rasa: FauxRasa


@dataclass
class Plaintes:
    """What the browser complained of: dialogs, CSP violations, script errors, requests to other hosts."""

    liste: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def site(petite_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all the tests: conversations are apart by their cookies."""
    with open_site(petite_base, tmp_path_factory.mktemp("site")) as site:
        yield site


@contextmanager
def open_site(base: Base, folder: Path) -> Iterator[Site]:
    """A site over a base, until the block ends; a module whose pages need the real base gives its own `site`."""
    connaissance = FausseConnaissance(base)
    rasa = FauxRasa(connaissance)
    app = create_app(
        {
            "SECRET_KEY": "clef-de-test", "CONNAISSANCE": connaissance, "RASA_TRANSPORT": httpx.MockTransport(rasa),
            "CLOCK": Horloge(), "DATABASE": folder / "clausier.sqlite", "RASA_TRACKER": folder / "rasa.sqlite",
            "DAILY_PURGE": False, "WARM_UP": False, "RATE_LIMIT_CHAT": "100000 per minute",
            "RATE_LIMIT_SEARCH": "100000 per minute",
        }
    )  # fmt: skip
    server = make_server("127.0.0.1", 0, _buffered(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.port}", rasa)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Options of the browser context; a test gives its own by `@pytest.mark.parametrize("options", …)`."""
    return {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def plaintes() -> Plaintes:
    """The complaints of the test's browser; the test fails if there is one at the end."""
    return Plaintes()


@pytest.fixture
def contexte(chromium: Browser, site: Site, options: dict[str, Any], plaintes: Plaintes) -> Iterator[BrowserContext]:
    """A fresh browser context: no cookie, French."""
    context = chromium.new_context(base_url=site.url, locale="fr-FR", **options)
    context.set_default_timeout(10_000)
    yield context
    context.close()
    site.rasa.repondeur = site.rasa.repondre
    assert plaintes.liste == []


@pytest.fixture
def page(contexte: BrowserContext, site: Site, plaintes: Plaintes) -> Page:
    """A page that reports every complaint."""
    page = contexte.new_page()
    page.on("dialog", lambda dialog: (plaintes.liste.append(f"dialogue : {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: plaintes.liste.append(f"erreur : {error}"))
    page.on("console", lambda message: _note_console(message, plaintes))
    page.on(
        "request",
        lambda request: None if request.url.startswith(site.url) else plaintes.liste.append(f"tiers : {request.url}"),
    )
    return page


def _buffered(app: Flask) -> WSGIApplication:
    """The same application, each body read at once: when the browser hangs up, werkzeug's server leaves files open."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        body = app(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            if hasattr(body, "close"):
                body.close()

    return serve


def _note_console(message: ConsoleMessage, plaintes: Plaintes) -> None:
    if "Content Security Policy" in message.text or "violates" in message.text:
        plaintes.liste.append(message.text)


def auditer(page: Page) -> list[str]:
    """axe's violations on the present state of the page, one line each."""
    page.wait_for_load_state()
    # The isolated evaluation context is not under the page's CSP: the page itself is tested as served.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
    options = json.dumps({"runOnly": tags, "resultTypes": ["violations"]})
    trouvees = page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return [f"{v['id']} : {n['target']} {n['failureSummary']}" for v in trouvees for n in v["nodes"]]
