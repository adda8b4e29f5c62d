"""Ranking measures, binary gains: the usual definitions, in one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2

import numpy as np


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


def aire_roc(positifs: Sequence[float], negatifs: Sequence[float]) -> float | None:
    """Probability that a positive scores above a negative (ties count half); None when one side is empty."""
    if not positifs or not negatifs:
        return None
    tries = np.sort(np.asarray(negatifs, dtype=np.float64))
    x = np.asarray(positifs, dtype=np.float64)
    dessous = np.searchsorted(tries, x, side="left") + np.searchsorted(tries, x, side="right")
    return float(dessous.mean() / (2 * len(tries)))


def risque_couverture(confiances: Sequence[float], justes: Sequence[bool]) -> list[tuple[float, float]]:
    """(coverage, share of errors among the answers given) when answering the most confident first."""
    ordre = np.argsort(-np.asarray(confiances), kind="stable")
    fautes = np.cumsum(1 - np.asarray(justes, dtype=float)[ordre])
    rangs = np.arange(1, len(ordre) + 1)
    return [(float(rang / len(ordre)), float(faute / rang)) for rang, faute in zip(rangs, fautes, strict=True)]


def fiabilite(confiances: Sequence[float], justes: Sequence[bool], paniers: int = 10) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, count) of each bin of equal width that is not empty."""
    c, j = np.asarray(confiances), np.asarray(justes, dtype=float)
    numero = np.minimum((c * paniers).astype(int), paniers - 1)
    return [
        (float(c[numero == n].mean()), float(j[numero == n].mean()), int((numero == n).sum()))
        for n in range(paniers)
        if (numero == n).any()
    ]


def erreur_de_calibration(confiances: Sequence[float], justes: Sequence[bool]) -> float:
    """Expected calibration error: mean gap between confidence and share right, weighted by bins."""
    return sum(abs(c - j) * n for c, j, n in fiabilite(confiances, justes)) / max(1, len(confiances))


def intervalle(valeurs: Sequence[float], tirages: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval of a mean, with a fixed seed."""
    x = np.asarray(valeurs, dtype=np.float64)
    moyennes = np.random.default_rng(0).choice(x, (tirages, len(x))).mean(axis=1)
    return float(np.percentile(moyennes, 2.5)), float(np.percentile(moyennes, 97.5))
