"""One quantity from one answer: an amount of money, a share, an hourly cost, hours, a count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conseil.erreurs import SaisieInvalide
from conseil.nombres.chiffres import NOMBRE, aplanir, lire_chiffres, mots_en_chiffres, trouver_nombres
from conseil.nombres.durees import chercher_duree

MONTANT_MAXIMAL = 10_000_000_000
MONTANT_MINIMAL = 100
COUT_MINIMAL, COUT_MAXIMAL = 1, 500
HEURES_MINIMALES, HEURES_MAXIMALES = 1, 100_000_000
PART_MINIMALE = 0.001
_FACTEURS = {"k": 1e3, "m": 1e6, "md": 1e9, "mille": 1e3, "million": 1e6, "milliard": 1e9}
# « M€ », « k€ », « millions d'euros », or a lone k or M.
MULTIPLE = r"(?:(?P<f>milliards?|millions?|mille|md|k|m)(?![a-zé]))?"
DEVISE = r"(?:d')?(?P<d>€|euros?\b|eur\b)"
MONTANT = re.compile(rf"(?P<n>{NOMBRE % {'n': 'm'}}) *{MULTIPLE} ?(?:{DEVISE})?", re.ASCII)
_TTC = re.compile(r"\b(?:t\.?t\.?c\b|toutes taxes)")
PAR_AN = re.compile(r"(?:\bpar an(?:née)?\b|/ ?an\b|\bannuels?\b)")
_POLITESSE = re.compile(
    r"\b(?:environ|à peu près|autour|près|soit|total|montant|marché|budget|valeur|estimée?|lot|c'est|est|de|du|le|la"
    r"|un|une|d'|à|hors|taxes?|h\.?t|sur|pendant|pour|durée|et|par|an)\b\.?|[~≈:,.;!?()' ]|d'"
)
_EXEMPLE = "Écrivez par exemple « 400 000 € HT », « 400 k€ » ou « 1,2 M€ »."
_FRACTIONS = {
    "la moitié": 1 / 2, "moitié": 1 / 2, "un tiers": 1 / 3, "le tiers": 1 / 3, "deux tiers": 2 / 3, "un quart": 1 / 4,
    "le quart": 1 / 4, "trois quarts": 3 / 4, "un cinquième": 1 / 5, "un dixième": 1 / 10,
}  # fmt: skip


@dataclass(frozen=True)
class Montant:
    """An amount in euros excluding tax, for the whole duration; `mois` when the text gave it, `remarques` to show."""

    valeur: float
    mois: float | None = None
    remarques: tuple[str, ...] = ()


def valeur_montant(trouve: re.Match[str]) -> float:
    """Euros of a match of `MONTANT`."""
    facteur = _FACTEURS[trouve["f"].removesuffix("s")] if trouve["f"] else 1.0
    return lire_chiffres(trouve["n"], multiplie=facteur > 1) * facteur


def lire_montant(texte: str, champ: str = "montant_ht") -> Montant:
    """An amount, with the duration when it is given too (« 400 k€ HT sur 4 ans »).

    Raises SaisieInvalide, naming `champ`: no number, several, taxes included, cents, negative, out of proportion.
    """
    plat = mots_en_chiffres(aplanir(texte).strip())
    refuser_signe(plat, champ, f"Un montant est positif. {_EXEMPLE}")
    if _TTC.search(plat):
        raise SaisieInvalide(
            champ, "Le calcul part du montant hors taxes et vous avez écrit « TTC » : donnez le montant HT."
        )
    if re.search(r"\b(?:centimes?|cts?)\b", plat):
        raise SaisieInvalide(champ, f"Écrivez le montant en euros, pas en centimes. {_EXEMPLE}")
    duree = chercher_duree(plat)
    somme = plat if duree is None else plat[: duree[1]] + plat[duree[2] :]
    montants = [trouve for trouve in MONTANT.finditer(somme)]
    if len(montants) != 1:
        trop = (
            "Nous lisons plusieurs nombres : donnez un seul montant." if montants else "Nous n'avons pas lu de montant."
        )
        raise SaisieInvalide(champ, f"{trop} {_EXEMPLE}")
    if not montants[0]["d"] and _POLITESSE.sub("", somme[: montants[0].start()] + somme[montants[0].end() :]):
        raise SaisieInvalide(champ, f"Nous n'avons pas reconnu un montant en euros. {_EXEMPLE}")
    valeur, mois = valeur_montant(montants[0]), duree[0] if duree else None
    if PAR_AN.search(somme):
        if mois is None:
            raise SaisieInvalide(
                champ, "Ce montant est annuel : ajoutez la durée, par exemple « 100 k€ par an sur 4 ans »."
            )
        return Montant(borner_montant(valeur * mois / 12, champ), mois, ("Montant annuel multiplié par la durée.",))
    return Montant(borner_montant(valeur, champ), mois)


def borner_montant(valeur: float, champ: str) -> float:
    """The amount itself. Raises SaisieInvalide when no purchase has such a price."""
    if valeur < MONTANT_MINIMAL:
        raise SaisieInvalide(champ, f"Ce montant paraît trop petit pour un marché. {_EXEMPLE}")
    if valeur > MONTANT_MAXIMAL:
        raise SaisieInvalide(
            champ, "Ce montant dépasse dix milliards d'euros : vérifiez les zéros, et que ce sont des euros."
        )
    return valeur


def lire_part(texte: str, champ: str) -> float:
    """A share as a fraction (0 excluded, 1 included): « 50 % », « 0,5 », « la moitié »; a bare « 5 » is 5 %.

    Raises SaisieInvalide, naming `champ`.
    """
    exemple = "Écrivez par exemple « 50 % » ou « 0,5 »."
    plat = aplanir(texte).strip().rstrip(".")
    if plat in _FRACTIONS:
        return _FRACTIONS[plat]
    plat = mots_en_chiffres(plat)
    refuser_signe(plat, champ, f"Une part est positive. {exemple}")
    nombres = trouver_nombres(plat)
    reste = re.sub(r"%|pour ?cents?|pourcents?|points?", "", plat.replace(nombres[0][0], "", 1) if nombres else plat)
    if len(nombres) != 1 or _POLITESSE.sub("", reste):
        raise SaisieInvalide(champ, f"Nous n'avons pas compris ce pourcentage. {exemple}")
    valeur = lire_chiffres(nombres[0][0], multiplie=True)
    if "%" in plat or "cent" in plat or valeur >= 1:
        valeur /= 100
    if not 0 < valeur <= 1:
        raise SaisieInvalide(champ, f"Une part va de plus de 0 à 100 %. {exemple}")
    return valeur


def lire_cout_horaire(texte: str, champ: str = "cout_horaire") -> float:
    """Euros an hour: « 30 €/h », « 30,50 ». Raises SaisieInvalide, naming `champ`."""
    exemple = "Écrivez par exemple « 30 €/h » ou « 38,50 »."
    motif = r"€|\beuros?\b|\beur\b|/ ?h(?:eure)?\b|\b(?:par|de l'|l') ?heure\b|\bhoraires?\b|\bchargée?s?\b"
    valeur = _un_seul(texte, motif, champ, "coût horaire", exemple)
    if not COUT_MINIMAL <= valeur <= COUT_MAXIMAL:
        raise SaisieInvalide(
            champ,
            f"Un coût horaire chargé va de {COUT_MINIMAL} à {COUT_MAXIMAL} € : donnez des euros par heure. {exemple}",
        )
    return valeur


def lire_heures(texte: str, champ: str = "heures") -> float:
    """A volume of hours: « 833 h », « 1 200 heures ». Raises SaisieInvalide, naming `champ`."""
    exemple = "Écrivez par exemple « 833 heures »."
    valeur = _un_seul(texte, r"\bh\b|\bheures?\b|\binsertion\b", champ, "nombre d'heures", exemple)
    if not 0 < valeur <= HEURES_MAXIMALES:
        raise SaisieInvalide(champ, f"Un volume d'heures va de plus de 0 à cent millions. {exemple}")
    return valeur


def lire_entier(texte: str, champ: str, mini: int, maxi: int) -> int:
    """A count between two bounds. Raises SaisieInvalide, naming `champ`."""
    exemple = f"Écrivez un nombre entier de {mini} à {maxi}."
    valeur = _un_seul(texte, r"\bpersonnes?\b|\bsalariée?s?\b|\blots?\b", champ, "nombre", exemple)
    if valeur != int(valeur) or not mini <= valeur <= maxi:
        raise SaisieInvalide(champ, exemple)
    return int(valeur)


def refuser_signe(plat: str, champ: str, message: str) -> None:
    """Raises SaisieInvalide for a number with a minus sign (« 10-20 » is a range, refused elsewhere)."""
    if re.search(r"(?:^|[^\w)])- ?\d", plat, re.ASCII) or re.search(r"\bmoins \d", plat, re.ASCII):
        raise SaisieInvalide(champ, message)


def _un_seul(texte: str, unites: str, champ: str, nom: str, exemple: str) -> float:
    plat = mots_en_chiffres(aplanir(texte).strip())
    refuser_signe(plat, champ, f"Ce {nom} doit être positif. {exemple}")
    nombres = trouver_nombres(plat)
    reste = re.sub(unites, "", plat.replace(nombres[0][0], " ", 1) if nombres else plat)
    if len(nombres) != 1 or _POLITESSE.sub("", reste):
        raise SaisieInvalide(champ, f"Nous n'avons pas compris ce {nom}. {exemple}")
    return lire_chiffres(nombres[0][0])
