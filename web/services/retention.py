"""End of retention: texts become NULL, then rows go; Rasa's own tracker is emptied too. Safe to run twice."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep

import structlog
from sqlalchemy import delete, update

from web.services.conversations import Conversations, StorageUnavailable
from web.services.horloge import Clock, naive
from web.services.tables import Conversation, Message

log = structlog.get_logger("clausier.retention")
# Counts without texts are kept for the statistics, never beyond 25 months (CNIL's audience-measurement limit).
_COUNTS_DAYS = 750
_DAY_SECONDS = 86_400.0


def purger(conversations: Conversations, tracker: Path, retention_days: int, now: datetime) -> int:
    """Erase what is older than `retention_days` and return how many messages lost their text.

    Raises StorageUnavailable when our database fails, sqlite3.Error when Rasa's does.
    """
    limite = now - timedelta(days=retention_days)
    with conversations.session(writes=True) as session:
        vides = session.execute(
            update(Message)
            .where(Message.cree_le < naive(limite))
            .where(Message.texte.is_not(None) | Message.contenu.is_not(None))
            .values(texte=None, contenu=None, cle=None)
        ).rowcount  # type: ignore[attr-defined]
        ancien = naive(now - timedelta(days=_COUNTS_DAYS))
        session.execute(delete(Conversation).where(Conversation.active_le < ancien))
    _delete_events(
        tracker,
        "DELETE FROM events WHERE sender_id IN"
        " (SELECT sender_id FROM events GROUP BY sender_id HAVING max(timestamp) < ?)",
        limite.timestamp(),
    )
    return int(vides)


def oublier(tracker: Path, expediteur: str) -> None:
    """Delete from Rasa's tracker every generation of a sender, at the visitor's demand. Raises sqlite3.Error."""
    _delete_events(tracker, "DELETE FROM events WHERE substr(sender_id, 1, 33) = ?", f"{expediteur}.")


def _delete_events(tracker: Path, statement: str, parameter: object) -> None:
    """Run one deletion on Rasa's database; nothing to do while Rasa has none."""
    if not tracker.exists():
        return
    with closing(sqlite3.connect(tracker, timeout=5)) as connection, connection:
        connection.execute("PRAGMA secure_delete=ON")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone():
            connection.execute(statement, (parameter,))


def start_daily(
    conversations: Conversations, tracker: Path, retention_days: int, clock: Clock, *others: Callable[[], None]
) -> None:
    """Purge now and every day, in a thread that ends with the process; `others` are the purges of other stores.

    A failure is logged and tried again.
    """

    def run() -> None:
        while True:
            try:
                log.info("purge", messages=purger(conversations, tracker, retention_days, clock()))
                for purge in others:
                    purge()
            except (StorageUnavailable, sqlite3.Error) as error:
                log.error("purge_impossible", cause=str(error))
            sleep(_DAY_SECONDS)

    threading.Thread(target=run, name="retention", daemon=True).start()
