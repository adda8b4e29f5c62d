"""Run the Procfile with honcho, as `python -m tools.supervise` (in `.venv`).

honcho stops everything as soon as one process ends. That is right for the site, but the bot may die and come
back while the site answers in its place: its two processes therefore run under `tools.keep_alive`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager

from tools.keep_alive import COMMAND
from tools.processes import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
RESTARTED = frozenset({"rasa", "actions"})


def main() -> int:
    """Run until a signal comes or the site ends; return honcho's code."""
    end_with_parent()
    manager = Manager()
    for name, command in parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes.items():
        if name in RESTARTED:
            # By the environment, not by argument: killing « rasa » by its command line must hit Rasa only.
            environ = {**os.environ, COMMAND: command}
            keeper = f"exec {sys.executable} -m tools.keep_alive"
            manager.add_process(name, keeper, env=environ, cwd=str(ROOT))
        else:
            manager.add_process(name, f"exec {command}", cwd=str(ROOT))
    manager.loop()
    return int(manager.returncode or 0)


if __name__ == "__main__":
    sys.exit(main())
