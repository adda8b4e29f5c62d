"""Ranking measures, binary gains: the usual definitions, in one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def rappel(classes: Sequence[str], attendus: Collection[str], k: int) -> float:
    """1 if one expected item is among the first k, else 0 (hit@k)."""
    return float(any(item in attendus for item in classes[:k]))


def part_retrouvee(classes: Sequence[str], attendus: Collection[str], k: int) -> float:
    """Share of the expected items found among the first k (recall@k of a collection)."""
    return sum(item in attendus for item in classes[:k]) / len(attendus)


def rang_reciproque(classes: Sequence[str], attendus: Collection[str], k: int) -> float:
    """1 / rank of the first expected item within k, else 0."""
    return next((1 / rang for rang, item in enumerate(classes[:k], start=1) if item in attendus), 0.0)


def ndcg(classes: Sequence[str], attendus: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain at k."""
    gain = sum(1 / log2(rang + 1) for rang, item in enumerate(classes[:k], start=1) if item in attendus)
    ideal = sum(1 / log2(rang + 1) for rang in range(1, min(len(attendus), k) + 1))
    return gain / ideal if ideal else 0.0
