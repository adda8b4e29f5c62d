"""Places of a stacked bar chart: one bar a month, one layer a way, in percent; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BLANC = 0.25  # share of a bar's place left blank


@dataclass(frozen=True)
class Couche:
    """A layer of a bar: its place from the top and its height, in percent; `rang` picks its look."""

    y: float
    hauteur: float
    rang: int


@dataclass(frozen=True)
class BarreEmpilee:
    """A bar: its place and width in percent, its layers, the name under it."""

    x: float
    largeur: float
    nom: str
    total: int
    couches: tuple[Couche, ...]


@dataclass(frozen=True)
class Empilage:
    """The whole chart; `maximum` is the value of a full bar."""

    barres: tuple[BarreEmpilee, ...]
    maximum: int


def dessiner_empilage(colonnes: Sequence[tuple[str, Sequence[int]]]) -> Empilage:
    """Columns are (name, value of each layer from the bottom up)."""
    maximum = max((sum(valeurs) for _, valeurs in colonnes), default=0) or 1
    place = 100 / max(1, len(colonnes))
    barres = []
    for rang, (nom, valeurs) in enumerate(colonnes):
        couches, pied = [], 100.0
        for numero, valeur in enumerate(valeurs):
            hauteur = 100 * valeur / maximum
            pied -= hauteur
            if valeur:
                couches.append(Couche(round(pied, 3), round(hauteur, 3), numero))
        x, largeur = place * (rang + _BLANC / 2), place * (1 - _BLANC)
        barres.append(BarreEmpilee(round(x, 3), round(largeur, 3), nom, sum(valeurs), tuple(couches)))
    return Empilage(tuple(barres), maximum)
