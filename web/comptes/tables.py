"""The tables of accounts. Passwords are argon2 hashes; tokens and attempted names are kept hashed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.services.tables import Table

Role = Literal["formateur", "redacteur", "admin"]
ROLES: tuple[Role, ...] = ("formateur", "redacteur", "admin")


class Compte(Table):
    """A person who may do more than read. `mot_de_passe` is None when only the organisation's sign-in is used."""

    __tablename__ = "compte"

    id: Mapped[int] = mapped_column(primary_key=True)
    identifiant: Mapped[str] = mapped_column(unique=True)
    mot_de_passe: Mapped[str | None]
    roles: Mapped[list[str]] = mapped_column(JSON)
    cree_le: Mapped[datetime]
    connecte_le: Mapped[datetime | None]
    desactive_le: Mapped[datetime | None]


class SessionCompte(Table):
    """A sign-in in progress: `jeton` is the sha256 of what the cookie holds, so a stolen file opens nothing."""

    __tablename__ = "session_compte"

    jeton: Mapped[str] = mapped_column(primary_key=True)
    compte_id: Mapped[int] = mapped_column(ForeignKey("compte.id", ondelete="CASCADE"), index=True)
    ouverte_le: Mapped[datetime]
    vue_le: Mapped[datetime]
    compte: Mapped[Compte] = relationship()


class EchecConnexion(Table):
    """Failed attempts on one name, known or not (`cle` is a keyed hash: people type passwords in the wrong field)."""

    __tablename__ = "echec_connexion"

    cle: Mapped[str] = mapped_column(primary_key=True)
    nombre: Mapped[int]
    dernier_le: Mapped[datetime]
    bloque_jusqu_a: Mapped[datetime | None]


class Audit(Table):
    """One line of the log: who did what to what, when (UTC). Database triggers refuse any change."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    quand: Mapped[datetime] = mapped_column(index=True)
    qui: Mapped[str]
    action: Mapped[str]
    objet: Mapped[str]
