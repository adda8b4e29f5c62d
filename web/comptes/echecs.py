"""Counting failed attempts on a name: five free, then a delay that doubles, the same for names that do not exist."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from web.comptes.tables import EchecConnexion

ESSAIS_LIBRES = 5
_PREMIER_DELAI = timedelta(minutes=1)
_DELAI_MAXIMAL = timedelta(minutes=15)
# A day without a failure clears the count.
OUBLI = timedelta(days=1)


class ConnexionBloquee(Exception):
    """Too many failures on this name; `secondes` is what is left to wait."""

    def __init__(self, secondes: int) -> None:
        super().__init__(secondes)
        self.secondes = secondes


def compter_essai(session: Session, secret: str, identifiant: str, now: datetime) -> None:
    """Count an attempt before its password is looked at, so that parallel attempts do not escape the count.

    Raises ConnexionBloquee while the name is blocked. A right password clears the count: see `effacer_echecs`.
    """
    cle = _cle(secret, identifiant)
    echec = session.get(EchecConnexion, cle)
    if echec is None:
        echec = EchecConnexion(cle=cle, nombre=0, dernier_le=now, bloque_jusqu_a=None)
        session.add(echec)
    if echec.bloque_jusqu_a is not None and echec.bloque_jusqu_a > now:
        raise ConnexionBloquee(int((echec.bloque_jusqu_a - now).total_seconds()) + 1)
    echec.nombre = 1 if now - echec.dernier_le > OUBLI else echec.nombre + 1
    echec.dernier_le = now
    if echec.nombre >= ESSAIS_LIBRES:
        doublements = min(echec.nombre - ESSAIS_LIBRES, 10)
        echec.bloque_jusqu_a = now + min(_PREMIER_DELAI * 2**doublements, _DELAI_MAXIMAL)


def effacer_echecs(session: Session, secret: str, identifiant: str) -> None:
    """Forget the failures on a name."""
    echec = session.get(EchecConnexion, _cle(secret, identifiant))
    if echec is not None:
        session.delete(echec)


def _cle(secret: str, identifiant: str) -> str:
    return hmac.new(secret.encode(), identifiant.encode(), hashlib.sha256).hexdigest()
