"""How sure is the order? Where a change of weight makes two offers swap, exactly (marks are straight lines)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conseil.notation.calcul import CENT, croisements, extremes, marges, rangs
from conseil.notation.modeles import Bascule, Comparaison, Sensibilite, SousCritere
from conseil.notation.offres import Offres


def sensibilites(offres: Offres, grille: Sequence[SousCritere], variation: Fraction) -> tuple[Sensibilite, ...]:
    """One line per sub-criterion; none for a single offer, or a single sub-criterion (its weight cannot move)."""
    if len(offres.noms) < 2 or len(grille) < 2:
        return ()
    return tuple(
        _ligne(sous.id, sous.libelle, offres.poids[sous.id], extremes(offres.notes, offres.poids, sous.id),
               offres.noms, variation)
        for sous in grille
    )  # fmt: skip


def sensibilite_du_poids(offres: Offres, variation: Fraction) -> Sensibilite | None:
    """The same for the weight of the criterion in the whole mark, when the other marks are known."""
    if len(offres.noms) < 2 or not offres.autres:
        return None
    bornes = (offres.autres, offres.qualites)
    return _ligne("poids_critere", "Poids du critère", offres.part_critere, bornes, offres.noms, variation)


def comparer_aux_heures(offres: Offres) -> Comparaison | None:
    """Where offers swap as hours take a growing share of the mark, from « quality alone » to « hours alone »."""
    if len(offres.noms) < 2 or not offres.heures:
        return None
    trouves = croisements(offres.qualites, offres.heures)
    return Comparaison(
        bascules=tuple(_bascule(c.valeur, offres.noms[c.apres], offres.noms[c.avant]) for c in trouves),
        memes_rangs=rangs(offres.qualites) == rangs(offres.heures),
    )


def _ligne(
    identifiant: str, libelle: str, actuel: Fraction, bornes: tuple[Sequence[Fraction], Sequence[Fraction]],
    noms: Sequence[str], variation: Fraction,
) -> Sensibilite:  # fmt: skip
    trouves = croisements(*bornes)
    bas, haut = marges([croisement.valeur for croisement in trouves], actuel)
    return Sensibilite(
        sous_critere=identifiant, libelle=libelle, part=_montrer(actuel), bas=_montrer(bas), haut=_montrer(haut),
        bascules=tuple(_bascule(c.valeur, noms[c.apres], noms[c.avant]) for c in trouves),
        dans_variation=any(c.valeur != actuel and abs(c.valeur - actuel) * CENT <= variation for c in trouves),
    )  # fmt: skip


def _bascule(valeur: Fraction, passe: str, cede: str) -> Bascule:
    return Bascule(valeur=_montrer(valeur), passe=passe, cede=cede)


def _montrer(part: Fraction) -> float:
    return round(float(CENT * part), 2)
