"""The messages of the assistant as shown, stored and sent by the API: one model for the three."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conseil.reperes import Repere
from conseil.resultat import Etape
from index.modeles import Retouche, SourceCitee

Decision = Literal["reponse", "choix", "refus", "dialogue"]
Mode = Literal["bot", "secours"]


class Suggestion(BaseModel):
    """A button: `charge` is sent back as is when the visitor chooses it."""

    model_config = ConfigDict(frozen=True)

    titre: str
    charge: str


class OutilOuvert(BaseModel):
    """A guided tool: where it stands, what it knows (its fields, plain values), and its page with the same data."""

    model_config = ConfigDict(frozen=True)

    nom: str
    titre: str
    en_cours: bool = Field(description="Vrai tant que l'assistant attend une réponse à sa question.")
    rang: int = Field(description="Numéro de la question posée.")
    questions: int
    valeurs: dict[str, str | bool | int | float]
    lien: str = Field(description="Adresse de la page de l'outil, avec les mêmes données.")
    discret: bool = Field(
        default=False, description="Les réponses portent sur une personne : elles ne sont pas gardées."
    )


class MessageAssistant(BaseModel):
    """One message of the assistant, with what supports it and what may follow it."""

    model_config = ConfigDict(frozen=True)

    texte: str = Field(description="Le texte à lire, en français.")
    decision: Decision
    fiche: str | None = Field(default=None, description="Identifiant de la fiche qui répond.")
    titre: str | None = None
    extrait: str | None = Field(default=None, description="Passage de la fiche, mot pour mot.")
    extrait_titre: str | None = None
    extrait_ancre: str | None = None
    sources: tuple[SourceCitee, ...] = ()
    suggestions: tuple[Suggestion, ...] = Field(default=(), description="Suites possibles, à renvoyer en « charge ».")
    avertissements: tuple[str, ...] = ()
    retouches: tuple[Retouche, ...] = Field(default=(), description="Mots de la question lus comme d'autres.")
    repere: Repere | None = Field(
        default=None,
        description="Le montant de la question, situé parmi les seuils des fiches montrées, ou le mot demandé, défini.",
    )
    motif: str | None = Field(default=None, description="Pourquoi l'assistant ne répond pas.")
    mode: Mode = Field(description="« secours » quand la recherche a répondu sans le moteur de dialogue.")
    date_droit: date | None = Field(default=None, description="Le jour dont le droit est exposé.")
    empreinte_base: str | None = None
    outil: OutilOuvert | None = Field(default=None, description="L'outil guidé dont ce message fait partie.")
    etapes: tuple[Etape, ...] = Field(default=(), description="Les étapes du calcul, à la fin d'un outil.")
    limites: tuple[str, ...] = Field(default=(), description="Ce que le résultat ne dit pas.")

    @property
    def sujet(self) -> str | None:
        """The fiche that a follow-up leans on: the one that answers, or the only one offered instead of an answer."""
        if self.fiche or self.decision != "choix":
            return self.fiche
        offertes = [
            valeur for sorte, _, valeur in (s.charge.partition(":") for s in self.suggestions) if sorte == "fiche"
        ]
        return offertes[0] if len(offertes) == 1 else None
