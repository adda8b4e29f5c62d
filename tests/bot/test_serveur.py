"""How Rasa and the action server are exposed: loopback, one channel, no secret, no telemetry."""

from __future__ import annotations

import httpx
import psutil
import pytest

from bot.processus import rasa_environment
from bot.serveur import rasa_command
from settings import settings
from tests.bot.serveurs import Bot


def test_la_commande_reste_sur_la_boucle_locale_et_sans_api() -> None:
    commande = rasa_command(settings)
    assert commande[commande.index("--interface") + 1] == "127.0.0.1"
    assert not {"--enable-api", "--cors", "--auth-token", "--debug", "-vv"} & set(commande)


def test_l_environnement_de_rasa_ne_porte_ni_secret_ni_mandataire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSIER_SECRET", "clef")
    monkeypatch.setenv("HTTPS_PROXY", "http://ailleurs")
    environ = rasa_environment(settings)
    assert not {"CLAUSIER_SECRET", "HTTPS_PROXY"} & set(environ)
    assert environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_les_deux_serveurs_n_ecoutent_que_la_boucle_locale(bot: Bot) -> None:
    for serveur in (bot.actions, bot.rasa):
        ecoutes = [c.laddr for c in psutil.Process(serveur.pid).net_connections("inet") if c.status == "LISTEN"]
        assert ecoutes and {adresse.ip for adresse in ecoutes} == {"127.0.0.1"}


CHEMINS = ["/model", "/status", "/version", "/conversations/x/tracker", "/webhooks/rasa/webhook"]


@pytest.mark.parametrize("chemin", CHEMINS)
def test_l_api_de_rasa_est_fermee(bot: Bot, chemin: str) -> None:
    assert httpx.get(bot.url + chemin).status_code == 404


def test_aucune_origine_n_est_admise(bot: Bot) -> None:
    port = next(c.laddr.port for c in psutil.Process(bot.actions.pid).net_connections("inet") if c.status == "LISTEN")
    for url in (f"{bot.url}/webhooks/rest/webhook", f"http://127.0.0.1:{port}/webhook"):
        entetes = {"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "POST"}
        reponse = httpx.options(url, headers=entetes)
        assert "access-control-allow-origin" not in reponse.headers


def test_les_conversations_sont_gardees_dans_l_instance(bot: Bot) -> None:
    bot.dire("garde", "bonjour")
    assert (bot.instance / "rasa.sqlite").stat().st_size > 0


def test_aucune_parole_de_visiteur_dans_les_journaux(bot: Bot) -> None:
    bot.dire("discret", "motsecretdevisiteur, la clause est-elle obligatoire ?")
    for journal in bot.instance.glob("*.log"):
        assert "motsecretdevisiteur" not in journal.read_text(encoding="utf-8", errors="replace")


def test_rasa_ne_parle_a_personne_d_autre(bot: Bot) -> None:
    bot.dire("egoiste", "bonjour")
    liens = [c.raddr.ip for c in psutil.Process(bot.rasa.pid).net_connections("inet") if c.raddr]
    assert set(liens) <= {"127.0.0.1"}
