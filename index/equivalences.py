"""Fiches that answer the same question (`jeux/equivalences.json`): either is right, the other is suggested."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FICHIER = Path(__file__).parent / "jeux" / "equivalences.json"


@cache
def equivalentes() -> dict[str, frozenset[str]]:
    """For each fiche, the others that also answer its questions."""
    lues = json.loads(_FICHIER.read_text(encoding="utf-8"))
    liens: dict[str, set[str]] = {}
    for premiere, seconde, _raison in lues["paires"]:
        liens.setdefault(premiere, set()).add(seconde)
        liens.setdefault(seconde, set()).add(premiere)
    for question_de, aussi, _raison in lues["sens"]:
        liens.setdefault(question_de, set()).add(aussi)
    return {fiche: frozenset(autres) for fiche, autres in liens.items()}


def acceptees(fiches: Iterable[str]) -> set[str]:
    """The fiches and those that also answer."""
    voulues = set(fiches)
    return voulues.union(*(equivalentes().get(fiche, frozenset()) for fiche in voulues))
