"""The action server: one process, loopback only, no CORS. `python -m bot.serveur_actions`.

The search (model and index) is opened before listening, so that an answer to `/health` means a ready server.
"""

from __future__ import annotations

import logging
from datetime import date

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from bot.actions import ACTIONS
from bot.actions.guides.aiguillage import guide_vise
from conseil.droit import Droit
from index import recherche
from settings import settings

log = logging.getLogger("clausier.actions")


def build_app() -> Sanic:
    """The Sanic application with our actions registered by name; no origin is allowed."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    return create_app(executor, cors_origins=None)


def main() -> None:
    """Serve until a signal."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.ERROR)
    logging.getLogger("sanic").setLevel(logging.ERROR)
    _chauffer()
    # One process: a second one would hold a second copy of the model, and Rasa has a single worker anyway.
    build_app().run(host="127.0.0.1", port=settings.actions_port, single_process=True, motd=False, access_log=False)


def _chauffer() -> None:
    """Walk the path of a first question, so that no visitor waits for the model, the index or the parameters of law.

    Without an index the server still starts, and each call tries again.
    """
    question = "Qu'est-ce qu'une clause sociale ?"
    try:
        guide_vise(question, None, Droit(recherche.ouvrir().base, date.today()))
        recherche.repondre(question)
    except Exception as error:  # a broken base must not prevent the greetings and the hand-over from working
        log.error("recherche indisponible au démarrage : %s", type(error).__name__, exc_info=error)


if __name__ == "__main__":
    main()
