"""`make serve`: from nothing to an address. Installs, builds, starts, waits until ready, stops cleanly.

Standard library only: this is what runs before anything is installed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from settings import Settings
from tools.artefacts import build_artefacts
from tools.checks import require_free_port
from tools.console import Stop, run_main, say
from tools.environment_file import SERVING, load_environment, load_settings
from tools.processes import end_with_parent
from tools.setup import prepare_environments

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 180.0
POLL_SECONDS = 1.0


def main() -> int:
    """Serve until stopped; return 0 after a stop asked by a signal. Raises Stop when it cannot start."""
    if "MAKELEVEL" in os.environ:
        end_with_parent()
    environ = load_environment(ROOT, os.environ)
    settings = load_settings(environ)
    require_ports(settings)
    prepare_environments(ROOT, environ)
    build_artefacts(ROOT, settings, environ, strict=False)
    require_ports(settings)
    return supervise(settings, {**SERVING, **environ, "PORT": str(settings.port), "HOST": settings.host})


def require_ports(settings: Settings) -> None:
    """Raise Stop if one of the three ports is taken. Asked before the long work, and again after."""
    require_free_port(settings.host, settings.port, "PORT")
    require_free_port("127.0.0.1", settings.rasa_port, "CLAUSIER_RASA_PORT")
    require_free_port("127.0.0.1", settings.actions_port, "CLAUSIER_ACTIONS_PORT")


def supervise(settings: Settings, environ: Mapping[str, str]) -> int:
    """Run the three processes in the foreground; say the address once ready; return the exit code."""
    started = time.monotonic()
    asked_to_stop = []
    command = [str(ROOT / ".venv" / "bin" / "python"), "-m", "tools.supervise"]
    child = subprocess.Popen(command, cwd=ROOT, env=dict(environ), stdin=subprocess.DEVNULL)

    def stop(signum: int, _frame: object) -> None:
        asked_to_stop.append(signum)
        child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    announce(settings, started, lambda: child.poll() is None and not asked_to_stop)
    code = child.wait()
    if asked_to_stop:
        say("arrêté proprement")
        return 0
    raise Stop(f"Un des programmes s'est arrêté (code {code}) : voir les lignes ci-dessus.")


def announce(settings: Settings, started: float, running: Callable[[], bool]) -> None:
    """Wait until the site says it is ready, then print its address; too late, say what is missing instead."""
    # « Every interface » is no address to visit.
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host
    address = f"http://{host}:{settings.port}"
    state: dict[str, object] | None = None
    while running() and time.monotonic() - started < READY_SECONDS:
        state = read_state(f"{address}/sante/pret")
        if state is not None and is_ready(state):
            say(f"démarré en {time.monotonic() - started:.0f} s")
            say(f"Clausier est prêt : {address}")
            return
        time.sleep(POLL_SECONDS)
    if running():
        say(f"Démarrage incomplet après {READY_SECONDS:.0f} s : {address} répond en secours ({state})")


def read_state(url: str) -> dict[str, object] | None:
    """The JSON of `/sante/pret`, whatever its HTTP status; None while nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    except OSError:
        return None
    try:
        state = json.loads(body)
    except ValueError:
        return None
    return state if isinstance(state, dict) else None


def is_ready(state: Mapping[str, object]) -> bool:
    """True if index, base, Rasa and actions are all `ok`."""
    return all(state.get(part) == "ok" for part in ("index", "base", "rasa", "actions"))


if __name__ == "__main__":
    run_main(main)
