"""Programs that the tests use and that pip does not bring: browsers, a spelling checker (apt), page auditors (npm)."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from tools.console import Stop, say

# The same Chromium without its windows: a page opens in it for a sixth of the work.
HEADLESS_SHELL = "chromium-headless-shell"
APT_PACKAGES = {
    "chromium": ["chromium"], HEADLESS_SHELL: [HEADLESS_SHELL], "npm": ["npm"], "hunspell": ["hunspell", "hunspell-fr"],
}  # fmt: skip


def browser() -> str | None:
    """The path of Debian's Chromium, without its windows where that form of it is installed."""
    return shutil.which(HEADLESS_SHELL) or shutil.which("chromium")


def require_means(name: str) -> None:
    """Raise Stop when program `name` is absent and nothing here may install it: to be said before the long work."""
    if not shutil.which(name) and (shutil.which("apt-get") is None or os.geteuid() != 0):
        raise Stop(f"{name} est absent et les tests en ont besoin : installez {_named(name)}.")


def require_program(name: str) -> None:
    """Install program `name` through apt when it is absent and we may; raises Stop when it stays absent."""
    require_means(name)
    if shutil.which(name):
        return
    say(f"{name} absent : installation par apt-get")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *APT_PACKAGES[name]]):
        done = subprocess.run(["apt-get", *arguments], env=environ, stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise Stop(f"apt-get {arguments[0]} a échoué : installez {_named(name)} à la main.")


def offer_program(name: str, without: str) -> None:
    """The same for a program that can be done without: what is missing is said, and what happens `without` it."""
    try:
        require_program(name)
    except Stop as lack:
        say(f"{lack} Sans lui, {without}.")


def _named(name: str) -> str:
    return " et ".join(f"« {package} »" for package in APT_PACKAGES[name])


def ensure_node_packages(root: Path) -> None:
    """Install what `package-lock.json` lists in `node_modules`, if it changed. Raises Stop when npm fails."""
    lock = root / "package-lock.json"
    if not lock.exists():
        return
    stamp = root / "node_modules" / ".clausier"
    expected = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == expected:
        return
    require_program("npm")
    say("installation des paquets npm des tests")
    # No install scripts: these packages are files to read, nothing of theirs needs to run here.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Stop("npm ci a échoué (voir les lignes ci-dessus).")
    stamp.write_text(expected, encoding="ascii")
