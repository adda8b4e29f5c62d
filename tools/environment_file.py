"""Read `.env`, so that the set-up, the builds and the servers all see the same settings."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from settings import InvalidSetting, Settings, read_settings
from tools.console import Stop

# Set for every process: one thread each (10 times slower otherwise on 2 cores), no telemetry, loopback.
SERVING = {
    "OMP_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "MALLOC_ARENA_MAX": "2",  # eight threads would each keep a heap of their own
    "MALLOC_MMAP_THRESHOLD_": "1048576",  # what loading used in large blocks goes back to the system at once
    "HF_HUB_OFFLINE": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_HOST": "127.0.0.1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "PYTHONUNBUFFERED": "1",
    "TQDM_DISABLE": "1",  # no loading bars in the journal
}


def load_environment(root: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` completed by the lines of `root/.env`; what the environment already says wins.

    Raises Stop, with the line number, when a line cannot be read.
    """
    path = root / ".env"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    values = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, value = _read_line(line, f"{path}:{number}")
            values[name] = value
    return {**values, **environ}


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the typed settings of `environ`; a wrong one becomes a Stop."""
    try:
        return read_settings(environ)
    except InvalidSetting as error:
        raise Stop(str(error)) from error


def _read_line(line: str, place: str) -> tuple[str, str]:
    name, sign, value = line.partition("=")
    try:
        words = shlex.split(value, comments=True)
    except ValueError as error:
        raise Stop(f"{place} : valeur illisible (guillemets ?) : {line.strip()}") from error
    if not sign or not name.strip().isidentifier() or len(words) > 1:
        raise Stop(f'{place} : écrivez NOM=valeur, ou NOM="valeur avec espaces".')
    return name.strip(), words[0] if words else ""
