"""Bring both environments up to date: `.venv` (3.11+, everything) and `.venv-rasa` (3.10, Rasa)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools import interpreters
from tools.environments import VirtualEnvironment, bootstrap_uv, ensure, find_uv


def modern_environment(root: Path, *, tests: bool) -> VirtualEnvironment:
    """`.venv`, with the test tools if `tests`."""
    names = ("web.txt", "dev.txt") if tests else ("web.txt",)
    lists = tuple(root / "requirements" / name for name in names)
    return VirtualEnvironment(root / ".venv", interpreters.MODERN, lists)


def rasa_environment(root: Path) -> VirtualEnvironment:
    """`.venv-rasa`."""
    lists = (root / "requirements" / "rasa.txt",)
    return VirtualEnvironment(root / ".venv-rasa", (interpreters.RASA,), lists)


def prepare_environments(root: Path, environ: Mapping[str, str], *, tests: bool = False) -> None:
    """Create and fill what is missing or out of date. Raises Stop, with what to do.

    The Python 3.10 is looked for before anything is installed: without it the rest is of no use.
    """
    modern, rasa = modern_environment(root, tests=tests), rasa_environment(root)
    if modern.is_current() and rasa.is_current():
        return
    uv = find_uv(modern, environ)
    explicit = environ.get("CLAUSIER_PYTHON310", "")
    python310 = interpreters.find_rasa_python(explicit, environ, uv) if rasa.must_be_created() else ""
    if uv is None:
        python = interpreters.find_modern_python(environ, None)
        uv = bootstrap_uv(modern.folder, python, modern.lists[0], environ)
    ensure(modern, lambda: interpreters.find_modern_python(environ, uv), uv, environ)
    ensure(rasa, lambda: python310, uv, environ)
