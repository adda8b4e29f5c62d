"""The stamps of the virtual environments, and the command that fills them. Nothing is installed here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import environments
from tools.console import Stop
from tools.environments import VirtualEnvironment, ensure, install_command

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def target(tmp_path: Path) -> VirtualEnvironment:
    """An environment with a running Python and one frozen list, not installed yet."""
    frozen = tmp_path / "web.txt"
    frozen.write_text("flask==3.1.3\n", encoding="ascii")
    created = VirtualEnvironment(tmp_path / "venv", (HERE,), (frozen,))
    created.python.parent.mkdir(parents=True)
    created.python.symlink_to(sys.executable)
    return created


def test_an_environment_is_current_only_once_stamped(target: VirtualEnvironment) -> None:
    assert not target.is_current()
    target.write_stamp()
    assert target.is_current()


def test_a_changed_list_makes_it_stale(target: VirtualEnvironment) -> None:
    target.write_stamp()
    target.lists[0].write_text("flask==3.1.4\n", encoding="ascii")
    assert not target.is_current()


def test_an_added_list_makes_it_stale_and_keeps_the_first(target: VirtualEnvironment, tmp_path: Path) -> None:
    target.write_stamp()
    dev = tmp_path / "dev.txt"
    dev.write_text("pytest==9.2.0\n", encoding="ascii")
    with_tests = VirtualEnvironment(target.folder, target.versions, (*target.lists, dev))
    assert not with_tests.is_current()
    with_tests.write_stamp()
    assert with_tests.is_current()
    assert target.is_current()


def test_a_broken_interpreter_another_version_or_a_copy_makes_it_stale(
    target: VirtualEnvironment, tmp_path: Path
) -> None:
    target.write_stamp()
    other_version = VirtualEnvironment(target.folder, ("3.99",), target.lists)
    assert other_version.must_be_created()
    copied = VirtualEnvironment(target.folder.rename(tmp_path / "copie"), target.versions, target.lists)
    assert copied.must_be_created()
    copied.python.unlink()
    assert not copied.is_current()


def test_a_damaged_stamp_counts_as_none(target: VirtualEnvironment) -> None:
    (target.folder / environments.STAMP).write_text("{", encoding="ascii")
    assert target.read_stamp() == {}


def test_a_current_environment_is_left_alone(target: VirtualEnvironment) -> None:
    target.write_stamp()
    assert ensure(target, lambda: pytest.fail("a cherché un Python"), "/bin/false", {}) is False


def test_a_failed_installation_leaves_no_stamp(target: VirtualEnvironment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "require_disk", lambda folder: None)
    with pytest.raises(Stop, match=r"Échec : installation de web\.txt"):
        ensure(target, lambda: sys.executable, "/bin/false", {})
    assert not target.is_current()


def test_disk_is_checked_before_anything_is_touched(
    target: VirtualEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise Stop("disque plein")

    monkeypatch.setattr(environments, "require_disk", full)
    with pytest.raises(Stop, match="disque plein"):
        ensure(target, lambda: pytest.fail("a créé"), "/bin/false", {})


def test_local_wheels_are_used_when_given_else_the_cpu_build_of_torch(target: VirtualEnvironment) -> None:
    local = install_command(target, "uv", {"PIP_FIND_LINKS": "/a /b"})
    assert local[-4:] == ["--find-links", "/a", "--find-links", "/b"]
    assert "--torch-backend" not in local
    elsewhere = install_command(target, "uv", {})
    assert elsewhere[-2:] == ["--torch-backend", "cpu"]
    assert "--no-deps" in elsewhere


def test_uv_is_taken_from_the_environment_unless_that_is_to_be_created(
    target: VirtualEnvironment, tmp_path: Path
) -> None:
    own, on_path = target.folder / "bin" / "uv", tmp_path / "bin" / "uv"
    on_path.parent.mkdir()
    for program in (own, on_path):
        program.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
        program.chmod(0o755)
    environ = {"PATH": str(on_path.parent)}
    assert environments.find_uv(target, environ) == str(own)
    stale = VirtualEnvironment(target.folder, ("3.99",), target.lists)
    assert environments.find_uv(stale, environ) == str(on_path)
    on_path.write_text("#!/bin/sh\nexit 127\n", encoding="ascii")
    assert environments.find_uv(stale, environ) is None
