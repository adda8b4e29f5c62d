"""Find the Python interpreters that really run: 3.10 for Rasa, 3.11 or later for the rest.

A name on the PATH proves nothing: pyenv's `python3.10` shim fails when no version is selected. Each candidate
is therefore started and asked for its version.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tools.console import Stop, say

# `ctypes`, `sqlite3` and `ssl` are the modules that a Python compiled without its libraries lacks.
PROBE = "import ctypes, sqlite3, ssl, sys; print('%d.%d' % sys.version_info[:2])"
MODERN = ("3.11", "3.12", "3.13")
RASA = "3.10"


def version_of(candidate: str) -> str | None:
    """Return "3.10" and the like, or None when `candidate` is not a complete, running Python."""
    try:
        command = [candidate, "-c", PROBE]
        probe = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return probe.stdout.strip()


def first_running(candidates: Iterable[str], version: str) -> str | None:
    """Return the first of `candidates` that runs and is of `version`, as the path of the real executable."""
    return next((candidate for candidate in candidates if version_of(candidate) == version), None)


def candidates_for(version: str, environ: Mapping[str, str]) -> Iterator[str]:
    """Where a Python of `version` may be: this one, the PATH (every match), then pyenv's versions."""
    yield sys.executable
    for folder in environ.get("PATH", "").split(":"):
        found = shutil.which(f"python{version}", path=folder) if folder else None
        if found:
            yield found
    pyenv = Path(environ.get("PYENV_ROOT") or f"{environ.get('HOME', '/root')}/.pyenv")
    for installed in sorted(pyenv.glob(f"versions/{version}*"), reverse=True):
        yield str(installed / "bin" / f"python{version}")


def find_rasa_python(explicit: str, environ: Mapping[str, str], uv: str | None) -> str:
    """Return a Python 3.10: the one named by CLAUSIER_PYTHON310, else one found, else one that uv installs.

    Raises Stop when the named one does not do, or when there is none.
    """
    if explicit:
        if version_of(explicit) != RASA:
            raise Stop(f"CLAUSIER_PYTHON310={explicit} : ce n'est pas un Python {RASA} qui fonctionne.")
        return explicit
    found = first_running(candidates_for(RASA, environ), RASA) or (uv and _install_with_uv(uv, RASA))
    if not found:
        raise Stop(
            f"Python {RASA} introuvable (Rasa ne va pas au-delà) : installez-le (pyenv install {RASA}) "
            "ou donnez son chemin par CLAUSIER_PYTHON310."
        )
    return found


def find_modern_python(environ: Mapping[str, str], uv: str | None) -> str:
    """Return a Python 3.11 (the tested one) or later. Raises Stop when there is none."""
    for version in MODERN:
        found = first_running(candidates_for(version, environ), version)
        if found:
            return found
    found = uv and _install_with_uv(uv, MODERN[0])
    if not found:
        raise Stop(f"Python {MODERN[0]} ou plus récent introuvable : pyenv install {MODERN[0]}, par exemple.")
    return found


def _install_with_uv(uv: str, version: str) -> str | None:
    say(f"Python {version} absent : uv essaie de l'installer")
    try:
        subprocess.run([uv, "python", "install", version], check=True, timeout=600, stdin=subprocess.DEVNULL)
        answer = subprocess.run([uv, "python", "find", version], check=True, capture_output=True, text=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = answer.stdout.strip()
    return found if version_of(found) == version else None
