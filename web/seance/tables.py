"""The tables of live sessions. What a participant wrote is masked before it comes here; nobody's name is asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from web.services.tables import Table


class SeanceVive(Table):
    """A session opened in a room. `version` counts what participants see change, `retours` what they send.

    `scenario` is the YAML as it was at the opening; `bilan` is the report without texts, written when the rest leaves.
    """

    __tablename__ = "seance_vive"

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    titre: Mapped[str]
    scenario: Mapped[str | None]
    jour: Mapped[date]
    mesure: Mapped[list[str]] = mapped_column(JSON)
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("compte.id", ondelete="SET NULL"), index=True)
    ouverte_le: Mapped[datetime]
    active_le: Mapped[datetime]
    close_le: Mapped[datetime | None]
    point: Mapped[str]
    version: Mapped[int]
    retours: Mapped[int]
    bilan: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ActiviteVive(Table):
    """Where an activity stands, and how the trainer arranged its sentences (`idees`)."""

    __tablename__ = "seance_activite"

    seance_id: Mapped[str] = mapped_column(ForeignKey("seance_vive.id", ondelete="CASCADE"), primary_key=True)
    point: Mapped[str] = mapped_column(primary_key=True)
    etat: Mapped[str]
    idees: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class ParticipantVive(Table):
    """Someone in the room: `jeton` is the sha256 of what the cookie holds."""

    __tablename__ = "seance_participant"

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance_vive.id", ondelete="CASCADE"), index=True)
    jeton: Mapped[str] = mapped_column(unique=True)
    rejoint_le: Mapped[datetime]
    questions: Mapped[int]


class ReponseVive(Table):
    """One answer of one participant to one activity. `points` are given for quiz items, by item."""

    __tablename__ = "seance_reponse"
    __table_args__ = (UniqueConstraint("seance_id", "point", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance_vive.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("seance_participant.id", ondelete="CASCADE"), index=True)
    point: Mapped[str]
    valeur: Mapped[Any] = mapped_column(JSON)
    points: Mapped[dict[str, float] | None] = mapped_column(JSON(none_as_null=True))


class ObjectionVive(Table):
    """An objection, whoever said it: its sector, and the « frein » fiche nearest to it."""

    __tablename__ = "seance_objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance_vive.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("seance_participant.id", ondelete="SET NULL"))
    secteur: Mapped[str]
    texte: Mapped[str]
    fiche: Mapped[str | None]


class QuestionSalle(Table):
    """A question asked from a room, without a trace of who asked. Those that the base does not answer outlive the room.

    `fiche` is None when nothing answered; `seance_titre` says where it came from once the session is erased.
    """

    __tablename__ = "question_salle"

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[str | None] = mapped_column(ForeignKey("seance_vive.id", ondelete="SET NULL"), index=True)
    seance_titre: Mapped[str]
    texte: Mapped[str]
    posee_le: Mapped[date]
    decision: Mapped[str]
    fiche: Mapped[str | None]
    epinglee: Mapped[bool]
    masquee: Mapped[bool]
