"""Create and fill the two virtual environments, only when they are out of date.

A stamp in each environment holds the hash of every frozen list installed in it: a second run costs one file
read. Nothing is resolved: the lists in `requirements/` are complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.checks import explain_failed_install, require_disk
from tools.console import Stop, say
from tools.interpreters import version_of

STAMP = "clausier.json"


@dataclass(frozen=True)
class VirtualEnvironment:
    """One environment: its folder, the Python versions it may run ("3.11"), the frozen lists it must hold."""

    folder: Path
    versions: tuple[str, ...]
    lists: tuple[Path, ...]

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    def is_current(self) -> bool:
        """True if every list was installed as it is today, and the interpreter still runs."""
        stamp = self.read_stamp()
        installed = all(stamp.get(path.name) == hash_list(path) for path in self.lists)
        return installed and not self.must_be_created()

    def must_be_created(self) -> bool:
        """True if it is absent, of another Python, or was copied from elsewhere (its scripts name their folder)."""
        moved = self.read_stamp().get("folder", str(self.folder)) != str(self.folder)
        return moved or version_of(str(self.python)) not in self.versions

    def read_stamp(self) -> dict[str, str]:
        """The hash of each installed list by name; empty when nothing was completely installed."""
        try:
            stamp = json.loads((self.folder / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def write_stamp(self) -> None:
        """Record the lists as installed; written last, by a rename."""
        hashes = {path.name: hash_list(path) for path in self.lists}
        stamp = {**self.read_stamp(), **hashes, "folder": str(self.folder)}
        draft = self.folder / f"{STAMP}.tmp"
        draft.write_text(json.dumps(stamp, indent=2), encoding="utf-8")
        os.replace(draft, self.folder / STAMP)


def hash_list(path: Path) -> str:
    """SHA-256 of a frozen list."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ensure(target: VirtualEnvironment, find_python: Callable[[], str], uv: str, environ: Mapping[str, str]) -> bool:
    """Bring `target` up to date; return True if something was installed. Raises Stop, with what to do."""
    if target.is_current():
        return False
    require_disk(target.folder.parent)
    if target.must_be_created():
        python = find_python()
        say(f"création de {target.folder.name} avec {python}")
        shutil.rmtree(target.folder, ignore_errors=True)
        command = [uv, "venv", "--quiet", "--python", python, str(target.folder)]
        _run(command, environ, f"création de {target.folder.name}")
    names = ", ".join(path.name for path in target.lists)
    say(f"installation dans {target.folder.name} : {names}")
    _run(install_command(target, uv, environ), environ, f"installation de {names}")
    target.write_stamp()
    return True


def install_command(target: VirtualEnvironment, uv: str, environ: Mapping[str, str]) -> list[str]:
    """The uv command that installs the lists of `target`."""
    # Compiled now: Rasa runs without writing bytecode, and would compile TensorFlow again at every start.
    command = [uv, "pip", "install", "--python", str(target.python), "--no-deps", "--compile-bytecode"]
    for path in target.lists:
        command += ["--requirement", str(path)]
    folders = environ.get("PIP_FIND_LINKS", "").split()
    for folder in folders:
        command += ["--find-links", folder]
    # Without local wheels, the default torch of a Linux machine brings gigabytes of CUDA.
    return command if folders else [*command, "--torch-backend", "cpu"]


def find_uv(target: VirtualEnvironment, environ: Mapping[str, str]) -> str | None:
    """Return a uv that runs: the one in `target` unless that is to be created anew, else the PATH's, else None."""
    own = None if target.must_be_created() else str(target.folder / "bin" / "uv")
    on_path = shutil.which("uv", path=environ.get("PATH"))
    return next((uv for uv in (own, on_path) if uv and _runs(uv)), None)


def bootstrap_uv(folder: Path, python: str, frozen: Path, environ: Mapping[str, str]) -> str:
    """Create `folder` with the standard library, put the pinned uv in it by pip, return uv's path."""
    pin = re.search(r"^uv==\S+", frozen.read_text(encoding="utf-8"), re.MULTILINE)
    requirement = pin.group() if pin else "uv"
    say(f"uv absent : installation de {requirement} par pip")
    venv_failed = "création de .venv (sur Debian : apt-get install python3-venv)"
    _run([python, "-m", "venv", "--clear", str(folder)], environ, venv_failed)
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", requirement]
    _run(command, environ, "installation de uv")
    return str(folder / "bin" / "uv")


def _runs(program: str) -> bool:
    try:
        subprocess.run([program, "--version"], capture_output=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _run(command: list[str], environ: Mapping[str, str], what: str) -> None:
    try:
        subprocess.run(command, check=True, env=dict(environ), stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(f"Échec : {what} ; {explain_failed_install()}.") from error
