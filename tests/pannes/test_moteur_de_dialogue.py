"""Rasa or the action server die, hang, raise: the visitor still gets a sourced answer within 2.5 seconds."""

from __future__ import annotations

import http.server
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil

from tests.bot.serveurs import RACINE, lancer
from tests.pannes.conftest import DELAI_PROMIS, MARGE, OBLIGATION, SiteReel


class _ActionMuette(http.server.BaseHTTPRequestHandler):
    """An action that takes thirty seconds."""

    def do_POST(self) -> None:
        time.sleep(30)

    def log_message(self, *_: object) -> None: ...


class _ActionQuiEchoue(http.server.BaseHTTPRequestHandler):
    """An action that raises: a 500 whose body tells too much."""

    def do_POST(self) -> None:
        corps = b'{"error": "secret interne", "action_name": "action_repondre"}'
        self.send_response(500)
        self.send_header("Content-Length", str(len(corps)))
        self.end_headers()
        self.wfile.write(corps)

    def log_message(self, *_: object) -> None: ...


def _verifier_le_secours(message: dict[str, object], duree: float) -> None:
    assert message["mode"] == "secours"
    assert message["fiche"] == "obligation-2026"
    assert message["sources"]
    assert duree <= DELAI_PROMIS + MARGE


def test_everything_works_before_we_break_it(site_reel: SiteReel) -> None:
    message, _duree = site_reel.demander()
    assert (message["mode"], message["fiche"]) == ("bot", "obligation-2026")
    assert site_reel.demander("Bonjour")[0]["decision"] == "dialogue"
    sante = site_reel.sante()
    assert {sante[partie] for partie in ("etat", "index", "base", "rasa", "actions")} == {"ok"}


def test_nothing_listens_beyond_loopback(site_reel: SiteReel) -> None:
    for processus in (site_reel.bot.rasa, site_reel.bot.actions):
        for connexion in psutil.Process(processus.pid).net_connections("inet"):
            if connexion.status == psutil.CONN_LISTEN:
                assert connexion.laddr.ip in {"127.0.0.1", "::1"}


def test_action_server_killed(site_reel: SiteReel) -> None:
    with site_reel.bot.sans_actions():
        _verifier_le_secours(*site_reel.demander())
        assert site_reel.demander("Bonjour")[0]["mode"] == "bot"
        assert site_reel.sante()["actions"] == "absent"
    assert site_reel.demander()[0]["mode"] == "bot"


def test_action_raises(site_reel: SiteReel) -> None:
    with site_reel.actions_remplacees(_ActionQuiEchoue):
        message, duree = site_reel.demander()
        _verifier_le_secours(message, duree)
        assert "secret interne" not in str(message)


def test_action_hangs_and_other_visitors_do_not_wait(site_reel: SiteReel) -> None:
    with site_reel.actions_remplacees(_ActionMuette), ThreadPoolExecutor(6) as visiteurs:
        premiers = list(visiteurs.map(lambda _: site_reel.demander(), range(2)))
        suivants = list(visiteurs.map(lambda _: site_reel.demander(), range(6)))
    for message, duree in premiers + suivants:
        _verifier_le_secours(message, duree)
    assert max(duree for _, duree in suivants) < 2.0, "le client devait cesser d'attendre Rasa"


def test_same_visitor_is_not_stuck_behind_a_slow_action(site_reel: SiteReel) -> None:
    with site_reel.actions_remplacees(_ActionMuette), httpx.Client(base_url=site_reel.url, timeout=30) as visiteur:
        conversation = visiteur.post("/api/v1/conversations").json()["id"]
        adresse = f"/api/v1/conversations/{conversation}/messages"
        assert visiteur.post(adresse, json={"texte": OBLIGATION}).json()["messages"][0]["mode"] == "secours"
        debut = time.monotonic()
        salut = visiteur.post(adresse, json={"texte": "Bonjour"}).json()["messages"][0]
        assert time.monotonic() - debut < 1.0
        assert salut["mode"] == "bot", "l'expéditeur bloqué devait être remplacé"


def test_rasa_frozen(site_reel: SiteReel) -> None:
    with site_reel.rasa_figee():
        for _ in range(3):
            _verifier_le_secours(*site_reel.demander())
        assert site_reel.sante()["rasa"] == "absent"


def test_rasa_killed(site_reel: SiteReel) -> None:
    bot = site_reel.bot
    bot.rasa.kill()
    bot.rasa.wait()
    try:
        _verifier_le_secours(*site_reel.demander())
        sante = site_reel.sante()
        assert (sante["etat"], sante["rasa"], sante["index"]) == ("degrade", "absent", "ok")
        with httpx.Client(base_url=site_reel.url, timeout=30, follow_redirects=True) as navigateur:
            page = navigateur.post("/", data={"texte": OBLIGATION})
        assert page.status_code == 200
        assert "Réponse donnée par la recherche seule" in page.text
    finally:
        commande = [str(RACINE / ".venv-rasa" / "bin" / "python"), "-m", "bot.serveur"]
        bot.rasa = bot.pile.enter_context(lancer(commande, bot.environ, f"{bot.url}/", bot.instance / "rasa.log"))
        site_reel.attendre_le_bot()
