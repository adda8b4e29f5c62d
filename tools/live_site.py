"""A whole Clausier (site, actions, Rasa) on free ports with throw-away instance data, for measures."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tools.console import Stop

ROOT = Path(__file__).resolve().parent.parent
READY = "Clausier est prêt : "


@dataclass(frozen=True)
class LiveSite:
    """The address of a running site, its process number, and the journal of its start."""

    url: str
    pid: int
    journal: str
    rasa_url: str = ""


@contextmanager
def run_site() -> Iterator[LiveSite]:
    """Run the site for the time of a `with`, without rate limits. Raises Stop if it does not become ready."""
    with tempfile.TemporaryDirectory(prefix="clausier-") as instance:
        limits = {"CLAUSIER_LIMITE_CHAT": "100000 per minute", "CLAUSIER_LIMITE_RECHERCHE": "100000 per minute"}
        ports = _free_ports()
        environ = {**os.environ, **limits, **ports, "CLAUSIER_INSTANCE": instance}
        command = [sys.executable, "-m", "tools.serve"]
        with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield replace(_wait_until_ready(process), rasa_url=f"http://127.0.0.1:{ports['CLAUSIER_RASA_PORT']}")
            finally:
                process.terminate()
                process.communicate(timeout=60)


def read_start_seconds(site: LiveSite) -> str:
    """Seconds between the start of the servers and readiness, as `tools.serve` printed them."""
    found = re.search(r"démarré en (\d+) s", site.journal)
    return found[1] if found else "?"


def _wait_until_ready(process: subprocess.Popen[str]) -> LiveSite:
    assert process.stdout is not None
    journal = []
    for line in process.stdout:
        journal.append(line)
        if READY in line:
            return LiveSite(line.partition(READY)[2].strip(), process.pid, "".join(journal))
        if "Démarrage incomplet" in line:
            break
    raise Stop("Le site n'a pas démarré :\n" + "".join(journal[-30:]))


def _free_ports() -> dict[str, str]:
    names = ("PORT", "CLAUSIER_RASA_PORT", "CLAUSIER_ACTIONS_PORT")
    # All three are held open together, so that they differ.
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in names]
    ports = [str(held.getsockname()[1]) for held in sockets]
    for held in sockets:
        held.close()
    return dict(zip(names, ports, strict=True))
