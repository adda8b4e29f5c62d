"""Errors of the base layer, all in one place.

BaseInvalide
    The base cannot be used; carries every `Probleme` found, not only the first.
ParametreInconnu
    A text asks for a parameter that does not exist, or that has no value at the date asked.
ReponseInvalide
    An answer to a quiz item is malformed; names the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, order=True)
class Probleme:
    """One finding in one file of the base; `message` is French and says what to do."""

    fichier: str
    ligne: int
    message: str
    niveau: Literal["erreur", "avertissement"] = "erreur"

    def __str__(self) -> str:
        return f"{self.fichier}:{self.ligne}: {self.niveau} : {self.message}"


class BaseInvalide(Exception):
    """The base has errors that prevent its reading; `problemes` lists them all."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        self.problemes = list(problemes)
        super().__init__("\n".join(str(probleme) for probleme in self.problemes))


class ParametreInconnu(KeyError):
    """No value for this name at this date."""


class ReponseInvalide(ValueError):
    """An answer to a quiz item that cannot be marked; `champ` names the field, the message says what is expected."""

    def __init__(self, champ: str, message: str) -> None:
        self.champ = champ
        self.message = message
        super().__init__(f"« {champ} » : {message}")
