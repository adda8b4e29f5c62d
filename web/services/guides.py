"""Messages of the guided tools: from the object that the bot sends to what the page shows, stores and the API gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from base_connaissance.modeles import Fiche
from conseil.resultat import Resultat, SourceUtilisee
from index.modeles import SourceCitee
from web.modeles import MessageAssistant, OutilOuvert, Suggestion
from web.services.charges import est_proposable

_SUITES = 2


class ResultatRecu(Resultat):
    """The part of a tool's result that a message shows; what belongs to one tool only is for its page."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class GuideRecu(BaseModel):
    """What the bot sends for one message of a guided tool (bot/actions/guides/messages.py)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outil: str
    titre: str
    texte: str
    boutons: tuple[Suggestion, ...] = ()
    en_cours: bool
    rang: int
    questions: int
    valeurs: dict[str, str | bool | int | float]
    discret: bool = False
    # An address of this site only: it becomes a link.
    lien: str = Field(pattern=r"^/(outils|formation/jeux)(/[a-z-]+)*(\?[^\s\"<>]*)?$")
    resultat: ResultatRecu | None = None


def en_message(contenu: Mapping[str, Any], fiches: Mapping[str, Fiche]) -> MessageAssistant:
    """One message: a question, or a result with its steps. Raises pydantic's ValidationError for another shape."""
    recu = GuideRecu.model_validate(contenu)
    boutons = tuple(bouton for bouton in recu.boutons if est_proposable(bouton.charge, fiches))
    ouvert = OutilOuvert(
        nom=recu.outil, titre=recu.titre, en_cours=recu.en_cours, rang=recu.rang, questions=recu.questions,
        valeurs=recu.valeurs, lien=recu.lien, discret=recu.discret,
    )  # fmt: skip
    # Steps tell which answers were given: a discreet tool shows them on its page only, where nothing is kept.
    resultat = recu.resultat.model_copy(update={"etapes": ()}) if recu.resultat and recu.discret else recu.resultat
    message = MessageAssistant(texte=recu.texte, decision="dialogue", suggestions=boutons, mode="bot", outil=ouvert)
    return message if resultat is None else message.model_copy(update=_du_resultat(resultat, boutons, fiches))


def _du_resultat(
    resultat: ResultatRecu, boutons: tuple[Suggestion, ...], fiches: Mapping[str, Fiche]
) -> dict[str, object]:
    suites = [fiche for fiche in resultat.fiches if fiche.id in fiches][:_SUITES]
    return {
        "suggestions": (*boutons, *(Suggestion(titre=suite.titre, charge=f"fiche:{suite.id}") for suite in suites)),
        "avertissements": resultat.avertissements,
        "sources": tuple(map(_citee, resultat.sources)),
        "etapes": resultat.etapes,
        "limites": resultat.limites,
        "date_droit": resultat.date_droit,
        "empreinte_base": resultat.empreinte_base,
    }


def _citee(source: SourceUtilisee) -> SourceCitee:
    return SourceCitee(
        id=source.id, titre=source.titre, article=source.article, url=source.url, verifie_le=source.vu_le,
        nature=source.nature,
    )  # fmt: skip
