"""The running bot, started once for all the tests of a process that talk to it, whatever their folder.

Nothing is skipped: without a trained model the tests fail and say so.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.processus import model_path
from settings import settings
from tests.bot.serveurs import Bot, lancer_bot


@pytest.fixture(scope="session")
def modele_entraine() -> None:
    """The trained model must be there."""
    assert model_path(settings).exists(), "modèle de dialogue absent : lancez « make build »"


@pytest.fixture(scope="session")
def bot(modele_entraine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """Real Rasa, real actions, real index. A test that breaks one of them mends it."""
    with lancer_bot(tmp_path_factory.mktemp("bot")) as en_marche:
        yield en_marche
