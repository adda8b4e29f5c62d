"""The accounts from a terminal: a password is read, never an argument; refusals are one French line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import settings as reglages
from tests.web.comptes import MOT_DE_PASSE
from web.comptes import __main__ as console
from web.comptes.depot import CompteRefuse, Comptes
from web.comptes.mots_de_passe import MotDePasseRefuse


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty instance folder."""
    autres = dataclasses.replace(reglages.settings, instance_dir=tmp_path, secret="clef-de-test")
    monkeypatch.setattr(console, "settings", autres)
    return tmp_path


def _lancer(*arguments: str, entree: str = f"{MOT_DE_PASSE}\n") -> Result:
    return CliRunner().invoke(console.main, list(arguments), input=entree)


def test_the_life_of_an_account() -> None:
    assert "redacteur, formateur" in _lancer("creer", "anne", "--role", "redacteur", "--role", "formateur").output
    assert "jamais connecté" in _lancer("lister").output
    assert _comptes().connecter("anne", MOT_DE_PASSE)
    assert "changé" in _lancer("mot-de-passe", "anne", entree="une autre phrase secrète\n").output
    assert "admin" in _lancer("roles", "anne", "admin").output
    assert "désactivé" in _lancer("desactiver", "anne").output
    assert "\tdésactivé\t" in _lancer("lister").output
    assert "réactivé" in _lancer("reactiver", "anne").output
    journal = _lancer("journal").output
    assert journal.splitlines()[0].endswith("ligne de commande\tcompte réactivé\tanne")
    assert len(journal.splitlines()) == 6
    assert MOT_DE_PASSE not in journal


def test_there_is_no_default_account() -> None:
    assert _lancer("lister").output == ""


def test_refusals(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(_lancer("creer", "anne", entree="court\n").exception, MotDePasseRefuse)
    assert isinstance(_lancer("desactiver", "personne").exception, CompteRefuse)
    assert _lancer("creer", "anne", "--role", "chef").exit_code == 2
    monkeypatch.setattr("sys.argv", ["comptes", "desactiver", "personne"])
    with pytest.raises(SystemExit, match="Aucun compte ne porte"):
        console.run()


def test_the_password_is_not_an_argument() -> None:
    assert _lancer("creer", "anne", MOT_DE_PASSE).exit_code == 2


def _comptes() -> Comptes:
    return console._comptes()
