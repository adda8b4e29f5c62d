"""Starting, waiting, restarting and stopping, with small stand-ins for the servers."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from settings import read_settings
from tools import serve
from tools.keep_alive import COMMAND, Keeper

FAKE_SERVER = "sh -c 'echo pret; exec sleep 60'"
READY = {"index": "ok", "base": "ok", "rasa": "ok", "actions": "ok"}


class Health(BaseHTTPRequestHandler):
    """A `/sante/pret` that gives the next prepared (status, body)."""

    answers: ClassVar[list[tuple[int, str]]] = []

    def do_GET(self) -> None:
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def health_port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_the_address_is_printed_once_everything_is_ok(health_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    Health.answers = [(503, json.dumps({**READY, "rasa": "absent"})), (200, "pas du JSON"), (200, json.dumps(READY))]
    settings = read_settings({"PORT": str(health_port)})
    serve.announce(settings, time.monotonic(), lambda: True)
    assert f"Clausier est prêt : http://127.0.0.1:{health_port}\n" in capsys.readouterr().out


def test_a_start_that_stays_incomplete_says_what_is_missing(
    health_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "READY_SECONDS", 0.2)
    monkeypatch.setattr(serve, "POLL_SECONDS", 0.05)
    Health.answers = [(503, json.dumps({**READY, "actions": "absent"}))]
    serve.announce(read_settings({"PORT": str(health_port)}), time.monotonic(), lambda: True)
    printed = capsys.readouterr().out
    assert "Démarrage incomplet" in printed
    assert "'actions': 'absent'" in printed


def test_nobody_waits_for_servers_that_ended(capsys: pytest.CaptureFixture[str]) -> None:
    serve.announce(read_settings({"PORT": "1"}), time.monotonic(), lambda: False)
    assert capsys.readouterr().out == ""


def test_a_command_that_ends_is_started_again_until_stopped(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.touch()
    keeper = Keeper(f"echo depart >> {journal}", first_wait=0.01)
    thread = threading.Thread(target=keeper.run)
    thread.start()
    deadline = time.monotonic() + 10
    while len(journal.read_text().splitlines()) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    keeper.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert len(journal.read_text().splitlines()) >= 3
    assert keeper.starts >= 3


def test_stopping_the_keeper_stops_its_command() -> None:
    command = [sys.executable, "-m", "tools.keep_alive"]
    with subprocess.Popen(command, env={COMMAND: FAKE_SERVER}, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == b"pret\n"
        keeper.terminate()
        # End of file: the command held the other end of the pipe and is gone too.
        assert keeper.stdout.read() == b""
        assert keeper.wait(timeout=10) == 0
