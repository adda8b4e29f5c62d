"""Sharing the time of a session between its steps, in whole minutes that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Besoin:
    """What a step asks for: at least `minimum` minutes, at most `maximum` if it can be helped, and its weight."""

    minimum: int
    maximum: int
    poids: int


def partager(minutes: int, besoins: Sequence[Besoin]) -> list[int]:
    """Minutes for each need, in order; their sum is `minutes`.

    Each gets its minimum, then the rest goes minute by minute to the one that is furthest under its share; beyond every
    maximum, to the heaviest. Raises ValueError when the minimums do not fit.
    """
    parts = [besoin.minimum for besoin in besoins]
    reste = minutes - sum(parts)
    if reste < 0 or not besoins:
        raise ValueError(f"{minutes} min pour {sum(parts)} min de minimums")
    for _ in range(reste):
        libres = [rang for rang, besoin in enumerate(besoins) if parts[rang] < besoin.maximum and besoin.poids]
        rangs = libres or [rang for rang, besoin in enumerate(besoins) if besoin.poids] or range(len(besoins))
        choisi = min(rangs, key=lambda rang: (parts[rang] / max(besoins[rang].poids, 1), rang))
        parts[choisi] += 1
    return parts


def arrondir(parts: list[int], pas: int, minimums: Sequence[int]) -> list[int]:
    """The same total in steps of `pas` minutes as far as possible: people read « 10 min », not « 11 min »."""
    ronds = [max(minimum, pas * round(part / pas)) for part, minimum in zip(parts, minimums, strict=True)]
    ecart = sum(parts) - sum(ronds)
    while ecart:
        saut = max(-pas, min(pas, ecart))
        possibles = [rang for rang, rond in enumerate(ronds) if rond + saut >= minimums[rang]]
        if not possibles:
            return parts
        # The step that can best bear it: the longest when shortening, the most shortened when lengthening.
        rang = max(possibles, key=lambda rang: ronds[rang] if saut < 0 else parts[rang] - ronds[rang])
        ronds[rang] += saut
        ecart -= saut
    return ronds
