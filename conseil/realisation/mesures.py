"""Arithmetic of a plan: people, weeks, months. No law, no text."""

from __future__ import annotations

import math
from collections.abc import Sequence

SEMAINES_PAR_AN = 52


def semaines(mois: float) -> float:
    """Weeks in a number of months."""
    return mois * SEMAINES_PAR_AN / 12


def repartir(total: int, parts: Sequence[float]) -> list[int]:
    """`total` split by `parts` (any positive scale) into whole numbers that add up to it, largest remainders first."""
    somme = sum(parts)
    if somme <= 0:
        return [0 for _ in parts]
    exacts = [total * part / somme for part in parts]
    entiers = [math.floor(exact) for exact in exacts]
    par_reste = sorted(range(len(parts)), key=lambda rang: (entiers[rang] - exacts[rang], rang))
    for rang in par_reste[: total - sum(entiers)]:
        entiers[rang] += 1
    return entiers


def personnes_necessaires(heures: float, mois: float, hebdo: float, plafond: float | None = None) -> int:
    """People to do `heures` in `mois` at `hebdo` hours a week each, none above `plafond` hours; at least one."""
    capacite = hebdo * semaines(mois)
    if plafond is not None:
        capacite = min(capacite, plafond)
    return max(1, math.ceil(round(heures / capacite, 6)))


def mois_utiles(duree: float, debut: int) -> list[float]:
    """The weight of each month of the market: 0 before `debut`, the fraction of the last one; at least one is kept."""
    nombre = math.ceil(duree)
    debut = min(debut, nombre - 1)
    return [0.0 if rang < debut else min(1.0, duree - rang) for rang in range(nombre)]
