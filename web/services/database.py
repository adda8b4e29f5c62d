"""The door to `instance/clausier.sqlite`: opened at first use, brought up to date, then short transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from web.services.tables import open_engine


class StorageUnavailable(RuntimeError):
    """The database cannot be read or written: disk full, read-only folder, damaged file, file of a later version."""


class Database:
    """One file. Opened at first use, so that reading pages works when the disk does not."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine: Engine | None = None
        self._opening = Lock()
        # SQLite does not queue its writers: each sleeps and tries again, and on a busy machine one may try in vain for
        # longer than `busy_timeout`. Threads of one process wait for each other here; SQLite has the other processes.
        self._writing = Lock()

    @contextmanager
    def session(self, *, writes: bool = False) -> Iterator[Session]:
        """A transaction, committed at the end. Raises StorageUnavailable when the database fails."""
        try:
            options = self._open().execution_options(writes=writes)
            turn = self._writing if writes else nullcontext()
            with turn, Session(options, expire_on_commit=False) as session, session.begin():
                yield session
        except (SQLAlchemyError, CommandError, OSError) as error:
            raise StorageUnavailable(str(error)) from error

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = open_engine(self._path)
            return self._engine
