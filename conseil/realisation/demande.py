"""What a company says of its commitment, and of the post it wants to build. Durations are in months."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from base_connaissance.presentation import formater_nombre
from conseil.erreurs import SaisieInvalide

Employeur = Literal["prive", "epic", "association", "collectivite"]
Reponse = Literal["inconnu", "oui", "non"]
Hebdo = Annotated[FiniteFloat, Field(ge=1, le=48, description="Heures par semaine d'une personne.")]


class DemandeRealisation(BaseModel):
    """Hours due and the company's situation. `parts` is one's own mix: percent of the hours by way, 100 in all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heures: Annotated[FiniteFloat, Field(gt=0, le=1e6, description="Heures d'insertion dues.")]
    duree_mois: Annotated[FiniteFloat, Field(ge=0.5, le=120)]
    heures_faites: Annotated[FiniteFloat, Field(ge=0, le=1e6)] = 0
    metier: str | None = Field(default=None, max_length=40)
    effectif: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    sites: Annotated[int, Field(ge=1, le=1000)] = 1
    debut: date | None = Field(default=None, ge=date(2019, 4, 1), le=date(2040, 12, 31))
    heures_hebdo: Hebdo | None = None
    employeur: Employeur = "prive"
    peut_embaucher: Reponse = "inconnu"
    sous_traitance: Reponse = "inconnu"
    handicap_admis: Reponse = "inconnu"
    membre_geiq: Reponse = "inconnu"
    formation_comptee: Reponse = "inconnu"
    parts: dict[str, Annotated[FiniteFloat, Field(ge=0, le=100)]] = Field(default_factory=dict, max_length=12)

    def verifier(self, moyens: frozenset[str]) -> None:
        """Raise SaisieInvalide when the hours are already done or when one's own mix is not a whole."""
        if self.heures_faites >= self.heures:
            raise SaisieInvalide(
                "heures_faites", "Les heures déjà faites atteignent les heures dues : rien à planifier."
            )
        inconnus = set(self.parts) - moyens
        if inconnus:
            raise SaisieInvalide("parts", f"Ce moyen n'existe pas : {sorted(inconnus)[0]}.")
        total = sum(self.parts.values())
        if self.parts and abs(total - 100) > 0.5:
            raise SaisieInvalide("parts", f"Vos parts font {formater_nombre(total)} % : elles doivent faire 100 %.")


class DemandePoste(BaseModel):
    """A trade and the tasks chosen, to be regrouped into a post."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metier: str = Field(max_length=40)
    taches: tuple[Annotated[str, Field(max_length=40)], ...] = Field(default=(), max_length=40)
    heures_hebdo: Hebdo | None = None
    semaines: Annotated[int, Field(ge=1, le=520)] | None = None
