"""`python -m tools.env_example [--verifier]`: write `.env.example` from the settings table, or check it."""

from __future__ import annotations

import sys
from pathlib import Path

from settings import SETTINGS
from tools.console import Stop, run_main, say

TARGET = Path(__file__).resolve().parent.parent / ".env.example"
HEADER = """\
# Réglages de Clausier. Copiez ce fichier en « .env », décommentez ce que vous changez.
# L'environnement l'emporte sur « .env ».
# Fichier produit par « python -m tools.env_example » à partir de settings.py : ne le modifiez pas à la main.
"""


def render() -> str:
    """The whole text of `.env.example`."""
    rows = [f"\n# {row.help}\n#{row.name}={_quote(row.default)}\n" for row in SETTINGS]
    return HEADER + "".join(rows)


def main() -> int:
    """Write, or with `--verifier` compare. Raises Stop when the file is stale."""
    if "--verifier" not in sys.argv[1:]:
        TARGET.write_text(render(), encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != render():
        raise Stop(".env.example n'est plus à jour : lancez « make env-example ».")
    say(f"{TARGET.name} à jour ({len(SETTINGS)} réglages)")
    return 0


def _quote(value: str) -> str:
    return f'"{value}"' if any(mark in value for mark in " ;'") else value


if __name__ == "__main__":
    run_main(main)
