"""Starting the real processes on free ports, and talking to them as the site does."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

RACINE = Path(__file__).resolve().parents[2]
DELAI_DE_DEMARRAGE = 120.0


def free_port() -> int:
    """A port that nobody listens to now."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@contextmanager
def lancer(
    commande: Sequence[str], environ: dict[str, str], sonde: str, journal: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end of the block, once `sonde` (a URL) answers.

    Raises AssertionError with the end of its log when it dies or stays silent.
    """
    with journal.open("ab") as sortie:
        processus = subprocess.Popen(
            commande, cwd=RACINE, env=os.environ | environ, stdout=sortie, stderr=subprocess.STDOUT
        )
    try:
        _attendre(processus, sonde, journal)
        yield processus
    finally:
        processus.send_signal(signal.SIGTERM)
        try:
            processus.wait(timeout=15)
        except subprocess.TimeoutExpired:
            processus.kill()
            processus.wait()


def commande_du_site(application: str, port: int) -> list[str]:
    """gunicorn for this application, with the options of the Procfile: what is tested is what is served."""
    (web,) = [ligne for ligne in (RACINE / "Procfile").read_text("utf-8").splitlines() if ligne.startswith("web:")]
    mots = shlex.split(web.removeprefix("web:").replace("$HOST:$PORT", f"127.0.0.1:{port}"))
    return [sys.executable, "-m", "gunicorn", application, *mots[2:]]


def _attendre(processus: subprocess.Popen[bytes], sonde: str, journal: Path) -> None:
    limite = time.monotonic() + DELAI_DE_DEMARRAGE
    while time.monotonic() < limite and processus.poll() is None:
        try:
            if httpx.get(sonde, timeout=1).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    fin = journal.read_text(encoding="utf-8", errors="replace")[-3000:]
    raise AssertionError(f"le serveur ne répond pas sur {sonde} :\n{fin}")


@dataclass
class Bot:
    """A running bot; `actions` and `rasa` are its processes, stopped with `pile`."""

    url: str
    instance: Path
    commande_actions: Sequence[str]
    environ: dict[str, str]
    pile: ExitStack
    rasa: subprocess.Popen[bytes]
    actions: subprocess.Popen[bytes]

    def dire(self, qui: str, message: str, **metadata: object) -> list[dict[str, Any]]:
        """One turn: what Rasa sends back."""
        corps = {"sender": qui, "message": message, "metadata": metadata}
        recu = httpx.post(f"{self.url}/webhooks/rest/webhook", json=corps, timeout=30).raise_for_status()
        return list(recu.json())

    def un(self, qui: str, message: str, **metadata: object) -> dict[str, Any]:
        """One turn that must give exactly one message."""
        messages = self.dire(qui, message, **metadata)
        assert len(messages) == 1, messages
        return messages[0]

    def reponse(self, qui: str, message: str, **metadata: object) -> dict[str, Any]:
        """One turn that must give a `Reponse`."""
        objet = self.un(qui, message, **metadata).get("custom", {})
        assert objet.get("type") == "reponse", objet
        return dict(objet)

    @contextmanager
    def sans_actions(self) -> Iterator[None]:
        """Kill the action server for the time of the block, then start it again on the same port."""
        self.actions.kill()
        self.actions.wait()
        try:
            yield
        finally:
            self.actions = self.pile.enter_context(lancer_actions(self.commande_actions, self.environ, self.instance))

    @contextmanager
    def autres_actions(self, commande: Sequence[str]) -> Iterator[None]:
        """In place of the action server, another one (Python's arguments) for the time of the block."""
        habituelle = self.commande_actions
        with self.sans_actions():
            self.commande_actions = commande
        try:
            yield
        finally:
            with self.sans_actions():
                self.commande_actions = habituelle


@contextmanager
def lancer_bot(dossier: Path) -> Iterator[Bot]:
    """Real Rasa and the action server in a private instance folder."""
    actions = ("-m", "bot.serveur_actions")
    environ = {
        "CLAUSIER_RASA_PORT": str(free_port()),
        "CLAUSIER_ACTIONS_PORT": str(free_port()),
        "CLAUSIER_INSTANCE": str(dossier),
        "OMP_NUM_THREADS": "1",
    }
    url = f"http://127.0.0.1:{environ['CLAUSIER_RASA_PORT']}"
    rasa = [str(RACINE / ".venv-rasa" / "bin" / "python"), "-m", "bot.serveur"]
    with ExitStack() as pile:
        serveur = pile.enter_context(lancer(rasa, environ, f"{url}/", dossier / "rasa.log"))
        serveur_actions = pile.enter_context(lancer_actions(actions, environ, dossier))
        yield Bot(url, dossier, actions, environ, pile, serveur, serveur_actions)


@contextmanager
def lancer_actions(
    arguments: Sequence[str], environ: dict[str, str], dossier: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The action server alone, by Python's arguments."""
    sonde = f"http://127.0.0.1:{environ['CLAUSIER_ACTIONS_PORT']}/health"
    with lancer([sys.executable, *arguments], environ, sonde, dossier / "actions.log") as processus:
        yield processus
