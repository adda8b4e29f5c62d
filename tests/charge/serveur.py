"""A real gunicorn, with the options of the Procfile, on the application of the load tests."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bot.serveurs import commande_du_site, free_port
from tests.charge.site import DOSSIER, FLUX
from tests.conftest import RACINE

_PATIENCE = 90.0


@dataclass
class Serveur:
    """The running server. After `tuer`, `lancer` starts another on the same folder and port."""

    dossier: Path
    port: int
    flux: int
    processus: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def lancer(self) -> None:
        """Start, and wait until it answers."""
        environ = os.environ | {DOSSIER: str(self.dossier), FLUX: str(self.flux), "OMP_NUM_THREADS": "1"}
        commande = commande_du_site("tests.charge.site:application()", self.port)
        with (self.dossier / "web.log").open("ab") as journal:
            self.processus = subprocess.Popen(
                commande, cwd=RACINE, env=environ, stdout=journal, stderr=journal, start_new_session=True
            )
        fin = time.monotonic() + _PATIENCE
        while time.monotonic() < fin and self.processus.poll() is None:
            try:
                httpx.get(f"{self.url}/sante/vivant", timeout=5).raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError((self.dossier / "web.log").read_text(encoding="utf-8"))

    def tuer(self) -> None:
        """Stop at once, as a power cut would."""
        if self.processus is not None:
            # The whole group that was started with it: gunicorn and its worker.
            with suppress(ProcessLookupError):
                os.killpg(self.processus.pid, signal.SIGKILL)
            self.processus.wait()
            self.processus = None


@contextmanager
def serveur_reel(dossier: Path, flux: int = 48) -> Iterator[Serveur]:
    """The server, until the block ends."""
    serveur = Serveur(dossier, free_port(), flux)
    serveur.lancer()
    try:
        yield serveur
    finally:
        serveur.tuer()
