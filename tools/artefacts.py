"""Build what the servers need: embedded model and index, bot. Each builder knows whether it is out of date."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from settings import Settings
from tools.console import Stop, say


@dataclass(frozen=True)
class Step:
    """One builder: its French name, its module and arguments, and the file that proves an earlier success."""

    name: str
    arguments: tuple[str, ...]
    result: Path


def build_artefacts(root: Path, settings: Settings, environ: Mapping[str, str], *, strict: bool) -> None:
    """Run the builders, those that need nothing of each other at the same time; each says what goes wrong.

    Raises Stop when one fails, unless what it built before is still there and `strict` is off: a slip in one fiche must
    not keep the site from starting with yesterday's index.
    """
    with ThreadPoolExecutor() as pool:
        for built in [pool.submit(_build, chain, root, environ, strict=strict) for chain in chains(settings)]:
            built.result()


def chains(settings: Settings) -> list[list[Step]]:
    """The builders that these settings need: each list in its order, none waiting for another list.

    Training the bot mostly keeps one core busy, and so does what comes after encoding: together they save a minute.
    """
    embedded = Step("modèle", ("-m", "index.modele_embarque"), settings.model_dir / "provenance.json")
    index = Step("base et index", ("-m", "index", "construire"), settings.index_dir / "courant")
    bot = Step("bot", ("-m", "bot.entrainement"), settings.artefacts_dir / "bot" / "modele.tar.gz")
    # A chosen model (CLAUSIER_MODELE) replaces the embedded one, which is then not built.
    return [[index] if settings.model else [embedded, index], [bot]]


def _build(chain: Sequence[Step], root: Path, environ: Mapping[str, str], *, strict: bool) -> None:
    for step in chain:
        say(f"{step.name} : vérification")
        command = [str(root / ".venv" / "bin" / "python"), *step.arguments]
        done = subprocess.run(command, cwd=root, env=dict(environ), stdin=subprocess.DEVNULL, check=False)
        if done.returncode and (strict or not step.result.exists()):
            raise Stop(f"Échec : {step.name} (voir les lignes ci-dessus).")
        if done.returncode:
            say(f"{step.name} : échec, la version précédente reste en service")
