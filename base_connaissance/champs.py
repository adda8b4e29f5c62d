"""Field types shared by every model of the base, and the strict model they all derive from."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Confiance = Literal["croise", "vu", "a_confirmer"]
Public = Literal["acheteur", "entreprise", "formateur"]
Identifiant = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
NomParametre = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _on_one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


# Interned: one question stands among the phrasings of its fiche, beside its section, and in the index.
Phrase = Annotated[str, BeforeValidator(_on_one_line), Field(min_length=1), AfterValidator(sys.intern)]


class Modele(BaseModel):
    """Strict and immutable: an unknown field is an error, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
