"""Migrations of `instance/clausier.sqlite`, run by alembic when the database is opened.

To change a table: change its class, then write `versions/NNNN_what_changes.py` whose `down_revision` is the present
head. A test compares the tables so made with the classes, and refuses two heads.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

FOLDER = Path(__file__).parent
# What `create_all` made before migrations existed; such databases are marked as being there.
INITIAL = "0001"


def upgrade_database(engine: Engine) -> None:
    """Bring the tables up to date, in one transaction that holds the write lock; nothing to do twice.

    Raises sqlalchemy's errors; alembic's CommandError when the database was made by a later Clausier.
    """
    with engine.execution_options(writes=True).connect() as connection, connection.begin():
        current = MigrationContext.configure(connection).get_current_heads()
        if set(current) == heads():
            return
        config = _config(connection)
        if not current and inspect(connection).has_table("conversation"):
            command.stamp(config, INITIAL)
        command.upgrade(config, "heads")


@cache
def heads() -> frozenset[str]:
    """The last migrations written: one, as a test checks."""
    return frozenset(ScriptDirectory(str(FOLDER)).get_heads())


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
