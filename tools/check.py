"""`make check`: every check that needs no test run. All are run, then those that failed are named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.console import Stop, run_main, say

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
TYPED = ("settings.py", "base_connaissance", "conseil", "formation", "index", "web", "tools")


def main() -> int:
    """Run the checks. Raises Stop, naming those that failed."""
    failed = []
    for name, command in commands().items():
        say(name)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        raise Stop(f"Contrôles en échec : {', '.join(failed)}.")
    say("tous les contrôles passent")
    return 0


def commands() -> dict[str, list[str]]:
    """Each check's French name and command, in the order of the quickest answer."""
    python = sys.executable
    typed = [name for name in TYPED if (ROOT / name).exists()]
    return {
        "style (ruff)": [str(BIN / "ruff"), "check", "."],
        "réglages (.env.example)": [python, "-m", "tools.env_example", "--verifier"],
        "liens de la documentation": [python, "-m", "tools.check_docs"],
        "sens des imports": [str(BIN / "lint-imports")],
        "base de connaissance": [python, "-m", "base_connaissance", "verifier", "--strict"],
        "questions trop proches": [python, "-m", "index", "doublons"],
        "carte de couverture": [python, "-m", "index", "couverture"],
        "types (mypy)": [str(BIN / "mypy"), *typed],
    }


if __name__ == "__main__":
    run_main(main)
