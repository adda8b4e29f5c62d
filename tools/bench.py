"""`make bench`: every measure, one report each, into `docs/bench/`. `--rapide` leaves out what takes minutes.

The parts are modules with a `main`; one that is not there is skipped, one that fails is named at the end.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys

from tools.console import Stop, run_main, say

# In the order of what they need: the site and the builds last.
PARTS = {
    "calcul des vecteurs": "tools.bench_encoder",
    "croissance de l'index": "tools.bench_growth",
    "classement, comparé à d'autres": "tools.bench_pairs",
    "décision": "tools.bench_evaluation",
    "couverture": "tools.bench_coverage",
    "performances": "tools.bench_performance",
}


def main(fast: bool = False) -> int:
    """Run every part. Raises Stop, naming those that failed."""
    failed = []
    for title, name in PARTS.items():
        if importlib.util.find_spec(name) is None:
            say(f"{title} : pas de {name}, passé")
            continue
        say(title)
        try:
            code = _run(importlib.import_module(name).main, fast)
        except Exception as error:  # one part that fails must not hide what the others measure
            say(f"{title} : {type(error).__name__}, {error}")
            code = 1
        failed += [title] if code else []
    if failed:
        raise Stop(f"Mesures en échec : {', '.join(failed)}.")
    return 0


def _run(part, fast: bool) -> int:  # type: ignore[no-untyped-def]
    """Call `part`, with `fast` when it knows a short form."""
    return int(part(fast=True) if fast and "fast" in inspect.signature(part).parameters else part() or 0)


if __name__ == "__main__":
    run_main(lambda: main("--rapide" in sys.argv))
