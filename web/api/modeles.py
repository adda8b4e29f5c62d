"""What the API receives and sends: the same models validate requests and make the OpenAPI document."""

from __future__ import annotations

import datetime

from pydantic import BaseModel, ConfigDict, Field, model_validator

from base_connaissance.modeles import Public
from index.nettoyage import LONGUEUR_MAXIMALE
from web.modeles import MessageAssistant
from web.services.fiches import FicheResumee

K_MAX = 20


class _Demande(BaseModel):
    """Strict: a number is not a text, an unknown field is an error (a misspelt name must not pass in silence)."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OuvertureConversation(_Demande):
    """Body of the opening of a conversation; it may be empty."""

    public: Public | None = None


class EnvoiMessage(_Demande):
    """A typed text, or the `charge` of a suggestion: one of the two."""

    texte: str | None = Field(
        default=None, description=f"Question en français, {LONGUEUR_MAXIMALE} caractères au plus.",
        examples=["La clause sociale est-elle obligatoire ?"],
    )  # fmt: skip
    charge: str | None = Field(default=None, description="« charge » d'une suggestion reçue, renvoyée telle quelle.")
    public: Public | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> EnvoiMessage:
        if (self.texte is None) == (self.charge is None):
            raise ValueError("envoyez « texte » ou « charge », l'un des deux")
        return self


class DemandeRecherche(_Demande):
    """A question for the search, without conversation."""

    question: str = Field(description=f"{LONGUEUR_MAXIMALE} caractères au plus.", examples=["Qu'est-ce qu'une ETTI ?"])
    public: Public | None = None
    date: datetime.date | None = Field(
        default=None, description="Jour dont le droit est demandé (AAAA-MM-JJ) ; aujourd'hui sinon."
    )
    k: int | None = Field(default=None, ge=1, le=K_MAX, description="Nombre de fiches candidates.")


class DemandeRecu(_Demande):
    """What a receipt is asked for: a question or a fiche, for a reader and a day."""

    question: str | None = Field(default=None, description=f"{LONGUEUR_MAXIMALE} caractères au plus.")
    fiche: str | None = Field(default=None, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    public: Public | None = None
    date: datetime.date | None = Field(default=None, description="Jour dont le droit est demandé (AAAA-MM-JJ).")

    @model_validator(mode="after")
    def _one_of_two(self) -> DemandeRecu:
        if (self.question is None) == (self.fiche is None):
            raise ValueError("envoyez « question » ou « fiche », l'une des deux")
        return self


class ConversationOuverte(BaseModel):
    """The new conversation's id: keep it secret, it gives access to the conversation."""

    id: str


class Messages(BaseModel):
    """The assistant's messages of one turn."""

    conversation: str
    messages: list[MessageAssistant]


class ListeFiches(BaseModel):
    """The fiches that pass the filters."""

    total: int
    fiches: list[FicheResumee]


class ErreurDeChamp(BaseModel):
    """A field and what is wrong with it."""

    champ: str
    message: str


class Probleme(BaseModel):
    """An error (RFC 9457). `reference` is to be quoted when reporting it."""

    type: str
    title: str
    status: int
    detail: str
    reference: str
    champ: str | None = None
    erreurs: list[ErreurDeChamp] | None = None
    delai: int | None = Field(default=None, description="Secondes à attendre (429).")
