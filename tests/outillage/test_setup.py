"""What is prepared, and in which order, without preparing it."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from settings import Settings, read_settings
from tools import artefacts, prepare, setup, system_packages
from tools.console import Stop


def test_python_310_is_missed_before_anything_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements").mkdir()
    for name in ("web.txt", "rasa.txt"):
        (tmp_path / "requirements" / name).write_text("", encoding="ascii")
    monkeypatch.setattr(setup, "ensure", lambda *_: pytest.fail("a installé"))
    with pytest.raises(Stop, match=r"3\.10"):
        setup.prepare_environments(tmp_path, {"PATH": "", "HOME": str(tmp_path), "CLAUSIER_PYTHON310": "/bin/false"})


def test_tests_add_their_tools_to_the_same_environment(tmp_path: Path) -> None:
    serving, testing = (setup.modern_environment(tmp_path, tests=tests) for tests in (False, True))
    assert serving.folder == testing.folder
    assert [path.name for path in testing.lists] == ["web.txt", "dev.txt"]


def test_a_browser_that_cannot_be_had_is_missed_before_anything_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tools.prepare", "--navigateur", "--artefacts"])
    monkeypatch.setattr(prepare, "prepare_environments", lambda *_, **__: None)
    monkeypatch.setattr(prepare, "build_artefacts", lambda *_, **__: pytest.fail("a construit"))
    monkeypatch.setattr(system_packages.shutil, "which", lambda _: None)
    with pytest.raises(Stop, match="chromium"):
        prepare.main()


@pytest.mark.parametrize(("chosen", "first"), [("", "index.modele_embarque"), ("un/autre-modele", "index")])
def test_a_chosen_model_spares_the_embedded_one(chosen: str, first: str) -> None:
    searching, talking = artefacts.chains(read_settings({"CLAUSIER_MODELE": chosen}))
    assert searching[0].arguments[1] == first
    assert searching[-1].arguments[1] == "index"
    assert [step.arguments[1] for step in talking] == ["bot.entrainement"]


@pytest.fixture
def failing_builders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    failure = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(artefacts.subprocess, "run", lambda *_, **__: failure)
    return read_settings({"CLAUSIER_ARTEFACTS": str(tmp_path), "CLAUSIER_MODELE": "autre"})


def test_a_failing_builder_stops_a_first_start(tmp_path: Path, failing_builders: Settings) -> None:
    with pytest.raises(Stop, match="index"):
        artefacts.build_artefacts(tmp_path, failing_builders, {}, strict=False)


def test_a_failing_builder_leaves_the_former_version_in_service(
    tmp_path: Path, failing_builders: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for step in itertools.chain(*artefacts.chains(failing_builders)):
        step.result.parent.mkdir(parents=True)
        step.result.touch()
    artefacts.build_artefacts(tmp_path, failing_builders, {}, strict=False)
    assert capsys.readouterr().out.count("la version précédente reste en service") == 2
    with pytest.raises(Stop, match="index"):
        artefacts.build_artefacts(tmp_path, failing_builders, {}, strict=True)
