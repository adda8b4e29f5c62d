"""The audit log: who did what to what, when. Lines are added, never changed (database triggers see to it)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.comptes.tables import Audit

_LONGUEUR = 200


def consigner(session: Session, quand: datetime, qui: str, action: str, objet: str = "") -> None:
    """Add one line to the transaction; `quand` is naive UTC. Control characters become spaces: one line is one act."""
    session.add(Audit(quand=quand, qui=_propre(qui), action=_propre(action), objet=_propre(objet)))


def lire_audit(session: Session, nombre: int = 200) -> Sequence[Audit]:
    """The last `nombre` lines, the latest first."""
    return session.scalars(select(Audit).order_by(Audit.id.desc()).limit(nombre)).all()


def _propre(texte: str) -> str:
    # Cc: control; Cf: invisible marks, such as the reversal of direction; Zl, Zp: line and paragraph separators.
    visibles = (" " if unicodedata.category(signe) in {"Cc", "Cf", "Zl", "Zp"} else signe for signe in texte)
    return "".join(visibles)[:_LONGUEUR].strip()
