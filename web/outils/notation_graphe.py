"""The chart of the « hours only » against « quality » comparison: straight lines, and the points where they cross."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from base_connaissance.presentation import formater_nombre
from conseil.notation import ResultatNotation

_CENT = 100
_ECART_LISIBLE = 9.0


@dataclass(frozen=True)
class Ligne:
    """An offer: its mark when quality alone counts (left), when hours alone count (right). Places in percent.

    `label_gauche` and `label_droite` are the places of the names, kept apart so that they can be read.
    """

    nom: str
    y_gauche: float
    y_droite: float
    label_gauche: float
    label_droite: float
    texte_gauche: str
    texte_droite: str


@dataclass(frozen=True)
class Bascules:
    """The chart: `croix` are the shares of hours (percent) at which two offers swap, with their sentence."""

    lignes: tuple[Ligne, ...]
    croix: tuple[tuple[float, str], ...]


def dessiner_bascules(resultat: ResultatNotation) -> Bascules | None:
    """None when the hours of the offers are not all known."""
    if resultat.heures is None:
        return None
    gauche = [round(_CENT - offre.qualite, 2) for offre in resultat.offres]
    droite = [round(_CENT - (offre.note_heures or 0), 2) for offre in resultat.offres]
    labels_gauche, labels_droite = _ecarter(gauche), _ecarter(droite)
    lignes = tuple(
        Ligne(
            offre.nom, gauche[i], droite[i], labels_gauche[i], labels_droite[i],
            formater_nombre(offre.qualite), formater_nombre(offre.note_heures or 0),
        )
        for i, offre in enumerate(resultat.offres)
    )  # fmt: skip
    croix = tuple(
        (bascule.valeur, f"{bascule.passe} passe devant {bascule.cede} quand les heures pèsent plus de "
         f"{formater_nombre(bascule.valeur)} % de la note")
        for bascule in resultat.heures.bascules
    )  # fmt: skip
    return Bascules(lignes, croix)


def _ecarter(places: list[float]) -> list[float]:
    """The same places, pushed down where they would overlap, then up if they would leave the chart."""
    ecartees = list(places)
    ordre = sorted(range(len(places)), key=lambda rang: places[rang])
    for avant, apres in pairwise(ordre):
        ecartees[apres] = max(ecartees[apres], ecartees[avant] + _ECART_LISIBLE)
    trop = max(0.0, ecartees[ordre[-1]] - _CENT)
    return [round(place - trop, 2) for place in ecartees]
