"""Run one command and start it again when it ends, waiting longer each time it ends early.

`CLAUSIER_COMMANDE="…" python -m tools.keep_alive`; stopped by SIGTERM or SIGINT, which it passes on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

COMMAND = "CLAUSIER_COMMANDE"
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
STABLE_SECONDS = 60.0


def main() -> int:
    """Keep the command of the environment alive; return 0 once stopped by a signal."""
    keeper = Keeper(os.environ.pop(COMMAND))
    signal.signal(signal.SIGTERM, lambda *_: keeper.stop())
    signal.signal(signal.SIGINT, lambda *_: keeper.stop())
    keeper.run()
    return 0


class Keeper:
    """One command, its running process if any, and the wait before its next start (seconds)."""

    def __init__(self, command: str, first_wait: float = FIRST_WAIT) -> None:
        self.command = command
        self.first_wait = first_wait
        self.starts = 0
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Ask the process to end and do not start it again. Safe in a signal handler."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()

    def run(self) -> None:
        """Start, wait, start again, until `stop`."""
        wait = self.first_wait
        while not self._stopping.is_set():
            begun = time.monotonic()
            self.starts += 1
            self._process = subprocess.Popen(["/bin/sh", "-c", f"exec {self.command}"])
            if self._stopping.is_set():
                self._process.terminate()
            code = self._process.wait()
            if time.monotonic() - begun > STABLE_SECONDS:
                wait = self.first_wait
            if not self._stopping.is_set():
                print(f"arrêt imprévu (code {code}), nouveau départ dans {wait:.0f} s", flush=True)
                self._stopping.wait(wait)
                wait = min(2 * wait, LONGEST_WAIT)


if __name__ == "__main__":
    sys.exit(main())
