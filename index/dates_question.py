"""« au 12 mars 2025 », « avant le 21 août 2026 »: the day whose law is asked for, when the question says it plainly."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.nettoyage import plier

_MOIS = {
    nom: numero
    for numero, nom in enumerate(
        [
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre",
        ],
        start=1,
    )
}
_JOUR = r"(\d{1,2})(?:er)?(?:\s+(" + "|".join(_MOIS) + r")\s+|/(\d{1,2})/)(\d{4})"
_DATE = re.compile(r"\b(avant le|jusqu'au|a la date du|en date du|au)\s+" + _JOUR)
_MOIS_SEUL = re.compile(r"\bavant\s+(?:(" + "|".join(_MOIS) + r")\s+)?(20\d\d)\b")


def date_demandee(question: str) -> date | None:
    """The day named by « au … », « avant le … » (the eve) or « jusqu'au … »; None if absent or absurd.

    « avant août 2026 » is the eve of its first day, « avant 2026 » the eve of the year.
    """
    trouve = _DATE.search(plier(question))
    if trouve is None:
        mois_seul = _MOIS_SEUL.search(plier(question))
        if mois_seul is None:
            return None
        return date(int(mois_seul[2]), _MOIS.get(mois_seul[1] or "janvier", 1), 1) - timedelta(days=1)
    avant, jour, nom, numero, annee = trouve.groups()
    try:
        lue = date(int(annee), _MOIS[nom] if nom else int(numero), int(jour))
    except ValueError:
        return None
    return lue - timedelta(days=1) if avant == "avant le" else lue
