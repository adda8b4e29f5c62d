"""What each datum changes, moved alone between two values that it may well have."""

from __future__ import annotations

from collections.abc import Callable

from conseil.droit import Droit
from conseil.heures.chaine import Chaine
from conseil.heures.modeles import Essai, Variation
from conseil.nombres.grandeurs import MONTANT_MAXIMAL


def faire_varier(chaine: Chaine, droit: Droit) -> tuple[Variation, ...]:
    """The four data of the formula (or the two of team hours), each with a low and a high value, widest first."""
    variations = [_taux(chaine, droit)] if chaine.taux is not None else []
    if chaine.montant is not None and chaine.part is not None and chaine.cout is not None:
        variations += [_montant(chaine, droit), _part(chaine, droit), _cout(chaine, droit)]
    return tuple(sorted(variations, key=lambda v: -abs(v.haut.heures - v.bas.heures)))


def _montant(chaine: Chaine, droit: Droit) -> Variation:
    montant, ecart = chaine.montant or 0.0, droit.chiffre("ecart_test_montant")
    bas, haut = montant * (1 - ecart.valeur / 100), min(montant * (1 + ecart.valeur / 100), MONTANT_MAXIMAL)
    return _variation(
        "montant_ht", "Montant hors taxes", (bas, haut), lambda v: chaine.heures * v / montant,
        lambda v: droit.ecrire(round(v), "EUR"), f"essai de ± {ecart.texte} sur l'estimation",
    )  # fmt: skip


def _part(chaine: Chaine, droit: Droit) -> Variation:
    part = chaine.part
    assert part is not None
    if part.bas is not None and part.haut is not None:
        bas, haut, pourquoi = part.bas, part.haut, "fourchette de la famille d'achat"
    else:
        ecart = droit.chiffre("ecart_test_part")
        bas, haut = max(part.valeur - ecart.valeur / 100, part.valeur / 2), min(part.valeur + ecart.valeur / 100, 1)
        pourquoi = f"essai de ± {ecart.texte}"
    return _variation(
        "part_main_oeuvre", "Part de main-d'œuvre", (bas, haut), lambda v: chaine.heures * v / part.valeur,
        lambda v: droit.ecrire(v * 100, "%"), pourquoi,
    )  # fmt: skip


def _taux(chaine: Chaine, droit: Droit) -> Variation:
    taux = chaine.taux or 0.0
    bas = min(taux, droit.chiffre("taux_insertion_bas").valeur / 100)
    haut = max(taux, droit.chiffre("taux_insertion_volontariste").valeur / 100)
    return _variation(
        "taux_insertion", "Taux d'insertion", (bas, haut), lambda v: chaine.heures * v / taux,
        lambda v: droit.ecrire(v * 100, "%"), "taux cités par la pratique ; c'est votre choix",
    )  # fmt: skip


def _cout(chaine: Chaine, droit: Droit) -> Variation:
    cout = chaine.cout
    assert cout is not None
    ecart = droit.chiffre("ecart_test_cout")
    bas, haut = cout.valeur * (1 - ecart.valeur / 100), cout.valeur * (1 + ecart.valeur / 100)
    pourquoi = f"essai de ± {ecart.texte}"
    if cout.haut is not None:
        bas, haut, pourquoi = cout.valeur, cout.haut, "fourchette du repère choisi"
    return _variation(
        "cout_horaire", "Coût horaire", (bas, haut), lambda v: chaine.heures * cout.valeur / v,
        lambda v: droit.ecrire(v, "EUR/h"), pourquoi,
    )  # fmt: skip


def _variation(
    champ: str,
    libelle: str,
    bornes: tuple[float, float],
    heures: Callable[[float], float],
    ecrire: Callable[[float], str],
    pourquoi: str,
) -> Variation:
    bas, haut = (Essai(valeur=v, valeur_texte=ecrire(v), heures=heures(v)) for v in bornes)
    return Variation(champ=champ, libelle=libelle, bas=bas, haut=haut, pourquoi=pourquoi)
