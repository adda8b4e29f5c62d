"""French typography applied to texts written with ordinary spaces and straight apostrophes.

It only turns existing spaces into non-breaking ones, so URLs and Markdown syntax are left as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

NBSP = "\u00a0"
FINE = "\u202f"

_REGLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=\w|«)"), "\u2019"),
    (re.compile(r" ([;!?])(?=\s|$|[)»*_])"), FINE + r"\1"),
    (re.compile(r" :(?=\s|$|\*)"), NBSP + ":"),
    (re.compile(rf"«[ {NBSP}{FINE}]?"), "«" + NBSP),
    (re.compile(r"(?<=[^\s]) »"), NBSP + "»"),
    (re.compile(r"(?<=\d) (?=(?:€|%|M€|k€|HT\b|heures?\b|h\b|mois\b|ans?\b|jours?\b|salariés\b|fois\b))"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), FINE),
    (re.compile(r"\b([Aa]rt\.|[LRD]\.|n°) (?=\d)"), r"\1" + NBSP),
)


@lru_cache(maxsize=4096)
def typographier(texte: str) -> str:
    """The same text with curly apostrophes and non-breaking spaces where French wants them."""
    for motif, remplacement in _REGLES:
        texte = motif.sub(remplacement, texte)
    return texte
