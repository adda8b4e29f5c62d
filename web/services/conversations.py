"""Keeping conversations: opening, adding, rating, erasing. Short transactions, none held while Rasa works."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, selectinload

from base_connaissance.modeles import Public
from web.modeles import MessageAssistant
from web.services.horloge import Clock, naive
from web.services.tables import Avis, Conversation, Message, open_engine

_TOURS_MAX = 40
_AGE_EXPEDITEUR = timedelta(minutes=30)


class ConversationInconnue(LookupError):
    """No conversation has this id (or it was erased)."""


class StorageUnavailable(RuntimeError):
    """The database cannot be read or written: disk full, read-only folder, damaged file."""


@dataclass(frozen=True)
class Contexte:
    """What one turn needs to know of its conversation; `expediteur` is the sender to give to Rasa."""

    expediteur: str
    public: Public | None
    derniere_fiche: str | None


class Conversations:
    """The store. Opened at first use, so that reading pages works when the disk does not."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._engine: Engine | None = None
        self._opening = Lock()

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
            session.add(Message(conversation_id=identifiant, cree_le=now, texte=texte, cle=cle))
            if conversation.tours >= _TOURS_MAX or now - conversation.active_le > _AGE_EXPEDITEUR:
                _renouveler(conversation)
            conversation.tours += 1
            conversation.active_le = now
            conversation.public = public or conversation.public
            conversation.derniere_fiche = fiche or conversation.derniere_fiche
            expediteur = f"{conversation.expediteur}.{conversation.generation}"
            return Contexte(expediteur, _public(conversation), conversation.derniere_fiche)

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
                (message.fiche for message in reversed(messages) if message.fiche), conversation.derniere_fiche
            )
            if changer:
                _renouveler(conversation)
        return lignes

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

    @contextmanager
    def session(self, *, writes: bool = False) -> Iterator[Session]:
        """A transaction, committed at the end. Raises StorageUnavailable when the database fails."""
        try:
            engine = self._open()
            with Session(engine.execution_options(writes=writes), expire_on_commit=False) as session, session.begin():
                yield session
        except (SQLAlchemyError, OSError) as error:
            raise StorageUnavailable(str(error)) from error

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = open_engine(self._path)
            return self._engine


def _trouver(session: Session, identifiant: str, *options: object) -> Conversation:
    conversation = session.get(Conversation, identifiant, options=options)  # type: ignore[arg-type]
    if conversation is None:
        raise ConversationInconnue(identifiant)
    return conversation


def _deja_recu(session: Session, identifiant: str, cle: str) -> bool:
    demande = select(Message.id).where(Message.conversation_id == identifiant, Message.cle == cle)
    return session.scalar(demande) is not None


def _renouveler(conversation: Conversation) -> None:
    conversation.generation += 1
    conversation.tours = 0


def _public(conversation: Conversation) -> Public | None:
    return conversation.public  # type: ignore[return-value]
