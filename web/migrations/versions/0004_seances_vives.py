"""Live sessions: the session, its activities, the people in the room, what they answered, asked and objected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the six tables."""
    op.create_table(
        "seance_vive",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("code", sa.String(), unique=True),
        sa.Column("titre", sa.String(), nullable=False),
        sa.Column("scenario", sa.String()),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("mesure", sa.JSON(), nullable=False),
        sa.Column("auteur_id", sa.Integer(), sa.ForeignKey("compte.id", ondelete="SET NULL")),
        sa.Column("ouverte_le", sa.DateTime(), nullable=False),
        sa.Column("active_le", sa.DateTime(), nullable=False),
        sa.Column("close_le", sa.DateTime()),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retours", sa.Integer(), nullable=False),
        sa.Column("bilan", sa.JSON()),
    )
    op.create_index("ix_seance_vive_auteur_id", "seance_vive", ["auteur_id"])
    op.create_table(
        "seance_activite",
        _seance(primary_key=True),
        sa.Column("point", sa.String(), primary_key=True),
        sa.Column("etat", sa.String(), nullable=False),
        sa.Column("idees", sa.JSON()),
    )
    op.create_table(
        "seance_participant",
        sa.Column("id", sa.Integer(), primary_key=True),
        _seance(),
        sa.Column("jeton", sa.String(), nullable=False, unique=True),
        sa.Column("rejoint_le", sa.DateTime(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
    )
    op.create_index("ix_seance_participant_seance_id", "seance_participant", ["seance_id"])
    op.create_table(
        "seance_reponse",
        sa.Column("id", sa.Integer(), primary_key=True),
        _seance(),
        _participant("CASCADE", nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("valeur", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON()),
        sa.UniqueConstraint("seance_id", "point", "participant_id"),
    )
    op.create_index("ix_seance_reponse_seance_id", "seance_reponse", ["seance_id"])
    op.create_index("ix_seance_reponse_participant_id", "seance_reponse", ["participant_id"])
    op.create_table(
        "seance_objection",
        sa.Column("id", sa.Integer(), primary_key=True),
        _seance(),
        _participant("SET NULL"),
        sa.Column("secteur", sa.String(), nullable=False),
        sa.Column("texte", sa.String(), nullable=False),
        sa.Column("fiche", sa.String()),
    )
    op.create_index("ix_seance_objection_seance_id", "seance_objection", ["seance_id"])
    op.create_table(
        "question_salle",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("seance_id", sa.String(), sa.ForeignKey("seance_vive.id", ondelete="SET NULL")),
        sa.Column("seance_titre", sa.String(), nullable=False),
        sa.Column("texte", sa.String(), nullable=False),
        sa.Column("posee_le", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("fiche", sa.String()),
        sa.Column("epinglee", sa.Boolean(), nullable=False),
        sa.Column("masquee", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_question_salle_seance_id", "question_salle", ["seance_id"])


def _seance(*, primary_key: bool = False) -> sa.Column[str]:
    cle = sa.ForeignKey("seance_vive.id", ondelete="CASCADE")
    return sa.Column("seance_id", sa.String(), cle, primary_key=primary_key, nullable=False)


def _participant(ondelete: str, *, nullable: bool = True) -> sa.Column[int]:
    cle = sa.ForeignKey("seance_participant.id", ondelete=ondelete)
    return sa.Column("participant_id", sa.Integer(), cle, nullable=nullable)
