"""Building: incremental, refused on a bad base without touching the current index, degraded reading when altered."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from base_connaissance.erreurs import BaseInvalide
from index import manifeste
from index.construction import construire
from index.encodeur import Encodeur, encodeur_par_defaut
from index.encodeur_memorise import FICHIER, EncodeurMemorise, Memoire
from index.recherche import ouvrir_dossier
from settings import ROOT, settings

JOUR = date(2026, 11, 22)


@pytest.fixture(scope="module")
def petite_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some real fiches with all the registers, enough to build and to calibrate."""
    racine = tmp_path_factory.mktemp("base") / "base_connaissance"
    shutil.copytree(ROOT / "base_connaissance", racine, ignore=shutil.ignore_patterns("fiches", "__pycache__", "*.py"))
    shutil.copytree(ROOT / "base_connaissance" / "fiches" / "structures", racine / "fiches" / "structures")
    return racine


class EncodeurCompte(EncodeurMemorise):
    """The real encoder, which counts the texts that a build asks for; those of the site's index it remembers."""

    def __init__(self) -> None:
        dossier = manifeste.dossier_courant(settings.index_dir)
        assert dossier is not None, "l'index du site manque"
        super().__init__(encodeur_par_defaut(), Memoire.lire(dossier / FICHIER))
        self.encodes = 0

    def _profiler(self, textes, genre):  # type: ignore[no-untyped-def]
        self.encodes += len(textes)
        return super()._profiler(textes, genre)


@pytest.fixture(scope="module")
def encodeur() -> EncodeurCompte:
    return EncodeurCompte()


def silence(etape: str, fait: int, total: int) -> None: ...


@pytest.fixture(scope="module")
def deja_construit(petite_base: Path, encodeur: EncodeurCompte, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index made once, to be copied: a build from nothing encodes every set of the fit."""
    racine = tmp_path_factory.mktemp("construit") / "index"
    construire(petite_base, racine, encodeur, JOUR, silence)
    return racine


def test_construire_relire_editer_alterer(
    petite_base: Path, encodeur: EncodeurCompte, deja_construit: Path, tmp_path: Path
) -> None:
    racine = Path(shutil.copytree(deja_construit, tmp_path / "index"))
    premier = manifeste.dossier_courant(racine)
    assert premier is not None
    tout = encodeur.encodes
    assert ouvrir_dossier(racine, encodeur, petite_base).etat.index == "ok"

    assert construire(petite_base, racine, encodeur, JOUR, silence) == premier
    assert encodeur.encodes == tout, "rien n'a changé : rien n'est encodé"

    petite_base = Path(shutil.copytree(petite_base, tmp_path / "base_connaissance"))
    fiche = petite_base / "fiches" / "structures" / "geiq.md"
    fiche.write_text(
        fiche.read_text().replace("questions:\n", "questions:\n  - Une question toute neuve sur les GEIQ ?\n")
    )
    second = construire(petite_base, racine, encodeur, JOUR, silence)
    hors_jeux = encodeur.encodes - tout
    assert second != premier and hors_jeux <= 2, "la question neuve, dans ses deux écritures ; rien des jeux"

    (second / "vecteurs.faiss").write_bytes(b"abime")
    degrade = ouvrir_dossier(racine, encodeur, petite_base)
    assert degrade.etat.index == "degrade" and degrade.etat.avertissements
    assert degrade.repondre("C'est quoi une entreprise d'insertion ?").decision in {"reponse", "choix"}

    (premier / manifeste.NOM).unlink()
    lexical = ouvrir_dossier(racine, encodeur, petite_base)
    assert lexical.etat.index == "absent"
    reponse = lexical.repondre("association intermédiaire mise à disposition")
    assert reponse.decision == "choix" and reponse.avertissements


def test_une_base_fautive_laisse_l_index_en_place(
    petite_base: Path, encodeur: EncodeurCompte, deja_construit: Path, tmp_path: Path
) -> None:
    racine = Path(shutil.copytree(deja_construit, tmp_path / "index"))
    bon = construire(petite_base, racine, encodeur, JOUR, silence)
    copie = tmp_path / "base_connaissance"
    shutil.copytree(petite_base, copie)
    (copie / "fiches" / "structures" / "geiq.md").write_text("---\ntitre: [\n---\n")
    with pytest.raises(BaseInvalide):
        construire(copie, racine, encodeur, JOUR, silence)
    assert manifeste.dossier_courant(racine) == bon
    assert not list(racine.glob(".tmp-*"))


def test_un_autre_modele_n_utilise_pas_cet_index(
    petite_base: Path, encodeur: EncodeurCompte, deja_construit: Path, tmp_path: Path
) -> None:
    racine = Path(shutil.copytree(deja_construit, tmp_path / "index"))
    assert ouvrir_dossier(racine, encodeur, petite_base).etat.index == "ok"
    autre = Encodeur(encodeur.nom, "autre: ", "autre: ")
    assert ouvrir_dossier(racine, autre, petite_base).etat.index == "absent"
