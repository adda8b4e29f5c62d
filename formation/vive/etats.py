"""The states of an activity and the gestures that lead from one to the next."""

from __future__ import annotations

from typing import Literal

Etat = Literal["attente", "ouverte", "close", "montree"]
Geste = Literal["ouvrir", "clore", "montrer"]

_SUITES: dict[tuple[Etat, Geste], Etat] = {
    ("attente", "ouvrir"): "ouverte",
    ("close", "ouvrir"): "ouverte",
    ("ouverte", "clore"): "close",
    ("close", "montrer"): "montree",
}
_REFUS: dict[tuple[Etat, Geste], str] = {
    ("montree", "ouvrir"): "Les résultats ont été montrés : rouvrir fausserait les réponses.",
    ("ouverte", "montrer"): "Clôturez d'abord : les résultats restent cachés tant que la salle répond.",
    ("attente", "montrer"): "Il n'y a encore rien à montrer : ouvrez cette activité, puis clôturez-la.",
    ("attente", "clore"): "Cette activité n'est pas ouverte.",
}


class GesteRefuse(ValueError):
    """The gesture does not suit the state; the message is French."""


def passer(etat: Etat, geste: Geste) -> Etat:
    """The next state. A gesture already done changes nothing. Raises GesteRefuse."""
    if (etat, geste) in _SUITES:
        return _SUITES[etat, geste]
    if (etat, geste) in _REFUS:
        raise GesteRefuse(_REFUS[etat, geste])
    return etat


def gestes_possibles(etat: Etat) -> tuple[Geste, ...]:
    """The gestures that change something, in the order of buttons."""
    gestes: tuple[Geste, ...] = ("ouvrir", "clore", "montrer")
    return tuple(geste for geste in gestes if (etat, geste) in _SUITES)
