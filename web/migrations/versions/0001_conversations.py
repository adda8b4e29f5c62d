"""Conversations, messages and ratings: the tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("creee_le", sa.DateTime(), nullable=False),
        sa.Column("active_le", sa.DateTime(), nullable=False),
        sa.Column("expediteur", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("tours", sa.Integer(), nullable=False),
        sa.Column("public", sa.String()),
        sa.Column("derniere_fiche", sa.String()),
    )
    op.create_index("ix_conversation_active_le", "conversation", ["active_le"])
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(), sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("cle", sa.String()),
        sa.Column("texte", sa.String()),
        sa.Column("contenu", sa.JSON()),
        sa.Column("decision", sa.String()),
        sa.Column("fiche", sa.String()),
        sa.Column("mode", sa.String()),
        sa.UniqueConstraint("conversation_id", "cle"),
    )
    op.create_index("ix_message_conversation_id", "message", ["conversation_id"])
    op.create_index("ix_message_cree_le", "message", ["cree_le"])
    op.create_table(
        "avis",
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("utile", sa.Boolean(), nullable=False),
        sa.Column("raison", sa.String()),
        sa.Column("donne_le", sa.DateTime(), nullable=False),
    )
