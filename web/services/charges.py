"""The choices that a visitor can send back by a button: the closed list, and what each means for Rasa.

Only these reach Rasa as intents; what people type never does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from base_connaissance.modeles import PUBLICS, Fiche, Public
from index.erreurs import QuestionInvalide

Sorte = Literal["fiche", "public", "outil", "saisie", "aucune", "humain", "aide", "recommencer"]

_SIMPLES: dict[Sorte, tuple[str, str]] = {
    "aucune": ("/aucune_de_ces_questions", "Aucune de ces questions"),
    "humain": ("/demander_humain", "Parler à une personne"),
    "aide": ("/demander_aide", "Que savez-vous faire ?"),
    "recommencer": ("/recommencer", "Recommencer"),
}
# A guided tool, with the field to change if any; an answer to the question that it asks.
_OUTIL = re.compile(r"[a-z]{3,20}(:[a-z0-9_-]{1,60})?")
_SAISIE = re.compile(r"[a-z0-9_-]{1,60}")
_PUBLICS: dict[Public, str] = {
    "acheteur": "Je suis acheteur public",
    "entreprise": "Je représente une entreprise",
    "formateur": "Je forme ou j'accompagne",
}


@dataclass(frozen=True)
class Charge:
    """A choice that was checked: its kind, its value (fiche id, public, tool, answer) and the words shown for it."""

    sorte: Sorte
    valeur: str
    libelle: str

    @property
    def rasa_message(self) -> str:
        """The intent that this choice triggers in Rasa, with its entity if it has one."""
        if self.sorte == "fiche":
            return "/choisir_fiche" + json.dumps({"fiche": self.valeur})
        if self.sorte == "public":
            return "/choisir_public" + json.dumps({"public": self.valeur})
        if self.sorte == "saisie":
            return "/saisir" + json.dumps({"valeur": self.valeur})
        if self.sorte == "outil":
            nom, _, champ = self.valeur.partition(":")
            return "/ouvrir_outil" + json.dumps({"outil": nom} | ({"champ": champ} if champ else {}))
        return _SIMPLES[self.sorte][0]


def lire_charge(brut: str, fiches: Mapping[str, Fiche]) -> Charge:
    """The choice behind a button's `charge`. Raises QuestionInvalide when we never offer it."""
    sorte, _, valeur = brut.partition(":")
    if sorte == "fiche" and valeur in fiches:
        return Charge("fiche", valeur, fiches[valeur].titre)
    if sorte == "public" and valeur in PUBLICS:
        return Charge("public", valeur, _PUBLICS[valeur])
    if sorte == "outil" and _OUTIL.fullmatch(valeur):
        return Charge("outil", valeur, "Ouvrir l'outil")
    if sorte == "saisie" and _SAISIE.fullmatch(valeur):
        return Charge("saisie", valeur, valeur.replace("_", " "))
    if not valeur and sorte in _SIMPLES and brut == sorte:
        return Charge(sorte, "", _SIMPLES[sorte][1])
    raise QuestionInvalide("Ce choix n'existe pas ou n'est plus proposé.", "charge")


def est_proposable(brut: str, fiches: Mapping[str, Fiche]) -> bool:
    """Whether a button with this `charge` may be shown: it must be one that we would accept back."""
    try:
        lire_charge(brut, fiches)
    except QuestionInvalide:
        return False
    return True
