"""Time as the database keeps it: UTC, without zone, because SQLite stores none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utcnow() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def naive(moment: datetime) -> datetime:
    """The same moment in UTC with its zone dropped, as written in SQLite."""
    return moment.astimezone(UTC).replace(tzinfo=None)
