"""Time as the database keeps it: UTC, without zone, because SQLite stores none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

_PARIS = ZoneInfo("Europe/Paris")


def utcnow() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def naive(moment: datetime) -> datetime:
    """The same moment in UTC with its zone dropped, as written in SQLite."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def jour_en_france(moment: datetime) -> date:
    """The day in France at that moment, aware or as written in SQLite: the one on which the law is read."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(_PARIS).date()
