"""What must be true of the machine before the work starts; each failure is one French line (`Stop`)."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

from tools.console import Stop

NEEDED_BYTES = 6 * 1000**3


def require_disk(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Raise Stop if the disk of `folder` has less than `needed` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Stop(
            f"Place insuffisante sur le disque de {folder} : "
            f"{free / 1e9:.1f} Go libres, {needed / 1e9:.0f} Go nécessaires."
        )


def require_free_port(host: str, port: int, variable: str) -> None:
    """Raise Stop, naming the port and its variable, if nothing can listen on `host`:`port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the servers do: a port that a closed connection still holds (TIME_WAIT) is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(
                f"Port {port} indisponible sur {host} ({error.strerror}) : "
                f"arrêtez le programme qui l'occupe ou choisissez-en un autre par {variable}."
            ) from error


def explain_failed_install() -> str:
    """The likely cause of a failed installation, to end its one-line message."""
    if shutil.which("cc") is None and shutil.which("gcc") is None:
        return "aucun compilateur C, et un paquet peut en demander un (apt-get install build-essential)"
    return "voir les lignes ci-dessus (réseau, index PyPI, disque)"
