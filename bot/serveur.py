"""Start Rasa: loopback only, REST channel only, no remote API, one fixed model. `python -m bot.serveur`."""

from __future__ import annotations

import os
import sys

from bot.processus import PROJET, RasaIntrouvable, model_path, rasa_environment, rasa_executable
from settings import Settings, settings


def rasa_command(settings: Settings) -> list[str]:
    """The `rasa run` command line. Raises RasaIntrouvable without its environment."""
    return [
        str(rasa_executable()), "run",
        "--interface", "127.0.0.1", "--port", str(settings.rasa_port),
        "--model", str(model_path(settings)),
        "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
        "--quiet",
    ]  # fmt: skip


def main() -> None:
    """Replace this process by Rasa, so that signals reach it directly. Exits with a French sentence if it cannot."""
    if not model_path(settings).exists():
        sys.exit("Le modèle de dialogue est absent : lancez « .venv/bin/python -m bot.entrainement ».")
    settings.instance_dir.mkdir(parents=True, exist_ok=True)
    try:
        command = rasa_command(settings)
    except RasaIntrouvable as error:
        sys.exit(str(error))
    os.chdir(PROJET)
    os.execve(command[0], command, rasa_environment(settings))


if __name__ == "__main__":
    main()
