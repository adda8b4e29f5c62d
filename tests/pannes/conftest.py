"""The whole site for real: gunicorn, Rasa and the action server on free ports, that tests then break."""

from __future__ import annotations

import http.server
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.bot.serveurs import Bot, commande_du_site, free_port, lancer

OBLIGATION = "Depuis quand la clause sociale est-elle obligatoire ?"
DELAI_PROMIS = 2.5
# What the machine itself may add when the suite shares its two cores.
MARGE = 0.5


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder breaks something on purpose."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.pannes)


@dataclass
class SiteReel:
    """The running site and the bot behind it."""

    url: str
    bot: Bot

    def demander(self, texte: str = OBLIGATION) -> tuple[dict[str, Any], float]:
        """A new visitor asks: the first message of the answer, and the seconds it took."""
        with httpx.Client(base_url=self.url, timeout=30) as visiteur:
            conversation = visiteur.post("/api/v1/conversations").json()["id"]
            debut = time.monotonic()
            reponse = visiteur.post(f"/api/v1/conversations/{conversation}/messages", json={"texte": texte})
            duree = time.monotonic() - debut
        assert reponse.status_code == 200, reponse.text
        return dict(reponse.json()["messages"][0]), duree

    def sante(self) -> dict[str, Any]:
        """What `/sante/pret` says; it must be 200."""
        return dict(httpx.get(f"{self.url}/sante/pret", timeout=5).raise_for_status().json())

    def attendre_le_bot(self) -> None:
        """Wait until the dialogue engine answers again (the client pauses after timeouts)."""
        limite = time.monotonic() + 60
        while time.monotonic() < limite:
            if self.demander("Bonjour")[0]["mode"] == "bot":
                return
            time.sleep(1)
        raise AssertionError("le moteur de dialogue ne revient pas")

    @contextmanager
    def rasa_figee(self) -> Iterator[None]:
        """Rasa accepts connections but never answers."""
        self.bot.rasa.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.bot.rasa.send_signal(signal.SIGCONT)
            self.attendre_le_bot()

    @contextmanager
    def actions_remplacees(self, gestionnaire: type[http.server.BaseHTTPRequestHandler]) -> Iterator[None]:
        """In place of the action server, one that misbehaves."""
        with self.bot.sans_actions():
            port = int(self.bot.environ["CLAUSIER_ACTIONS_PORT"])
            serveur = http.server.ThreadingHTTPServer(("127.0.0.1", port), gestionnaire)
            serveur.daemon_threads = True
            fil = threading.Thread(target=serveur.serve_forever)
            fil.start()
            try:
                yield
            finally:
                serveur.shutdown()
                fil.join()
                serveur.server_close()
        self.attendre_le_bot()


@contextmanager
def lancer_web(dossier: Path, environ: dict[str, str]) -> Iterator[str]:
    """gunicorn as in the Procfile; gives the address once the process answers."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    commande = commande_du_site("web:create_app()", port)
    limites = {"CLAUSIER_LIMITE_CHAT": "100000 per minute", "CLAUSIER_LIMITE_RECHERCHE": "100000 per minute"}
    with lancer(commande, environ | limites, f"{url}/sante/vivant", dossier / "web.log"):
        yield url


@pytest.fixture(scope="session")
def site_reel(bot: Bot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteReel]:
    """Everything real: index, Rasa, actions, site. Each test mends what it breaks."""
    with lancer_web(tmp_path_factory.mktemp("pannes"), bot.environ) as url:
        site = SiteReel(url, bot)
        httpx.post(f"{site.url}/api/v1/recherche", json={"question": OBLIGATION}, timeout=120).raise_for_status()
        site.attendre_le_bot()
        yield site
