"""Busy port, full disk, missing compiler: each said in one line."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tools import checks
from tools.console import Stop


def test_a_busy_port_is_named_with_its_variable() -> None:
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        occupant.listen()
        port = occupant.getsockname()[1]
        with pytest.raises(Stop, match=rf"Port {port} .*PORT") as reason:
            checks.require_free_port("127.0.0.1", port, "PORT")
    assert "\n" not in str(reason.value)


def test_a_port_that_was_released_is_free() -> None:
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        port = occupant.getsockname()[1]
    checks.require_free_port("127.0.0.1", port, "PORT")


def test_an_address_of_another_machine_is_refused_in_one_line() -> None:
    with pytest.raises(Stop, match=r"sur 192\.0\.2\.1"):
        checks.require_free_port("192.0.2.1", 8000, "PORT")


def test_a_full_disk_is_said_in_gigabytes(tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"Go libres, 1000000000 Go nécessaires"):
        checks.require_disk(tmp_path, needed=10**18)
    checks.require_disk(tmp_path, needed=1)


def test_the_compiler_is_mentioned_only_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.shutil, "which", lambda name: None)
    assert "build-essential" in checks.explain_failed_install()
    monkeypatch.setattr(checks.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert "build-essential" not in checks.explain_failed_install()
