"""Build what the servers need: embedded model, index, bot. Each builder knows whether it is out of date."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.console import Stop, say

EMBEDDED_MODEL = ("modèle", ("-m", "index.modele_embarque"))
INDEX_AND_BOT = (
    ("base et index", ("-m", "index", "construire")),
    ("bot", ("-m", "bot.entrainement")),
)


def build_artefacts(root: Path, environ: Mapping[str, str]) -> None:
    """Run the builders in order. Raises Stop at the first that fails (it has said why on its own lines)."""
    # A chosen model (CLAUSIER_MODELE) replaces the embedded one, which is then not built.
    steps = INDEX_AND_BOT if environ.get("CLAUSIER_MODELE") else (EMBEDDED_MODEL, *INDEX_AND_BOT)
    for name, arguments in steps:
        say(f"{name} : vérification")
        command = [str(root / ".venv" / "bin" / "python"), *arguments]
        done = subprocess.run(command, cwd=root, env=dict(environ), stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise Stop(f"Échec : {name} (voir les lignes ci-dessus).")
