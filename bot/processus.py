"""How Rasa's own process is launched: its executable, its closed environment, its folders.

Runs on both interpreters (standard library and `settings` only).
"""

from __future__ import annotations

import os
from pathlib import Path

from settings import ROOT, Settings

PROJET = ROOT / "bot"
_RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ")


class RasaIntrouvable(RuntimeError):
    """The Python 3.10 environment is not there; the message (French) says what to do."""


def rasa_executable() -> Path:
    """Path of the `rasa` command. Raises RasaIntrouvable when `.venv-rasa` is not installed."""
    if not _RASA.exists():
        raise RasaIntrouvable(f"{_RASA} est absent : lancez « make build » pour installer l'environnement de Rasa.")
    return _RASA


def model_path(settings: Settings) -> Path:
    """The trained model that the server loads."""
    return settings.artefacts_dir / "bot" / "modele.tar.gz"


def rasa_environment(settings: Settings) -> dict[str, str]:
    """The variables of a Rasa process: what the system needs and what `endpoints.yml` names, nothing secret.

    Rasa is old code kept behind the loopback interface, so it inherits no other variable of ours.
    """
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | {
        "PYTHONPATH": str(PROJET),
        "PYTHONDONTWRITEBYTECODE": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(settings.artefacts_dir / "bot" / "cache"),
        "CLAUSIER_ACTIONS_WEBHOOK": f"{settings.actions_url}/webhook",
        "CLAUSIER_RASA_SQLITE": str(settings.instance_dir / "rasa.sqlite"),
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
