"""What an import says of each line: accepted, corrected or rejected, and why."""

from __future__ import annotations

from typing import Any, Literal

from base_connaissance.champs import Modele
from base_connaissance.questionnaire.modeles import Item


class Echange(ValueError):
    """A file that cannot be read at all; the message is French and says what to do."""


class LigneLue(Modele):
    """The fields of one item as the file gives them, with its line and what was corrected on the way."""

    ligne: int
    donnees: dict[str, Any]
    corrections: tuple[str, ...] = ()
    refus: str | None = None


class LigneRapport(Modele):
    """The fate of one item of the file. `details` name the field, then the reason."""

    ligne: int
    id: str
    statut: Literal["acceptée", "corrigée", "rejetée"]
    details: tuple[str, ...] = ()


class Importation(Modele):
    """The items read and the report, line by line."""

    items: tuple[Item, ...]
    rapport: tuple[LigneRapport, ...]

    def compter(self, statut: str) -> int:
        """How many lines have that fate."""
        return sum(ligne.statut == statut for ligne in self.rapport)
