"""The bot when its search is slow, raises, or when its action server dies: never a wait for others, never a leak."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from bot.processus import PROJET, model_path, rasa_environment
from settings import settings
from tests.bot.serveur_en_panne import LENTEUR
from tests.bot.serveurs import RACINE, Bot

pytestmark = [pytest.mark.pannes, pytest.mark.usefixtures("modele_entraine")]


@pytest.fixture(scope="module")
def en_panne(bot: Bot) -> Iterator[Bot]:
    """Real Rasa and action server, over a search that sleeps or raises on demand."""
    with bot.autres_actions(("-m", "tests.bot.serveur_en_panne")):
        yield bot


def test_une_recherche_qui_echoue_rend_l_erreur_convenue_sans_detail(en_panne: Bot) -> None:
    assert en_panne.un("casse", "la recherche casse-t-elle ?")["custom"] == {"type": "erreur", "cause": "RuntimeError"}
    assert en_panne.un("casse", "bonjour")["text"]


def test_une_recherche_lente_est_abandonnee_a_temps_et_ne_retient_personne(en_panne: Bot) -> None:
    en_panne.un("autre", "bonjour")
    durees: dict[str, float] = {}  # in the order of the answers

    def mesurer(qui: str, texte: str) -> None:
        debut = time.monotonic()
        en_panne.dire(qui, texte)
        durees[qui] = time.monotonic() - debut

    lents = [threading.Thread(target=mesurer, args=(f"lent{n}", "une question lente ?")) for n in range(3)]
    for fil in lents:
        fil.start()
    time.sleep(0.3)
    mesurer("autre", "bonjour")
    for fil in lents:
        fil.join()
    assert next(iter(durees)) == "autre"  # before those who had asked first: no clock to be wrong on a busy machine
    # Given up, not waited for; the margin is for a busy machine (the site itself gives up at rasa_timeout).
    assert max(durees.values()) < LENTEUR - 0.5


def test_sans_serveur_d_actions_rasa_rend_une_liste_vide_et_parle_encore(en_panne: Bot) -> None:
    with en_panne.sans_actions():
        debut = time.monotonic()
        assert en_panne.dire("mort", "une question ?") == []
        assert time.monotonic() - debut < settings.rasa_timeout
        assert en_panne.un("mort", "bonjour")["text"]
    assert en_panne.un("mort", "une question ?")["custom"]["type"] == "reponse"


def test_une_intention_sans_regle_ne_tourne_pas_en_rond() -> None:
    """Rasa's core fallback: the rules must lead from it back to listening, in one action."""
    script = RACINE / "tests" / "bot" / "repli_du_dialogue.py"
    commande = [str(RACINE / ".venv-rasa" / "bin" / "python"), str(script), str(model_path(settings))]
    fini = subprocess.run(
        commande, cwd=PROJET, env=rasa_environment(settings), capture_output=True, text=True, timeout=120, check=False
    )
    predites = [ligne.removeprefix("ACTION ") for ligne in fini.stdout.splitlines() if ligne.startswith("ACTION ")]
    assert predites == ["action_repondre", "action_listen"], fini.stderr[-1500:]
