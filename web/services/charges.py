"""The choices that a visitor can send back by a button: the closed list, and what each means for Rasa.

Only these reach Rasa as intents; what people type never does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from base_connaissance.modeles import PUBLICS, Fiche, Public
from index.erreurs import QuestionInvalide

Sorte = Literal["fiche", "public", "aucune", "humain", "aide", "recommencer"]

_SIMPLES: dict[Sorte, tuple[str, str]] = {
    "aucune": ("/aucune_de_ces_questions", "Aucune de ces questions"),
    "humain": ("/demander_humain", "Parler à une personne"),
    "aide": ("/demander_aide", "Que savez-vous faire ?"),
    "recommencer": ("/recommencer", "Recommencer"),
}
_PUBLICS: dict[Public, str] = {
    "acheteur": "Je suis acheteur public",
    "entreprise": "Je représente une entreprise",
    "formateur": "Je forme ou j'accompagne",
}


@dataclass(frozen=True)
class Charge:
    """A choice that was checked: its kind, its value (fiche id or public) and the words shown for it."""

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
        return _SIMPLES[self.sorte][0]


def lire_charge(brut: str, fiches: Mapping[str, Fiche]) -> Charge:
    """The choice behind a button's `charge`. Raises QuestionInvalide when we never offer it."""
    sorte, _, valeur = brut.partition(":")
    if sorte == "fiche" and valeur in fiches:
        return Charge("fiche", valeur, fiches[valeur].titre)
    if sorte == "public" and valeur in PUBLICS:
        return Charge("public", valeur, _PUBLICS[valeur])
    if not valeur and sorte in _SIMPLES and brut == sorte:
        return Charge(sorte, "", _SIMPLES[sorte][1])
    raise QuestionInvalide("Ce choix n'existe pas ou n'est plus proposé.", "charge")
