"""When the dialogue model is trained again, and what a failure says."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import pytest

from bot import entrainement, processus
from bot.entrainement import EntrainementEchoue, empreinte, entrainer, est_a_jour, generer
from bot.processus import model_path
from settings import Settings, settings


@pytest.fixture
def ailleurs(tmp_path: Path) -> Settings:
    """Settings whose artefacts are in a temporary folder, with the examples already generated."""
    autres = dataclasses.replace(settings, artefacts_dir=tmp_path, base_dir=Path("tests/jeux/petite_base"))
    generer(autres)
    return autres


def rasa_qui(code: int, produit: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace `rasa train` by something that ends with this code and writes a model or not."""

    def run(commande: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if produit:
            (Path(commande[commande.index("--out") + 1]) / "modele.tar.gz").write_text("nouveau")
        return subprocess.CompletedProcess(commande, code, "ligne\nInvalidRule: contradiction")

    monkeypatch.setattr(entrainement.subprocess, "run", run)


def test_le_modele_installe_est_a_jour() -> None:
    assert est_a_jour(settings, empreinte(generer(settings))), "lancez « make build »"


def test_l_empreinte_suit_les_questions_et_les_fichiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert empreinte("a") == empreinte("a") != empreinte("b")
    (tmp_path / "config.yml").write_text("x")
    monkeypatch.setattr(entrainement, "PROJET", tmp_path)
    avant = empreinte("a")
    (tmp_path / "config.yml").write_text("y")
    assert empreinte("a") != avant


def test_un_entrainement_remplace_le_modele_et_pose_sa_marque(
    ailleurs: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa_qui(0, True, monkeypatch)
    assert not est_a_jour(ailleurs, "m")
    entrainer(ailleurs, "m")
    assert est_a_jour(ailleurs, "m") and not est_a_jour(ailleurs, "autre")
    assert model_path(ailleurs).read_text() == "nouveau"


@pytest.mark.parametrize(("code", "produit"), [(1, False), (0, False), (1, True)])
def test_un_echec_garde_l_ancien_modele_et_dit_pourquoi(
    ailleurs: Settings, monkeypatch: pytest.MonkeyPatch, code: int, produit: bool
) -> None:
    model_path(ailleurs).write_text("ancien")
    rasa_qui(code, produit, monkeypatch)
    with pytest.raises(EntrainementEchoue, match="contradiction"):
        entrainer(ailleurs, "m")
    assert model_path(ailleurs).read_text() == "ancien"
    assert not list(model_path(ailleurs).parent.glob(".entrainement-*"))


def test_sans_environnement_de_rasa_on_sait_quoi_faire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(processus, "_RASA", tmp_path / "rasa")
    with pytest.raises(processus.RasaIntrouvable, match="make build"):
        processus.rasa_executable()
