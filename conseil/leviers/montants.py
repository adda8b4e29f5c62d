"""Conditions on amounts: both sides of each threshold, and the nearest amount that would be on the other side."""

from __future__ import annotations

from typing import Any

from conseil.droit import ChiffreDate
from conseil.leviers.achat import Achat, Constat, euros

_CENTIME = 0.01
_SANS_LOT = {"lot_ht": None, "petits_lots_ht": None}


def seuil_atteint(achat: Achat) -> Constat:
    """Whether the estimated value is equal to or above the European threshold (L. 2112-2-1, I).

    For social and specific services the texts do not say which threshold counts: between the two, it stays open.
    """
    seuil, montant = achat.seuil(), achat.demande.montant_ht
    if seuil is None:
        return Constat("inconnu", "la base n'a pas le seuil de cette date")
    detail = f"{euros(montant)} HT, pour un seuil de {seuil.texte} HT"
    if montant < seuil.valeur:
        return Constat("faux", detail, seuil.texte)
    if achat.demande.nature == "services_sociaux":
        propre = achat.seuil_propre()
        if propre is None or montant < propre.valeur:
            autre = f"seuil propre à ces services : {propre.texte} HT, à vérifier" if propre else "seuil propre non lu"
            return Constat("ouvert", f"{detail} ; {autre}", seuil.texte)
    return Constat("vrai", detail, seuil.texte)


def bascule_seuil(achat: Achat, vers: bool) -> dict[str, Any] | None:
    """The threshold itself, or one cent below it."""
    seuil = achat.seuil()
    if seuil is None:
        return None
    if not vers:
        return _besoin(achat, seuil.valeur - _CENTIME)
    if achat.demande.nature == "services_sociaux":
        propre = achat.seuil_propre()
        return {"montant_ht": max(seuil.valeur, propre.valeur)} if propre else None
    return {"montant_ht": seuil.valeur}


def besoin_sous(achat: Achat, plafond: ChiffreDate | None) -> Constat:
    """Whether the whole need is below an amount."""
    if plafond is None:
        return Constat("inconnu", "la base n'a pas le montant de cette date")
    if achat.demande.nature == "concession":
        return Constat("faux", "le montant de dispense vise les marchés", plafond.texte)
    detail = f"{euros(achat.demande.montant_ht)} HT, pour un montant de {plafond.texte} HT"
    return Constat("vrai" if achat.demande.montant_ht < plafond.valeur else "faux", detail, plafond.texte)


def baisser_le_besoin(achat: Achat, plafond: ChiffreDate | None, vers: bool) -> dict[str, Any] | None:
    """One cent below an amount, or this amount."""
    if plafond is None:
        return None
    return _besoin(achat, plafond.valeur - _CENTIME) if vers else {"montant_ht": plafond.valeur}


def direct_possible(achat: Achat) -> Constat:
    """Whether the need, or the lot one thinks of within the share of small lots, is below the amount (R. 2122-8)."""
    dispense = achat.dispense()
    besoin = besoin_sous(achat, dispense)
    lot, part, cumul = achat.demande.lot_ht, achat.part_petits_lots(), achat.cumul()
    if besoin.etat == "vrai" or dispense is None or None in (lot, part, cumul):
        return besoin
    assert lot is not None and part is not None and cumul is not None
    if lot < dispense.valeur and cumul <= part:
        detail = f"lot de {euros(lot)} HT, petits lots de {euros(cumul)} HT pour une part de {euros(part)} HT"
        return Constat("vrai", detail, dispense.texte)
    return besoin


def bascule_direct(achat: Achat, vers: bool) -> dict[str, Any] | None:
    """The whole need under the amount, or neither the need nor the lot."""
    dispense = achat.dispense()
    if dispense is None:
        return None
    if vers:
        return _besoin(achat, dispense.valeur - _CENTIME)
    return {"montant_ht": max(achat.demande.montant_ht, dispense.valeur), **_SANS_LOT}


def lot_sous(achat: Achat) -> Constat:
    """Whether the lot is below the amount of small lots (R. 2123-1, 2°, a)."""
    plafond = _plafond_lot(achat)
    if plafond is None or achat.demande.lot_ht is None:
        return Constat("inconnu", repere=plafond.texte if plafond else "")
    detail = f"{euros(achat.demande.lot_ht)} HT, pour un montant de {plafond.texte} HT"
    return Constat("vrai" if achat.demande.lot_ht < plafond.valeur else "faux", detail, plafond.texte)


def baisser_le_lot(achat: Achat, vers: bool) -> dict[str, Any] | None:
    """One cent below the amount of small lots, or this amount, within the whole need."""
    plafond, part = _plafond_lot(achat), achat.part_petits_lots()
    if plafond is None or part is None:
        return None
    lot = min(plafond.valeur - _CENTIME, part) if vers else plafond.valeur
    return {"lots": max(achat.demande.lots, 2), "lot_ht": lot, "petits_lots_ht": None}


def cumul_petits_lots(achat: Achat) -> Constat:
    """Whether the small lots together stay within their share (R. 2123-1, 2°, b)."""
    part, cumul = achat.part_petits_lots(), achat.cumul()
    if part is None or cumul is None:
        return Constat("inconnu", repere=euros(part) if part else "")
    detail = f"{euros(cumul)} HT, pour une part de {euros(part)} HT"
    return Constat("vrai" if cumul <= part else "faux", detail, euros(part))


def bascule_cumul(achat: Achat, vers: bool) -> dict[str, Any] | None:
    """The share itself, or one cent above it."""
    part = achat.part_petits_lots()
    if part is None:
        return None
    cumul = part if vers else round(part + _CENTIME, 2)
    lot = min(achat.demande.lot_ht or cumul, cumul)
    return {"lots": max(achat.demande.lots, 2), "lot_ht": lot, "petits_lots_ht": cumul}


def spaser_atteint(achat: Achat) -> Constat:
    """Whether yearly purchases exceed the amount of D. 2111-3."""
    seuil, achats = achat.chiffre("seuil_spaser"), achat.demande.achats_annuels_ht
    if seuil is None or achats is None:
        return Constat("inconnu", repere=seuil.texte if seuil else "")
    return Constat("vrai" if achats > seuil.valeur else "faux", f"{euros(achats)} HT par an", seuil.texte)


def bascule_spaser(achat: Achat, vers: bool) -> dict[str, Any] | None:
    """One cent above the amount, or this amount."""
    seuil = achat.chiffre("seuil_spaser")
    return {"achats_annuels_ht": seuil.valeur + (_CENTIME if vers else 0)} if seuil else None


def _plafond_lot(achat: Achat) -> ChiffreDate | None:
    return achat.chiffre("petits_lots_travaux" if achat.travaux else "petits_lots_fs")


def _besoin(achat: Achat, montant: float) -> dict[str, Any]:
    """The need brought to an amount; the lots that no longer fit are forgotten."""
    montant = round(montant, 2)
    trop = max(achat.demande.lot_ht or 0, achat.demande.petits_lots_ht or 0) > montant
    return {"montant_ht": montant, **(_SANS_LOT if trop else {})}
