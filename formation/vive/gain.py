"""What a session changed: the same questions before and after, by theme, with intervals.

People are paired by their own answers only; nobody who answered once is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from base_connaissance.champs import Modele
from formation.vive.confidentialite import montrable, parts_montrables

# 97.5 % quantile of the normal law: intervals at 95 %.
Z = 1.959964
Points = Mapping[str, float]  # item → points from 0 to 1; an item left without an answer has 0


class Intervalle(Modele):
    """An estimate and its 95 % interval, in points of percentage."""

    valeur: float
    bas: float
    haut: float


class GainTheme(Modele):
    """Mean success before and after on one theme, and the gain."""

    theme: str
    questions: int
    personnes: int
    avant: Intervalle
    apres: Intervalle
    gain: Intervalle

    @property
    def a_bouge(self) -> bool:
        """Whether the interval of the gain leaves zero out."""
        return self.gain.bas > 0 or self.gain.haut < 0


class Mesure(Modele):
    """The whole measure. Without enough pairs, `themes` is empty and `ensemble` None."""

    ensemble: GainTheme | None = None
    themes: tuple[GainTheme, ...] = ()


def mesurer(paires: Sequence[tuple[Points, Points]], themes: Mapping[str, str]) -> Mesure:
    """The gain of people who answered twice; `themes` gives the theme of each item, in the order to show.

    A theme whose pairs are fewer than five, or could be found by a subtraction, is left out.
    """
    if not montrable(len(paires)):
        return Mesure()
    par_theme: dict[str, list[str]] = {}
    for item, theme in themes.items():
        par_theme.setdefault(theme, []).append(item)
    effectifs = {
        theme: sum(any(nom in avant for nom in items) for avant, _ in paires) for theme, items in par_theme.items()
    }
    # Parts of each theme: people who met its questions, and those who did not.
    visibles = [
        theme
        for theme, nombre in effectifs.items()
        if theme in parts_montrables({theme: nombre, "": len(paires) - nombre})
    ]
    return Mesure(
        ensemble=_gain("Ensemble", list(themes), paires),
        themes=tuple(_gain(theme, par_theme[theme], paires) for theme in visibles),
    )


def _gain(theme: str, items: Sequence[str], paires: Sequence[tuple[Points, Points]]) -> GainTheme:
    vues = [(a, b) for a, b in paires if any(nom in a for nom in items)]
    avant = [_moyenne([a.get(nom, 0.0) for nom in items]) for a, _ in vues]
    apres = [_moyenne([b.get(nom, 0.0) for nom in items]) for _, b in vues]
    return GainTheme(
        theme=theme, questions=len(items), personnes=len(vues), avant=intervalle_moyenne(avant),
        apres=intervalle_moyenne(apres),
        gain=intervalle_gain([b - a for a, b in zip(avant, apres, strict=True)]),
    )  # fmt: skip


def intervalle_moyenne(valeurs: Sequence[float]) -> Intervalle:
    """Wilson's interval for a mean of scores from 0 to 1 (exactly Wilson's when they are 0 or 1)."""
    nombre, part = len(valeurs), _moyenne(valeurs)
    denominateur = 1 + Z**2 / nombre
    centre = (part + Z**2 / (2 * nombre)) / denominateur
    demi = Z * sqrt(part * (1 - part) / nombre + Z**2 / (4 * nombre**2)) / denominateur
    return _cent(part, centre - demi, centre + demi)


def intervalle_gain(differences: Sequence[float]) -> Intervalle:
    """Interval of a mean paired difference, from −1 to 1.

    Agresti and Min's for matched pairs (2005): half a pair is added to each of the four outcomes (two halves moved, one
    each way), so that five people who all gained the same do not give an interval of no width.
    """
    nombre, somme = len(differences), sum(differences)
    carres = sum(difference**2 for difference in differences)
    ajuste = nombre + 2
    centre = somme / ajuste
    demi = Z * sqrt(((carres + 1) / ajuste - centre**2) / ajuste)
    return _cent(somme / nombre, max(-1.0, centre - demi), min(1.0, centre + demi))


def _moyenne(valeurs: Sequence[float]) -> float:
    return sum(valeurs) / len(valeurs)


def _cent(valeur: float, bas: float, haut: float) -> Intervalle:
    # Rounding must not push an end over the estimate that it encloses.
    return Intervalle(valeur=round(100 * valeur, 1), bas=round(100 * bas, 1), haut=round(100 * haut, 1))
