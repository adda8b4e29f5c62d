"""Where an amount stands among the dated thresholds that a fiche cites: arithmetic only, no judgement on the purchase.

A question like « nettoyage à 250 000 € par an pendant 4 ans, est-ce obligatoire ? » gets the rule from its fiche; this
adds the total and both sides of each threshold, so that the buyer compares at once. What kind of purchase it is, and
what else counts in its estimated value, stay the buyer's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from base_connaissance.presentation import formater_date, formater_valeur
from base_connaissance.typographie import typographier
from conseil.droit import ChiffreDate, Droit
from conseil.nombres.chiffres import aplanir
from conseil.nombres.grandeurs import MONTANT, PAR_AN
from conseil.nombres.phrases import ChampLu, lire_donnees_heures

# The thresholds that the estimated value of a need is compared with, excluding tax.
SEUILS = (
    "dispense_fs", "dispense_travaux", "seuil_europeen_fs_etat", "seuil_europeen_fs_collectivites",
    "seuil_europeen_fs_entites", "seuil_europeen_travaux",
)  # fmt: skip
_ECRIT_EN_EUROS = re.compile(r"€|\beuros?\b|\beur\b|\d *(?:k|m|md)\b|\bmilli(?:on|ard)s?\b", re.IGNORECASE)
_BORNE = re.compile(r"\d\s*(?:€|euros?|k€?|m€?)?\s*(?:à|et|ou|-)\s*$", re.IGNORECASE)
# A label says what it is, then sometimes a doubt or a condition that the line itself shows.
_PRECISION = re.compile(r"\s*(?:;|\()")
_AVERTISSEMENT = (
    "Comparez la valeur totale estimée de votre besoin, hors taxes, tous lots, options et reconductions compris, "
    "au seuil de votre type d'achat et d'acheteur."
)


@dataclass(frozen=True)
class Repere:
    """A box beside an answer: `titre`, `lignes`, then what to mind. An amount among thresholds, a word defined."""

    titre: str
    lignes: tuple[str, ...]
    attention: str


def situer(question: str, noms: Iterable[str], droit: Droit) -> Repere | None:
    """Compare the one amount of a question with those of `SEUILS` that are in `noms`, on the day of `droit`.

    None when the question holds no amount in euros excluding tax, or when no such threshold is cited.
    """
    demandes = set(noms).intersection(SEUILS)
    montant = _seul_montant(question) if demandes else None
    seuils = [droit.chiffre(nom) for nom in SEUILS if nom in demandes and droit.connait(nom)] if montant else []
    if montant is None or not seuils:
        return None
    titre = f"Votre montant : {formater_valeur(montant[0].valeur, 'EUR')}"
    if montant[1] is not None:
        titre = f"{titre}, soit « {montant[0].extrait.strip()} » sur {montant[1].extrait.strip()}"
    return Repere(
        typographier(titre),
        tuple(typographier(_ligne(montant[0].valeur, seuil)) for seuil in sorted(seuils, key=lambda s: s.valeur)),
        typographier(f"{_AVERTISSEMENT} Valeurs au {formater_date(droit.jour)}."),
    )


def _seul_montant(question: str) -> tuple[ChampLu, ChampLu | None] | None:
    """The amount, and the duration that multiplied it when it was a yearly one; None for a range or several amounts."""
    lues = lire_donnees_heures(question)
    lu = lues.champs.get("montant_ht")
    if lu is None or not _ECRIT_EN_EUROS.search(lu.extrait) or _BORNE.search(question[: lu.debut]):
        return None
    plat = aplanir(question)
    if sum(bool(trouve["d"] or trouve["f"]) for trouve in MONTANT.finditer(plat)) > 1:
        return None
    return lu, lues.champs.get("duree_mois") if PAR_AN.search(plat) else None


def _ligne(montant: float, seuil: ChiffreDate) -> str:
    """« Seuil européen, travaux, 5 404 000 € HT : en dessous. »"""
    libelle = _PRECISION.split(seuil.libelle)[0]
    return f"{libelle}, {seuil.texte} HT : {'atteint ou dépassé' if montant >= seuil.valeur else 'en dessous'}."
