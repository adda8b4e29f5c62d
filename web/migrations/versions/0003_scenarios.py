"""Training scenarios saved by trainers, with their former versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "scenario",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("titre", sa.String(), nullable=False),
        sa.Column("yaml", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("auteur_id", sa.Integer(), sa.ForeignKey("compte.id", ondelete="SET NULL")),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.String(), nullable=False),
    )
    op.create_index("ix_scenario_modifie_le", "scenario", ["modifie_le"])
    op.create_table(
        "version_scenario",
        sa.Column("scenario_id", sa.String(), sa.ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("yaml", sa.String(), nullable=False),
        sa.Column("enregistree_le", sa.DateTime(), nullable=False),
        sa.Column("enregistree_par", sa.String(), nullable=False),
    )
