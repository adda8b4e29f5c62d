"""Figures in a text: « 1 200 000 », « 1.200.000,50 », « 1,2 », « un million deux »; plain spaces, same length."""

from __future__ import annotations

import re

_ESPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\t\n\r"), " ")
_SIGNES = {ord("’"): "'", ord("−"): "-", ord("–"): "-", ord("\u2011"): "-"}

# Thousands keep one separator all along; a comma needs two groups, since « 1,200 » is one and two tenths in French.
NOMBRE = (
    r"(?<![\d.,])(?:\d{1,3}(?:(?P<sep%(n)s>[ .'])\d{3})(?:(?P=sep%(n)s)\d{3})*|\d{1,3}(?:,\d{3}){2,}|\d+)"
    r"(?:[.,]\d+)?(?!\d)"
)
_UN_NOMBRE = re.compile(NOMBRE % {"n": ""}, re.ASCII)

_DEMESURE = 1e18
_UNITES = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "nonante": 90,
}  # fmt: skip
_ECHELLES = {"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9}
_MOT_NOMBRE = "|".join(sorted([*_UNITES, "zéro", "cents?", *_ECHELLES], key=len, reverse=True))
EN_LETTRES = re.compile(rf"\b(?<!pour )(?:{_MOT_NOMBRE})(?:(?:[ -]et)?[ -](?:{_MOT_NOMBRE}))*\b(?!')")


def aplanir(texte: str) -> str:
    """The text in lower case with plain spaces and signs; the same length, so that spans stay true."""
    plat = texte.translate(_ESPACES).translate(_SIGNES)
    return "".join(petit if len(petit := signe.lower()) == 1 else signe for signe in plat)


def lire_chiffres(texte: str, *, multiplie: bool = False) -> float:
    """The value of one written number (a match of `NOMBRE`); `multiplie`: followed by k or M, « 1.200 M€ » is 1.2.

    What is beyond every bound is one huge number, so that bounds refuse it.
    """
    propre = texte.replace(" ", "").replace("'", "")
    points, virgules = propre.count("."), propre.count(",")
    if virgules > 1 or (points == 1 and virgules == 1 and propre.index(",") < propre.index(".")):
        propre = propre.replace(",", "")
    elif points > 1 or (points and virgules) or (not multiplie and _est_milliers(propre)):
        propre = propre.replace(".", "")
    return min(float(propre.replace(",", ".")), _DEMESURE)


def _est_milliers(propre: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", propre, re.ASCII) is not None


def trouver_nombres(texte: str) -> list[re.Match[str]]:
    """Every number written in figures, in order."""
    return list(_UN_NOMBRE.finditer(texte))


def mots_en_chiffres(plat: str, *, memes_places: bool = False) -> str:
    """The text with numbers in words turned into figures: « un million deux » gives « 1200000 ».

    A lone « un » or « une » is an article and stays, unless a unit of measure follows (« un an »). With
    `memes_places`, figures are padded with spaces (or words kept if shorter), so that spans stay true.
    """

    def placer(trouve: re.Match[str]) -> str:
        chiffres = _remplacer(trouve)
        if not memes_places:
            return chiffres
        return chiffres.ljust(len(trouve[0])) if len(chiffres) <= len(trouve[0]) else trouve[0]

    return EN_LETTRES.sub(placer, plat)


def _remplacer(trouve: re.Match[str]) -> str:
    mots = [mot for mot in re.split(r"[ -]", trouve[0]) if mot != "et"]
    suite = trouve.string[trouve.end() :]
    precede = re.search(r"\d ?$", trouve.string[: trouve.start()])
    if precede or (
        mots in (["un"], ["une"]) and not re.match(r" ?(?:an|mois|semaine|jour|heure|euro|%|pour cent)\b", suite)
    ):
        return trouve[0]
    return f"{_valeur_des_mots(mots):.0f}"


def _valeur_des_mots(mots: list[str]) -> float:
    total, courant, derniere, depuis = 0.0, 0.0, 0.0, 0
    for mot in mots:
        if mot in _ECHELLES:
            derniere, depuis = _ECHELLES[mot], 0
            total += (courant or 1) * derniere
            courant = 0
            continue
        depuis += 1
        if mot in {"cent", "cents"}:
            courant = (courant or 1) * 100
        elif mot in {"vingt", "vingts"} and courant % 100 == 4:
            courant += 76  # quatre-vingts
        else:
            courant += _UNITES[mot.replace("é", "e")]
    # « un million deux » is said for 1,2 million; « mille deux » is 1 002.
    if depuis == 1 and derniere >= 1e6 and 0 < courant < 10:
        courant *= derniere / 10
    return total + courant
