"""Reading `.env`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.console import Stop
from tools.environment_file import load_environment, load_settings


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('# commentaire\n\nPORT=9000\nNOM="deux mots" # fin\nVIDE=\n', encoding="utf-8")
    values = load_environment(tmp_path, {"PORT": "9001", "AUTRE": "x"})
    assert values == {"PORT": "9001", "AUTRE": "x", "NOM": "deux mots", "VIDE": ""}


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert load_environment(tmp_path, {"A": "1"}) == {"A": "1"}


@pytest.mark.parametrize("line", ["sans signe egal", "A-B=1", "NOM=deux mots", 'NOM="ouvert'])
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"PORT=1\n{line}\n", encoding="utf-8")
    with pytest.raises(Stop, match=r"\.env:2 "):
        load_environment(tmp_path, {})


def test_a_wrong_setting_is_one_line_that_names_it() -> None:
    with pytest.raises(Stop, match="PORT") as reason:
        load_settings({"PORT": "huit mille"})
    assert "\n" not in str(reason.value)
