"""What starts with the application: the index opened ahead, the daily purge, the host names."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.faux import FausseConnaissance
from web import configuration
from web.services import retention


def test_index_is_opened_ahead(build_app: Callable[..., Flask], connaissance: FausseConnaissance,
                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    opened = threading.Event()
    monkeypatch.setattr(connaissance, "chercher_fiches", lambda question, k: opened.set())
    build_app(WARM_UP=True)
    assert opened.wait(5)


def test_broken_index_does_not_stop_the_start(build_app: Callable[..., Flask], connaissance: FausseConnaissance,
                                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def echouer(question: str, k: int) -> None:
        raise RuntimeError("index illisible")

    monkeypatch.setattr(connaissance, "chercher_fiches", echouer)
    assert build_app(WARM_UP=True).test_client().get("/sante/vivant").status_code == 200


@pytest.fixture
def purges(monkeypatch: pytest.MonkeyPatch) -> queue.Queue[float]:
    """One item each time that the purge goes to sleep; it really sleeps from the second time on."""
    siestes: queue.Queue[float] = queue.Queue()
    passages: list[float] = []

    def sleep(seconds: float) -> None:
        deja = len(passages)
        passages.append(seconds)
        siestes.put(seconds)
        if deja:
            threading.Event().wait()

    monkeypatch.setattr(retention, "sleep", sleep)
    return siestes


def test_purge_survives_a_failure_and_tries_again_the_next_day(
    build_app: Callable[..., Flask], tmp_path: Path, purges: queue.Queue[float], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rasa.sqlite").write_bytes(b"pas une base" * 100)
    build_app(DAILY_PURGE=True)
    assert [purges.get(timeout=5), purges.get(timeout=5)] == [86_400.0, 86_400.0]
    assert capsys.readouterr().err.count("purge_impossible") == 2


def test_purge_empties_rasa_s_database_at_start(
    build_app: Callable[..., Flask], tmp_path: Path, purges: queue.Queue[float]
) -> None:
    with closing(sqlite3.connect(tmp_path / "rasa.sqlite")) as base, base:
        base.execute("CREATE TABLE events (sender_id TEXT, timestamp FLOAT)")
        base.execute("INSERT INTO events VALUES ('vieux', 0)")
    build_app(DAILY_PURGE=True)
    assert [purges.get(timeout=5) for _ in range(2)], "deux passages, pour ne rien laisser derrière"
    with closing(sqlite3.connect(tmp_path / "rasa.sqlite")) as base:
        assert base.execute("SELECT count(*) FROM events").fetchone() == (0,)


@pytest.mark.parametrize(
    ("changes", "any_name"),
    [({}, False), ({"host": "0.0.0.0"}, True), ({"trusted_proxies": 1}, True)],
)
def test_names_are_checked_on_loopback(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], any_name: bool
) -> None:
    settings = replace(configuration.settings, **{"host": "127.0.0.1", "trusted_proxies": 0, **changes})  # type: ignore[arg-type]
    monkeypatch.setattr(configuration, "settings", settings)
    assert (configuration.trusted_hosts() is None) == any_name
