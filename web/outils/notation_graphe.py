"""The chart of the « hours only » against « quality » comparison: straight lines, and the points where they cross."""

from __future__ import annotations

from dataclasses import dataclass

from base_connaissance.presentation import formater_nombre
from conseil.notation import ResultatNotation

_CENT = 100


@dataclass(frozen=True)
class Ligne:
    """An offer: its mark when quality alone counts (left), when hours alone count (right). Places in percent."""

    nom: str
    y_gauche: float
    y_droite: float
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
    lignes = tuple(
        Ligne(
            offre.nom, round(_CENT - offre.qualite, 2), round(_CENT - (offre.note_heures or 0), 2),
            formater_nombre(offre.qualite), formater_nombre(offre.note_heures or 0),
        )
        for offre in resultat.offres
    )  # fmt: skip
    croix = tuple(
        (bascule.valeur, f"{bascule.passe} passe devant {bascule.cede} quand les heures pèsent plus de "
         f"{formater_nombre(bascule.valeur)} % de la note")
        for bascule in resultat.heures.bascules
    )  # fmt: skip
    return Bascules(lignes, croix)
