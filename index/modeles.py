"""What the one door returns: a `Reponse`, decided and sourced, ready for the chat, the API and the command line."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from base_connaissance.modeles import Phase, Public

Decision = Literal["reponse", "choix", "refus"]
Niveau = Literal["ok", "degrade", "absent"]
TypeAchat = Literal["travaux", "fournitures", "services", "prestations_intellectuelles", "concession"]


class _Modele(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceCitee(_Modele):
    """A source as shown under an answer; `verifie_le` is the day the fiche was last checked against it."""

    id: str
    titre: str
    article: str | None = None
    url: str | None = None
    verifie_le: date
    nature: str


class Candidat(_Modele):
    """A fiche that may answer; `score` is the fused score, comparable only within one answer."""

    fiche: str
    titre: str
    score: float


class Retouche(_Modele):
    """A misspelt word of the question, as typed and as the search read it."""

    tape: str
    lu: str


class Contexte(_Modele):
    """What the conversation already knows, used for elliptical follow-ups.

    `date_droit`: the day whose law the last message told, when it was before its own day.
    """

    public: Public | None = None
    phase: Phase | None = None
    type_achat: TypeAchat | None = None
    montant: float | None = Field(default=None, ge=0)
    derniere_fiche: str | None = None
    date_droit: date | None = None


class Reponse(_Modele):
    """An answer, a choice or a refusal. Every text and address comes from the base (checked at composition)."""

    question: str
    decision: Decision
    probabilite: float = Field(ge=0, le=1)
    fiche: str | None = None
    titre: str | None = None
    reponse: str | None = None
    extrait: str | None = None
    extrait_titre: str | None = None
    extrait_ancre: str | None = None
    sources: tuple[SourceCitee, ...] = ()
    candidats: tuple[Candidat, ...] = ()
    suggestions: tuple[Candidat, ...] = ()
    avertissements: tuple[str, ...] = ()
    retouches: tuple[Retouche, ...] = ()
    motif: str | None = None
    orientation: str | None = None
    date_droit: date
    empreinte_base: str

    @property
    def sujet(self) -> str | None:
        """The fiche that a follow-up leans on: the one that answers, or the only one offered instead of an answer."""
        seule = self.candidats[0].fiche if self.decision == "choix" and len(self.candidats) == 1 else None
        return self.fiche or seule


class Etat(_Modele):
    """Health of the search, as `/sante/pret` shows it."""

    index: Niveau
    base: Niveau
    modele: Niveau
    avertissements: tuple[str, ...] = ()
    empreinte: str = ""
