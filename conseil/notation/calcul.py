"""The arithmetic of marks, exact: fractions in, fractions out. Nothing is rounded before it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from conseil.notation.modeles import NIVEAU_MAXIMUM

CENT = Fraction(100)
Poids = Mapping[str, Fraction]
Notes = Mapping[str, Fraction]


@dataclass(frozen=True)
class Croisement:
    """Offers `avant` and `apres` are level at `valeur`; beyond it `apres` has the better mark."""

    valeur: Fraction
    avant: int
    apres: int


def exact(valeur: float) -> Fraction:
    """A typed number as written: 0.1 is one tenth."""
    return Fraction(str(valeur))


def parts(points: Mapping[str, float]) -> dict[str, Fraction]:
    """The weights, out of one."""
    exacts = {nom: exact(valeur) for nom, valeur in points.items()}
    total = sum(exacts.values(), Fraction(0))
    return {nom: valeur / total for nom, valeur in exacts.items()}


def moyenne(niveaux: Sequence[int]) -> Fraction:
    """The mean level of the readers, out of one."""
    return Fraction(sum(niveaux), len(niveaux) * NIVEAU_MAXIMUM)


def note(notes: Notes, poids: Poids) -> Fraction:
    """The mark out of 100: each sub-criterion's share times the level reached."""
    return CENT * sum((poids[nom] * notes[nom] for nom in poids), Fraction(0))


def rangs(valeurs: Sequence[Fraction]) -> list[int]:
    """The ranks, the best first; equal marks share a rank (1, 1, 3)."""
    return [1 + sum(autre > valeur for autre in valeurs) for valeur in valeurs]


def croisements(debut: Sequence[Fraction], fin: Sequence[Fraction]) -> list[Croisement]:
    """Where marks that go straight from `debut` (at 0) to `fin` (at 1) cross, strictly between, in order.

    Two offers that stay level all the way do not cross.
    """
    trouves = []
    for a in range(len(debut)):
        for b in range(a + 1, len(debut)):
            ecart_debut, ecart_fin = debut[a] - debut[b], fin[a] - fin[b]
            if ecart_debut == ecart_fin:
                continue
            valeur = ecart_debut / (ecart_debut - ecart_fin)
            if 0 < valeur < 1:
                trouves.append(Croisement(valeur, a, b) if ecart_debut > 0 else Croisement(valeur, b, a))
    return sorted(trouves, key=lambda croisement: (croisement.valeur, croisement.avant, croisement.apres))


def extremes(notes: Sequence[Notes], poids: Poids, nom: str) -> tuple[list[Fraction], list[Fraction]]:
    """The marks of the offers when the weight of `nom` is 0, then 1; the others keep their proportions."""
    autres = {cle: valeur for cle, valeur in poids.items() if cle != nom}
    reste = sum(autres.values(), Fraction(0))
    sans = {cle: valeur / reste for cle, valeur in autres.items()}
    return [note(offre, sans) for offre in notes], [CENT * offre[nom] for offre in notes]


def marges(positions: Sequence[Fraction], actuelle: Fraction) -> tuple[Fraction, Fraction]:
    """The nearest crossings around the present value, 0 and 1 by default; one at the value itself is left out."""
    bas = max((position for position in positions if position < actuelle), default=Fraction(0))
    haut = min((position for position in positions if position > actuelle), default=Fraction(1))
    return bas, haut
