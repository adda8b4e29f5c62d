"""Finding a Python that really runs, among fake ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import interpreters
from tools.console import Stop


def fake_python(path: Path, body: str) -> str:
    """Write an executable that stands for a Python at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="ascii")
    path.chmod(0o755)
    return str(path)


def test_the_version_is_asked_of_the_running_program(tmp_path: Path) -> None:
    assert interpreters.version_of(sys.executable) == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert interpreters.version_of(fake_python(tmp_path / "shim", "echo 'command not found' >&2; exit 127")) is None
    assert interpreters.version_of(str(tmp_path / "absent")) is None


def test_a_shim_that_fails_is_passed_over_for_the_one_that_runs(tmp_path: Path) -> None:
    shim = tmp_path / "shims"
    fake_python(shim / "python3.10", "exit 127")
    real = fake_python(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin" / "python3.10", "echo 3.10")
    environ = {"PATH": str(shim), "PYENV_ROOT": str(tmp_path / "pyenv")}
    assert interpreters.find_rasa_python("", environ, uv=None) == real


def test_every_match_of_the_path_is_tried_in_order(tmp_path: Path) -> None:
    fake_python(tmp_path / "a" / "python3.10", "exit 1")
    second = fake_python(tmp_path / "b" / "python3.10", "echo 3.10")
    environ = {"PATH": f"{tmp_path}/a::{tmp_path}/vide:{tmp_path}/b", "HOME": str(tmp_path)}
    assert interpreters.find_rasa_python("", environ, uv=None) == second


def test_the_named_python_is_taken_or_refused_never_replaced(tmp_path: Path) -> None:
    right = fake_python(tmp_path / "mon310", "echo 3.10")
    wrong = fake_python(tmp_path / "mon39", "echo 3.9")
    assert interpreters.find_rasa_python(right, {}, uv=None) == right
    with pytest.raises(Stop, match="CLAUSIER_PYTHON310"):
        interpreters.find_rasa_python(wrong, {"PATH": str(tmp_path)}, uv=None)


def test_uv_installs_one_when_there_is_none(tmp_path: Path) -> None:
    managed = fake_python(tmp_path / "gere" / "python3.10", "echo 3.10")
    uv = fake_python(tmp_path / "uv", f'[ "$2" = find ] && echo {managed} || exit 0')
    assert interpreters.find_rasa_python("", {"PATH": "", "HOME": str(tmp_path)}, uv) == managed


@pytest.mark.parametrize("uv_body", [None, "exit 1", "echo /nulle/part"])
def test_no_python_310_is_said_in_one_line_with_what_to_do(tmp_path: Path, uv_body: str | None) -> None:
    uv = fake_python(tmp_path / "uv", uv_body) if uv_body else None
    with pytest.raises(Stop, match=r"CLAUSIER_PYTHON310") as reason:
        interpreters.find_rasa_python("", {"PATH": "", "HOME": str(tmp_path)}, uv)
    assert "\n" not in str(reason.value)
    assert "3.10" in str(reason.value)


def test_the_tested_version_comes_before_newer_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreters.sys, "executable", str(tmp_path / "absent"))
    fake_python(tmp_path / "python3.12", "echo 3.12")
    newer = interpreters.find_modern_python({"PATH": str(tmp_path), "HOME": str(tmp_path)}, None)
    tested = fake_python(tmp_path / "python3.11", "echo 3.11")
    assert newer.endswith("python3.12")
    assert interpreters.find_modern_python({"PATH": str(tmp_path), "HOME": str(tmp_path)}, None) == tested
