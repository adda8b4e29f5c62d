"""Keeping conversations: opening, adding, rating, erasing. Short transactions, none held while Rasa works."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from base_connaissance.modeles import Public
from web.modeles import MessageAssistant, OutilOuvert
from web.services.database import Database
from web.services.database import StorageUnavailable as StorageUnavailable
from web.services.horloge import Clock, jour_en_france, naive
from web.services.tables import Avis, Conversation, Message

_TOURS_MAX = 40
_NON_GARDE = "(réponse non gardée)"
_AGE_EXPEDITEUR = timedelta(minutes=30)


class ConversationInconnue(LookupError):
    """No conversation has this id (or it was erased)."""


@dataclass(frozen=True)
class Contexte:
    """What one turn needs to know of its conversation; `expediteur` is the sender to give to Rasa.

    `outil` is the guided tool left open by the last message; `a_reprendre` tells that Rasa does not know it (any more).
    `date_droit` is the day whose law the last message told, when it was before its own day.
    """

    expediteur: str
    public: Public | None
    derniere_fiche: str | None
    date_droit: date | None = None
    outil: OutilOuvert | None = None
    a_reprendre: bool = False


class Conversations:
    """The store. `database` is the file it writes to, shared with the accounts and the training scenarios."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.database = Database(path)
        self._clock = clock

    def ouvrir(self, public: Public | None = None, fiche: str | None = None) -> str:
        """Create a conversation and return its id: 128 random bits, 32 hexadecimal digits."""
        identifiant = secrets.token_hex(16)
        now = naive(self._clock())
        with self.session(writes=True) as session:
            session.add(
                Conversation(
                    id=identifiant, creee_le=now, active_le=now, expediteur=secrets.token_hex(16), generation=0,
                    tours=0, public=public, derniere_fiche=fiche,
                )
            )  # fmt: skip
        return identifiant

    def existe(self, identifiant: str) -> bool:
        """Whether that conversation is still kept."""
        with self.session() as session:
            return session.get(Conversation, identifiant) is not None

    def lire(self, identifiant: str) -> Conversation:
        """The conversation with its messages and ratings, detached. Raises ConversationInconnue."""
        with self.session() as session:
            messages = selectinload(Conversation.messages).selectinload(Message.avis)
            return _trouver(session, identifiant, messages)

    def ajouter_question(
        self, identifiant: str, texte: str, cle: str | None, public: Public | None, fiche: str | None = None
    ) -> Contexte | None:
        """Keep what the visitor said and give the context of the turn.

        None when `cle` (one per form shown) was already received: the same message, sent twice.
        Raises ConversationInconnue.
        """
        now = naive(self._clock())
        with self.session(writes=True) as session:
            conversation = _trouver(session, identifiant)
            if cle is not None and _deja_recu(session, identifiant, cle):
                return None
            dernier = _dernier_de_l_assistant(session, identifiant)
            contenu = _contenu_de(dernier)
            outil = _outil_ouvert(contenu)
            garde = _NON_GARDE if outil is not None and outil.discret else texte
            session.add(Message(conversation_id=identifiant, cree_le=now, texte=garde, cle=cle))
            if conversation.tours >= _TOURS_MAX or now - conversation.active_le > _AGE_EXPEDITEUR:
                _renouveler(conversation)
            conversation.tours += 1
            conversation.active_le = now
            conversation.public = public or conversation.public
            date_droit = _date_droit(dernier) if fiche in {None, conversation.derniere_fiche} else None
            conversation.derniere_fiche = fiche or conversation.derniere_fiche
            expediteur = f"{conversation.expediteur}.{conversation.generation}"
            inconnu = outil is not None and (conversation.tours == 1 or contenu.get("mode") == "secours")
            return Contexte(expediteur, _public(conversation), conversation.derniere_fiche, date_droit, outil, inconnu)

    def ajouter_reponses(
        self, identifiant: str, messages: Sequence[MessageAssistant], *, changer: bool
    ) -> list[Message]:
        """Keep the assistant's messages; `changer` gives Rasa a new sender for the next turn (this one is stuck)."""
        now = naive(self._clock())
        with self.session(writes=True) as session:
            conversation = _trouver(session, identifiant)
            lignes = [
                Message(
                    conversation_id=identifiant, cree_le=now, contenu=message.model_dump(mode="json"),
                    decision=message.decision, fiche=message.fiche, mode=message.mode, avis=None,
                )
                for message in messages
            ]  # fmt: skip
            session.add_all(lignes)
            conversation.derniere_fiche = next(
                (message.sujet for message in reversed(messages) if message.sujet), conversation.derniere_fiche
            )
            if changer:
                _renouveler(conversation)
        return lignes

    def libelle_de(self, identifiant: str, charge: str) -> str | None:
        """The words of the button that carried `charge` in the assistant's last message, None if it did not."""
        with self.session() as session:
            proposees = _contenu_de(_dernier_de_l_assistant(session, identifiant)).get("suggestions", [])
        return next((propose["titre"] for propose in proposees if propose["charge"] == charge), None)

    def noter(self, identifiant: str, message_id: int, utile: bool, raison: str | None) -> None:
        """Keep a rating, replacing the former one. Raises ConversationInconnue when the message is not in it."""
        now = naive(self._clock())
        with self.session(writes=True) as session:
            message = session.get(Message, message_id)
            if message is None or message.conversation_id != identifiant or message.du_visiteur:
                raise ConversationInconnue(identifiant)
            session.merge(Avis(message_id=message_id, utile=utile, raison=raison, donne_le=now))

    def effacer(self, identifiant: str) -> str:
        """Delete a conversation and all it holds; returns its sender's root, to erase Rasa's copy too.

        Raises ConversationInconnue.
        """
        with self.session(writes=True) as session:
            conversation = _trouver(session, identifiant)
            session.delete(conversation)
            return conversation.expediteur

    def session(self, *, writes: bool = False) -> AbstractContextManager[Session]:
        """A transaction of the database. Raises StorageUnavailable when it fails."""
        return self.database.session(writes=writes)


def _trouver(session: Session, identifiant: str, *options: object) -> Conversation:
    conversation = session.get(Conversation, identifiant, options=options)  # type: ignore[arg-type]
    if conversation is None:
        raise ConversationInconnue(identifiant)
    return conversation


def _deja_recu(session: Session, identifiant: str, cle: str) -> bool:
    demande = select(Message.id).where(Message.conversation_id == identifiant, Message.cle == cle)
    return session.scalar(demande) is not None


def _dernier_de_l_assistant(session: Session, identifiant: str) -> Message | None:
    """The assistant's last message, if any; without content once its text is erased."""
    demande = (
        select(Message)
        .where(Message.conversation_id == identifiant, Message.decision.is_not(None))
        .order_by(Message.id.desc())
        .limit(1)
    )
    return session.scalar(demande)


def _contenu_de(dernier: Message | None) -> dict[str, Any]:
    """What that message said; nothing without one, or once its text is erased."""
    return (dernier.contenu if dernier else None) or {}


def _date_droit(dernier: Message | None) -> date | None:
    """The day whose law that message told, when it was before its own day."""
    lue = _contenu_de(dernier).get("date_droit")
    if dernier is None or lue is None:
        return None
    jour = date.fromisoformat(lue)
    return jour if jour < jour_en_france(dernier.cree_le) else None


def _outil_ouvert(contenu: dict[str, Any]) -> OutilOuvert | None:
    outil = contenu.get("outil")
    return OutilOuvert.model_validate(outil) if outil and outil["en_cours"] else None


def _renouveler(conversation: Conversation) -> None:
    conversation.generation += 1
    conversation.tours = 0


def _public(conversation: Conversation) -> Public | None:
    return conversation.public  # type: ignore[return-value]
