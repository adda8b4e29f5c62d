"""What the eligibility tool receives (codes only, nothing about who the person is) and returns."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from base_connaissance.champs import Confiance, Modele, NomParametre
from conseil.resultat import Resultat

Effet = Literal["ccag", "usage", "avis", "pass_iae", "bloquant", "information"]
Verdict = Literal["a_regler", "public_ccag", "public_usage", "sur_avis", "indetermine", "pass_iae"]


class DemandeEligibilite(Modele):
    """The answers, by question of `conseil/eligibilite_questions.yml`; only the first two are needed."""

    model_config = ConfigDict(strict=True)

    but: NomParametre = Field(examples=["compter"])
    voie: NomParametre = Field(examples=["embauche"])
    marche: NomParametre | None = None
    situation: tuple[NomParametre, ...] = Field(default=(), max_length=12, examples=[["longue_duree"]])
    presence: NomParametre | None = None
    validation: NomParametre | None = None
    lieu: NomParametre | None = None


class Constat(Modele):
    """What one rule of the table says, with its source and how sure it is."""

    id: str
    effet: Effet
    titre: str
    texte: str
    reference: str
    confiance: Confiance
    fiche: str


class ResultatEligibilite(Resultat):
    """`verdict` and its words (`titre`, `resume`), the findings, the usual proofs, and what must not be asked."""

    outil: str = "eligibilite"
    verdict: Verdict
    titre: str
    constats: tuple[Constat, ...]
    preuves: tuple[str, ...]
    a_ne_pas_demander: tuple[str, ...]
