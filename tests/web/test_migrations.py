"""The database is brought up to date when it is opened: a new one, an old one, one of the future."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import web.comptes.tables
import web.formation.tables
import web.seance.tables
from tests.faux import Horloge
from web.migrations import heads
from web.services.conversations import Conversations
from web.services.database import Database, StorageUnavailable
from web.services.tables import Conversation, Table, open_engine

_OLD_TABLES = ("conversation", "message", "avis")


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    engine = open_engine(path)
    try:
        yield engine
    finally:
        engine.dispose()


def test_there_is_one_head() -> None:
    assert len(heads()) == 1


def test_migrations_make_the_tables_of_the_classes(tmp_path: Path) -> None:
    with _engine(tmp_path / "c.sqlite") as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Table.metadata) == []
        assert set(context.get_current_heads()) == heads()


def test_a_database_of_before_migrations_keeps_its_conversations(tmp_path: Path, horloge: Horloge) -> None:
    path = tmp_path / "c.sqlite"
    store = Conversations(path, horloge)
    identifiant = store.ouvrir("entreprise")
    with closing(sqlite3.connect(path)) as base, base:
        # What create_all had made: the first three tables, and no trace of a version.
        autres = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (nom,) in autres:
            if nom not in _OLD_TABLES and not nom.startswith("sqlite_"):
                base.execute(f"DROP TABLE {nom}")
    for _ in range(2):
        assert Conversations(path, horloge).lire(identifiant).public == "entreprise"
    with _engine(path) as engine, engine.connect() as connection:
        assert set(MigrationContext.configure(connection).get_current_heads()) == heads()


def test_the_file_is_read_by_its_owner_only(tmp_path: Path) -> None:
    with _engine(tmp_path / "c.sqlite"):
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_two_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    def ouvrir(_rang: int) -> list[str]:
        with Database(tmp_path / "c.sqlite").session() as session:
            return list(session.scalars(select(Conversation.id)))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ouvrir, range(4))) == [[]] * 4


def test_a_database_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with _engine(path):
        pass
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageUnavailable, match="9999"), Database(path).session():
        pass
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_the_log_cannot_be_rewritten(tmp_path: Path, horloge: Horloge) -> None:
    base = Database(tmp_path / "c.sqlite")
    with base.session(writes=True) as session:
        quand = horloge().replace(tzinfo=None)
        session.add(web.comptes.tables.Audit(quand=quand, qui="anne", action="connexion", objet=""))
    for ordre in ("UPDATE audit SET qui = 'luc'", "DELETE FROM audit"):
        with pytest.raises(StorageUnavailable) as refus, base.session(writes=True) as session:
            session.connection().exec_driver_sql(ordre)
        assert isinstance(refus.value.__cause__, IntegrityError)
    with base.session() as session:
        assert _qui(session) == ["anne"]


def _qui(session: Session) -> list[str]:
    return list(session.scalars(select(web.comptes.tables.Audit.qui)))
