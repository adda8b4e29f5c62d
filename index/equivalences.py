"""Fiches that answer the same question: either is right, the other is suggested.

`jeux/equivalences.json` holds whole fiches, `jeux/aussi_justes.jsonl` single questions, both judged by reading the
direct answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_JEUX = Path(__file__).parent / "jeux"


@cache
def equivalentes() -> dict[str, frozenset[str]]:
    """For each fiche, the others that also answer its questions."""
    lues = json.loads((_JEUX / "equivalences.json").read_text(encoding="utf-8"))
    liens: dict[str, set[str]] = {}
    for premiere, seconde, _raison in lues["paires"]:
        liens.setdefault(premiere, set()).add(seconde)
        liens.setdefault(seconde, set()).add(premiere)
    for question_de, aussi, _raison in lues["sens"]:
        liens.setdefault(question_de, set()).add(aussi)
    return {fiche: frozenset(autres) for fiche, autres in liens.items()}


@cache
def _aussi_justes() -> dict[str, frozenset[str]]:
    """For each question judged alone, the other fiches whose direct answer answers it fully."""
    justes: dict[str, set[str]] = {}
    for ligne in (_JEUX / "aussi_justes.jsonl").read_text(encoding="utf-8").splitlines():
        lue = json.loads(ligne)
        justes.setdefault(lue["question"], set()).add(lue["aussi"])
    return {question: frozenset(autres) for question, autres in justes.items()}


def acceptees(fiches: Iterable[str], question: str = "") -> set[str]:
    """The fiches and those that also answer: always, or this very question."""
    voulues = set(fiches)
    toujours = voulues.union(*(equivalentes().get(fiche, frozenset()) for fiche in voulues))
    return toujours | _aussi_justes().get(question, frozenset())
