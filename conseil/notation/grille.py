"""The grid in use: the bank's sub-criteria completed by the buyer's own."""

from __future__ import annotations

from base_connaissance.notation import NIVEAUX
from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.notation.calcul import CENT, parts
from conseil.notation.modeles import GrilleDemandee, SousCritere, SousCritereDemande


def lire_grille(demande: GrilleDemandee, droit: Droit) -> tuple[SousCritere, ...]:
    """The grid, weights out of 100. Raises SaisieInvalide for a name given twice, a missing label, missing levels."""
    noms = [sous.id for sous in demande.sous_criteres]
    for rang, nom in enumerate(noms):
        if nom in noms[:rang]:
            raise SaisieInvalide(
                f"grille.sous_criteres.{rang}.id", typographier("ce sous-critère est déjà dans la grille")
            )
    poids = parts({sous.id: sous.points for sous in demande.sous_criteres})
    return tuple(
        _lire(rang, sous, round(float(CENT * poids[sous.id]), 2), droit)
        for rang, sous in enumerate(demande.sous_criteres)
    )


def _lire(rang: int, sous: SousCritereDemande, part: float, droit: Droit) -> SousCritere:
    modele = droit.base.sous_criteres.get(sous.id)
    libelle = sous.libelle.strip() or (modele.libelle if modele else "")
    if not libelle:
        raise SaisieInvalide(
            f"grille.sous_criteres.{rang}.libelle", typographier("donnez un intitulé à ce sous-critère")
        )
    if sous.niveaux and len(sous.niveaux) != NIVEAUX:
        raise SaisieInvalide(
            f"grille.sous_criteres.{rang}.niveaux", f"{NIVEAUX} niveaux sont attendus, de 0 à {NIVEAUX - 1}"
        )
    return SousCritere(
        id=sous.id, libelle=typographier(libelle), apprecie=typographier(modele.apprecie) if modele else "",
        niveaux=tuple(map(typographier, sous.niveaux or (modele.niveaux if modele else ()))), points=sous.points,
        part=part, donnees=typographier(modele.donnees) if modele else "",
    )  # fmt: skip
