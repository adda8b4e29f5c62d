"""The tables of `instance/clausier.sqlite` and the way it is opened (WAL, 5 s of patience, foreign keys)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Engine, ForeignKey, UniqueConstraint, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from web.migrations import upgrade_database


class Table(DeclarativeBase):
    """Common base of the tables. Every date is UTC, without zone."""


class Conversation(Table):
    """One visitor's thread. Rasa knows it as `expediteur.generation`, renewed from time to time (`tours` counts)."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(primary_key=True)
    creee_le: Mapped[datetime]
    active_le: Mapped[datetime] = mapped_column(index=True)
    expediteur: Mapped[str]
    generation: Mapped[int] = mapped_column(default=0)
    tours: Mapped[int] = mapped_column(default=0)
    public: Mapped[str | None]
    derniere_fiche: Mapped[str | None]
    messages: Mapped[list[Message]] = relationship(order_by="Message.id", cascade="all, delete-orphan")


class Message(Table):
    """A visitor's text (`texte`) or an assistant's message (`contenu`); both become NULL at the end of retention."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("conversation_id", "cle"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    cree_le: Mapped[datetime] = mapped_column(index=True)
    cle: Mapped[str | None]
    texte: Mapped[str | None]
    contenu: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    decision: Mapped[str | None]
    fiche: Mapped[str | None]
    mode: Mapped[str | None]
    avis: Mapped[Avis | None] = relationship(cascade="all, delete-orphan")

    @property
    def du_visiteur(self) -> bool:
        """Whether the visitor wrote it."""
        return self.decision is None


class Avis(Table):
    """« Utile / Pas utile » on one message of the assistant, with a reason among five."""

    __tablename__ = "avis"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    utile: Mapped[bool]
    raison: Mapped[str | None]
    donne_le: Mapped[datetime]


def open_engine(path: Path) -> Engine:
    """The engine of that file, its tables brought up to date. Raises sqlalchemy's errors or OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Its owner only: SQLite gives its journals the same rights.
    path.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    upgrade_database(engine)
    return engine


def _on_connect(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not open transactions itself: `_on_begin` chooses their kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    # secure_delete: what retention erases is overwritten on disk, not only unlinked.
    for pragma in (
        "journal_mode=WAL",
        "busy_timeout=5000",
        "foreign_keys=ON",
        "secure_delete=ON",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    # A writer takes the lock at once: upgrading a read snapshot fails with « locked » without waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
