"""How the tools speak: one prefixed line per step, one line per error."""

from __future__ import annotations

import sys
from collections.abc import Callable


class Stop(Exception):
    """The work cannot go on; the message is one French line that says what to do."""


def say(text: str) -> None:
    """Print one step on the standard output, at once."""
    print(f"[clausier] {text}", flush=True)


def run_main(main: Callable[[], int]) -> None:
    """Exit with the code of `main`; a Stop becomes its one line and code 1, Ctrl-C becomes code 130."""
    try:
        code = main()
    except Stop as reason:
        print(f"[clausier] {reason}", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
