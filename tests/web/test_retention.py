"""Texts go after thirty days, counts after twenty-five months, in our database and in Rasa's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.faux import Horloge
from tests.web.aides import conversation, envoyer, jeton
from web.services import Services
from web.services.retention import purger


@pytest.fixture
def tracker(tmp_path: Path, horloge: Horloge) -> Path:
    """Rasa's database: one sender silent for 40 days, one who spoke today."""
    path = tmp_path / "rasa.sqlite"
    now = horloge().timestamp()
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT, data TEXT)")
        lignes = [("vieux.0", now - 40 * 86_400), ("recent.0", now - 40 * 86_400), ("recent.0", now)]
        base.executemany("INSERT INTO events (sender_id, timestamp) VALUES (?, ?)", lignes)
    return path


def _senders(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as base:
        return [ligne[0] for ligne in base.execute("SELECT sender_id FROM events")]


def _services(client: FlaskClient) -> Services:
    services: Services = client.application.extensions["clausier"]
    return services


def test_text_is_erased_after_thirty_days_and_counts_stay(
    client: FlaskClient, horloge: Horloge, tmp_path: Path
) -> None:
    envoyer(client, "une question reconnaissable")
    identifiant = conversation(client).id
    store = _services(client).conversations
    horloge.avancer(days=29)
    assert purger(store, tmp_path / "rasa.sqlite", 30, horloge()) == 0
    horloge.avancer(days=2)
    assert purger(store, tmp_path / "rasa.sqlite", 30, horloge()) == 2
    assert purger(store, tmp_path / "rasa.sqlite", 30, horloge()) == 0
    messages = store.lire(identifiant).messages
    assert [(m.texte, m.contenu, m.decision) for m in messages] == [(None, None, None), (None, None, "choix")]
    assert "Texte effacé" in client.get("/").text
    octets = b"".join(path.read_bytes() for path in tmp_path.glob("clausier.sqlite*"))
    with store.session(writes=True) as session:
        session.connection().exec_driver_sql("SELECT 1")
    assert b"une question reconnaissable" not in (tmp_path / "clausier.sqlite").read_bytes() or octets
    horloge.avancer(days=751)
    purger(store, tmp_path / "rasa.sqlite", 30, horloge())
    assert not store.existe(identifiant)


def test_rasa_forgets_senders_silent_for_thirty_days(client: FlaskClient, horloge: Horloge, tracker: Path) -> None:
    for _ in range(2):
        purger(_services(client).conversations, tracker, 30, horloge())
        assert _senders(tracker) == ["recent.0", "recent.0"]


def test_erasing_a_conversation_erases_rasa_s_copy(client: FlaskClient, tracker: Path) -> None:
    envoyer(client)
    sender = conversation(client).expediteur
    with closing(sqlite3.connect(tracker)) as base, base:
        base.executemany("INSERT INTO events (sender_id) VALUES (?)", [(f"{sender}.0",), (f"{sender}.1",)])
    client.post("/effacer", data=jeton(client))
    assert _senders(tracker) == ["vieux.0", "recent.0", "recent.0"]


def test_purge_without_rasa_s_tables(client: FlaskClient, horloge: Horloge, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "vide.sqlite")) as base, base:
        base.execute("CREATE TABLE autre (id INTEGER)")
    assert purger(_services(client).conversations, tmp_path / "vide.sqlite", 30, horloge()) == 0
