"""Files that a tool writes are fresh, and the frozen lists keep their promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from settings import ROOT, SETTINGS
from tools import env_example
from tools.check_docs import broken_links, pages
from tools.console import Stop
from tools.environment_file import load_environment

FROZEN = ("web.txt", "rasa.txt", "dev.txt")


def read_pins(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(re.split("==", line.split("#")[0].strip()) for line in lines if re.match(r"\w", line))


def test_env_example_is_fresh() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example.render(), "lancez « make env-example »"


def test_a_stale_env_example_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env_example, "TARGET", tmp_path / ".env.example")
    monkeypatch.setattr("sys.argv", ["env_example", "--verifier"])
    with pytest.raises(Stop, match="make env-example"):
        env_example.main()


def test_env_example_uncommented_gives_back_the_defaults(tmp_path: Path) -> None:
    lines = env_example.render().splitlines()
    (tmp_path / ".env").write_text("\n".join(line.lstrip("#") for line in lines if re.match(r"#[A-Z]", line)))
    values = load_environment(tmp_path, {})
    expected = {row.name: row.default for row in SETTINGS}
    assert {name: values[name] for name in expected} == expected


@pytest.mark.parametrize("name", FROZEN)
def test_frozen_lists_name_exact_versions_and_no_place(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in text.splitlines() if not line.startswith("#"))
    assert not re.search(r"nvidia|cuda|triton|\+cpu", text)


def test_frozen_lists_hold_the_direct_pins() -> None:
    web, rasa = (read_pins(ROOT / "requirements" / name) for name in FROZEN[:2])
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if pin := re.match(r'([\w-]+)==([\w.]+) ; python_version (<|>=) "3\.11"', line):
            assert (rasa if pin[3] == "<" else web)[pin[1]] == pin[2], line


def test_test_tools_stay_out_of_what_serves() -> None:
    web, dev = (read_pins(ROOT / "requirements" / name) for name in ("web.txt", "dev.txt"))
    assert not web.keys() & dev.keys()
    assert "pytest" in dev


def test_documentation_links_lead_somewhere() -> None:
    assert [error for page in pages(ROOT) for error in broken_links(page)] == []


def test_a_broken_link_is_named_with_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[ici](page.md)\n```\n[code](absent.md)\n```\n![image](absente.png) [web](https://exemple.fr)\n")
    assert list(broken_links(page)) == [f"{page}:5 : lien vers un fichier absent : absente.png"]
