"""Accounts, their sign-in sessions, failed attempts, and the audit log that nothing rewrites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# A line of the log is never changed, and leaves only at the end of its year of retention.
_NO_UPDATE = """
CREATE TRIGGER audit_sans_modification BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'le journal d''audit ne se modifie pas'); END
"""
_NO_DELETE = """
CREATE TRIGGER audit_sans_suppression BEFORE DELETE ON audit WHEN OLD.quand > datetime('now', '-365 days')
BEGIN SELECT RAISE(ABORT, 'le journal d''audit ne se supprime pas'); END
"""


def upgrade() -> None:
    """Create the tables and the two guards of the log."""
    op.create_table(
        "compte",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("identifiant", sa.String(), nullable=False, unique=True),
        sa.Column("mot_de_passe", sa.String()),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("connecte_le", sa.DateTime()),
        sa.Column("desactive_le", sa.DateTime()),
    )
    op.create_table(
        "session_compte",
        sa.Column("jeton", sa.String(), primary_key=True),
        sa.Column("compte_id", sa.Integer(), sa.ForeignKey("compte.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ouverte_le", sa.DateTime(), nullable=False),
        sa.Column("vue_le", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_session_compte_compte_id", "session_compte", ["compte_id"])
    op.create_table(
        "echec_connexion",
        sa.Column("cle", sa.String(), primary_key=True),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("dernier_le", sa.DateTime(), nullable=False),
        sa.Column("bloque_jusqu_a", sa.DateTime()),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("quand", sa.DateTime(), nullable=False),
        sa.Column("qui", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("objet", sa.String(), nullable=False),
    )
    op.create_index("ix_audit_quand", "audit", ["quand"])
    op.execute(_NO_UPDATE)
    op.execute(_NO_DELETE)
