"""Readers shared by the guides: the quantities of `conseil.nombres` as plain values, and addresses of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from base_connaissance.presentation import formater_nombre, formater_valeur
from bot.actions.guides.champ import INCONNU, Choix
from conseil.droit import Droit
from conseil.nombres import lire_date, lire_duree, lire_entier, lire_heures, lire_montant

OUI_NON = (
    Choix("oui", "Oui", r"^(oui|ouais|si|tout a fait|bien sur|exact|c'est ca)\b"),
    Choix("non", "Non", r"^(non|aucune?|pas du tout|jamais)\b"),
)


def montant(texte: str, _droit: Droit) -> float:
    """Euros before tax."""
    return lire_montant(texte).valeur


def duree(texte: str, _droit: Droit) -> float:
    """Months."""
    return lire_duree(texte, "duree_mois")


def heures(texte: str, _droit: Droit) -> float:
    """Hours."""
    return lire_heures(texte, "heures")


def jour(texte: str, _droit: Droit) -> str:
    """A day, in ISO form."""
    return lire_date(texte).isoformat()


def entier(champ: str, mini: int, maxi: int):  # type: ignore[no-untyped-def]
    """A reader for a count between two bounds."""

    def lire(texte: str, _droit: Droit) -> int:
        return lire_entier(texte, champ, mini, maxi)

    return lire


def ecrire_euros(valeur: float) -> str:
    """« 400 000 € »."""
    return formater_valeur(valeur, "EUR")


def ecrire_mois(valeur: float) -> str:
    """« 18 mois »."""
    return formater_valeur(valeur, "mois")


def ecrire_heures(valeur: float) -> str:
    """« 900 heures »."""
    return formater_valeur(valeur, "heures")


def ecrire_part(valeur: float) -> str:
    """« 50 % », from a fraction."""
    return formater_valeur(valeur * 100, "%")


def ecrire_nombre(valeur: float) -> str:
    """A bare number."""
    return formater_nombre(valeur)


def connue(valeurs: Mapping[str, Any], nom: str) -> Any:
    """The value of a field, None when it is missing or not known."""
    valeur = valeurs.get(nom)
    return None if valeur == INCONNU else valeur


def adresse(chemin: str, champs: Mapping[str, Any]) -> str:
    """The page of a tool with its fields in the address; what is not known is left out."""
    gardes = {nom: valeur for nom, valeur in champs.items() if valeur not in (None, "", INCONNU, [])}
    return f"{chemin}?{urlencode(gardes, doseq=True)}" if gardes else chemin


def en_texte(nombre: Any) -> str | None:
    """A number as a person would type it in a field: no exponent, no trailing zeros."""
    return None if nombre is None or isinstance(nombre, str) else f"{nombre:.6f}".rstrip("0").rstrip(".")
