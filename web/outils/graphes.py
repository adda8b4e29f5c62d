"""Places of the bars of our inline SVG charts, in percent of the width; the template draws, the table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MARGE = 2.0  # percent kept free on each side


@dataclass(frozen=True)
class Barre:
    """One row of a tornado: two bars that meet at the central value."""

    libelle: str
    x_bas: float
    x_haut: float
    texte_bas: str
    texte_haut: str


@dataclass(frozen=True)
class Tornade:
    """A whole tornado: `centre` is the place of the present result."""

    centre: float
    texte_centre: str
    barres: tuple[Barre, ...]


def dessiner_tornade(
    lignes: Sequence[tuple[str, float, float, str, str]], central: float, texte_central: str
) -> Tornade:
    """Rows are (label, low result, high result, low text, high text); the widest comes first."""
    mini = min([central, *(min(bas, haut) for _, bas, haut, _, _ in lignes)])
    maxi = max([central, *(max(bas, haut) for _, bas, haut, _, _ in lignes)])
    etendue = (maxi - mini) or 1.0

    def placer(valeur: float) -> float:
        return round(_MARGE + (100 - 2 * _MARGE) * (valeur - mini) / etendue, 2)

    triees = sorted(lignes, key=lambda ligne: -abs(ligne[2] - ligne[1]))
    barres = tuple(
        Barre(libelle, placer(bas), placer(haut), texte_bas, texte_haut)
        for libelle, bas, haut, texte_bas, texte_haut in triees
    )
    return Tornade(placer(central), texte_central, barres)


def largeurs(valeurs: Sequence[float]) -> tuple[float, ...]:
    """Widths of simple bars in percent, the greatest being 100."""
    maxi = max(valeurs, default=0) or 1.0
    return tuple(round(100 * valeur / maxi, 2) for valeur in valeurs)
