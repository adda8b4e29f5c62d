"""Days from anchors: months added as people add them, practice steps moved off the week-end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from conseil.erreurs import SaisieInvalide

_SAMEDI = 5


def ajouter_mois(jour: date, mois: float) -> date:
    """The same day `mois` later (31 January + 1 month is the last day of February); a part of month is in days.

    Raises SaisieInvalide, naming `duree_mois`, out of the calendar.
    """
    entiers = int(mois // 1)
    total = jour.year * 12 + jour.month - 1 + entiers
    annee, rang = divmod(total, 12)
    try:
        fin_de_mois = monthrange(annee, rang + 1)[1]
        arrive = date(annee, rang + 1, min(jour.day, fin_de_mois))
        return arrive + timedelta(days=round((mois - entiers) * 365 / 12))
    except (ValueError, OverflowError):
        raise SaisieInvalide("duree_mois", "Ces dates sortent du calendrier : vérifiez le jour et la durée.") from None


def eviter_fin_de_semaine(jour: date, *, avant: bool) -> date:
    """The Friday before (`avant`) or the Monday after, when the day is a Saturday or a Sunday."""
    depassement = jour.weekday() - _SAMEDI
    if depassement < 0:
        return jour
    return jour - timedelta(days=depassement + 1) if avant else jour + timedelta(days=2 - depassement)
