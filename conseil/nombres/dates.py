"""Days: « 1er mars 2027 », « 01/03/2027 », « 2027-03-01 »; the day comes before the month, as in France."""

from __future__ import annotations

import re
from datetime import date

from conseil.erreurs import SaisieInvalide
from conseil.nombres.chiffres import aplanir

_MOIS = {
    "janvier": 1, "janv": 1, "février": 2, "fevrier": 2, "févr": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "août": 8, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "décembre": 12, "decembre": 12, "déc": 12,
}  # fmt: skip
_ISO = re.compile(r"(?P<a>\d{4})-(?P<m>\d{1,2})-(?P<j>\d{1,2})", re.ASCII)
_FRANCAISE = re.compile(r"(?P<j>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<a>\d{4}|\d{2})", re.ASCII)
_EN_MOTS = re.compile(r"(?P<j>\d{1,2})(?:er)? (?P<mois>[a-zéû]+)\.? (?P<a>\d{4})", re.ASCII | re.IGNORECASE)
_JOURS = re.compile(r"^(?:le |au |du )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)? ?")
_EXEMPLE = "Écrivez le jour, le mois et l'année, par exemple « 1er mars 2027 » ou « 01/03/2027 »."


def lire_date(texte: str, champ: str = "date") -> date:
    """The day. Raises SaisieInvalide, naming `champ`, for a day that does not exist or lies out of 2000-2100."""
    plat = _JOURS.sub("", aplanir(texte).strip())
    trouvee = _ISO.fullmatch(plat) or _FRANCAISE.fullmatch(plat) or _EN_MOTS.fullmatch(plat)
    if trouvee is None:
        raise SaisieInvalide(champ, f"Nous n'avons pas compris cette date. {_EXEMPLE}")
    groupes = trouvee.groupdict()
    mois = int(groupes["m"]) if "m" in groupes else _MOIS.get(groupes["mois"], 0)
    annee = int(groupes["a"]) + (2000 if len(groupes["a"]) == 2 else 0)
    try:
        jour = date(annee, mois, int(groupes["j"]))
    except ValueError:
        raise SaisieInvalide(champ, f"Ce jour n'existe pas dans le calendrier. {_EXEMPLE}") from None
    if not 2000 <= annee <= 2100:
        raise SaisieInvalide(champ, f"L'année doit être entre 2000 et 2100. {_EXEMPLE}")
    return jour
