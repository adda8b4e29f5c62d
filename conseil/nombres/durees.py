"""Durations: « 18 mois », « 4 ans », « 2 ans et 6 mois », « un an reconductible trois fois »; the unit is the month."""

from __future__ import annotations

import re

from conseil.erreurs import SaisieInvalide
from conseil.nombres.chiffres import NOMBRE, aplanir, lire_chiffres, mots_en_chiffres, trouver_nombres

DUREE_MINIMALE = 0.03  # months: a day; anything shorter is a slip, and divides into absurd paces
DUREE_MAXIMALE = 600  # months: nobody means fifty years and more
_MOIS_PAR_UNITE = {"an": 12.0, "moi": 1.0, "semaine": 12 / 52, "jour": 12 / 365}
_MORCEAU = re.compile(
    rf"(?P<n>{NOMBRE % {'n': 'd'}}) *(?P<u>ans?|années?|mois|semaines?|jours?)\b(?P<demi> et demie?)?", re.ASCII
)
_RECONDUCTION = re.compile(r"\b(?:renouvelable|reconductible)s? (\d{1,2}) fois\b", re.ASCII)
_EXEMPLE = "Écrivez par exemple « 18 mois », « 4 ans » ou « 2 ans et 6 mois »."


def chercher_duree(plat: str) -> tuple[float, int, int] | None:
    """The first duration of a flattened text: months, start, end. Renewals are counted in."""
    premier = _MORCEAU.search(plat)
    if premier is None:
        return None
    mois, fin = _en_mois(premier), premier.end()
    suivant = _MORCEAU.match(plat, _sauter_liaison(plat, fin))
    if suivant is not None:
        mois, fin = mois + _en_mois(suivant), suivant.end()
    reconduction = _RECONDUCTION.search(plat, fin)
    if reconduction is not None and reconduction.start() - fin < 3:
        mois, fin = mois * (1 + int(reconduction[1])), reconduction.end()
    return mois, premier.start(), fin


def lire_duree(texte: str, champ: str = "duree") -> float:
    """Months; a bare number is read as months. Raises SaisieInvalide, naming `champ`."""
    plat = mots_en_chiffres(aplanir(texte).strip())
    if "-" in re.sub(r"(?<=\w)-(?=\w)", "", plat):
        raise SaisieInvalide(champ, f"Une durée est positive. {_EXEMPLE}")
    trouvee = chercher_duree(plat)
    reste = plat if trouvee is None else plat[: trouvee[1]] + plat[trouvee[2] :]
    nombres = trouver_nombres(reste)
    if trouvee is None and len(nombres) == 1 and nombres[0][0] == plat:
        mois = lire_chiffres(plat)
    elif trouvee is None or nombres:
        raise SaisieInvalide(champ, f"Nous n'avons pas compris cette durée. {_EXEMPLE}")
    else:
        mois = trouvee[0]
    if not DUREE_MINIMALE <= mois <= DUREE_MAXIMALE:
        raise SaisieInvalide(champ, f"Une durée va d'un jour à {DUREE_MAXIMALE} mois. {_EXEMPLE}")
    return round(mois, 6)


def _en_mois(morceau: re.Match[str]) -> float:
    unite = morceau["u"].rstrip("s")
    par_unite = _MOIS_PAR_UNITE["an" if morceau["u"].startswith("an") else unite]
    return (lire_chiffres(morceau["n"]) + (0.5 if morceau["demi"] else 0)) * par_unite


def _sauter_liaison(plat: str, debut: int) -> int:
    liaison = re.compile(r" ?(?:et|,)? ?").match(plat, debut)
    return liaison.end() if liaison else debut
