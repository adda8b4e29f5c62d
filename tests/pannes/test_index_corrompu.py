"""Seven ways to damage an index, seen from HTTP: the previous one serves, else words only, and health says it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.encodeur import Encodeur, encodeur_par_defaut
from index.recherche import Recherche, ouvrir_dossier
from settings import settings
from tests.conftest import PETITE_BASE
from tests.pannes.conftest import OBLIGATION


def _tronquer(dossier: Path) -> None:
    vecteurs = dossier / "vecteurs.faiss"
    vecteurs.write_bytes(vecteurs.read_bytes()[:1000])


def _inverser_un_bit(dossier: Path) -> None:
    vecteurs = dossier / "vecteurs.faiss"
    octets = bytearray(vecteurs.read_bytes())
    octets[len(octets) // 2] ^= 1
    vecteurs.write_bytes(octets)


def _autre_modele(dossier: Path) -> None:
    manifeste = json.loads((dossier / "manifeste.json").read_text(encoding="utf-8"))
    (dossier / "manifeste.json").write_text(json.dumps(manifeste | {"modele": "un-autre-modele"}), encoding="utf-8")


DEGATS: dict[str, Callable[[Path], None]] = {
    "tronque": _tronquer,
    "un_bit": _inverser_un_bit,
    "vide": lambda dossier: (dossier / "vecteurs.faiss").write_bytes(b""),
    "manifeste_illisible": lambda dossier: (dossier / "manifeste.json").write_text("{", encoding="utf-8"),
    "autre_modele": _autre_modele,
    "fichier_absent": lambda dossier: (dossier / "base.json").unlink(),
    "dossier_absent": shutil.rmtree,
}


class _Ouverte:
    """The opened search behind the site's door."""

    def __init__(self, recherche: Recherche) -> None:
        self.base, self.etat = recherche.base, recherche.etat
        self.chercher_fiches, self.repondre_fiche = recherche.chercher_fiches, recherche.repondre_fiche
        self.repondre: Callable[..., object] = recherche.repondre


@pytest.fixture(scope="module")
def encodeur() -> Encodeur:
    """The embedded model, once."""
    return encodeur_par_defaut()


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """A copy of the built index: `ancien`, then `courant` that names `nouveau`."""
    courant = settings.index_dir / (settings.index_dir / "courant").read_text(encoding="utf-8").strip()
    racine = tmp_path / "index"
    for nom in ("ancien", "nouveau"):
        shutil.copytree(courant, racine / nom)
    (racine / "courant").write_text("nouveau\n", encoding="utf-8")
    return racine


@pytest.fixture
def ouvrir(racine: Path, encodeur: Encodeur, build_app: Callable[..., Flask]) -> Callable[[], FlaskClient]:
    """Open what is left of the index and give a site that uses it."""

    def ouvrir() -> FlaskClient:
        recherche = ouvrir_dossier(racine, encodeur, PETITE_BASE)
        return build_app(CONNAISSANCE=_Ouverte(recherche)).test_client()

    return ouvrir


def test_intact_index_is_ok(ouvrir: Callable[[], FlaskClient]) -> None:
    assert ouvrir().get("/sante/pret").json["index"] == "ok"


@pytest.mark.parametrize("degat", DEGATS)
def test_previous_index_serves_and_says_so(racine: Path, ouvrir: Callable[[], FlaskClient], degat: str) -> None:
    DEGATS[degat](racine / "nouveau")
    client = ouvrir()
    sante = client.get("/sante/pret")
    assert (sante.status_code, sante.json["index"]) == (200, "degrade")
    reponse = client.post("/api/v1/recherche", json={"question": OBLIGATION}).json
    assert (reponse["decision"], reponse["fiche"]) == ("reponse", "obligation-2026")
    assert any("version précédente" in avis for avis in reponse["avertissements"])


@pytest.mark.parametrize("degat", DEGATS)
def test_without_any_index_words_are_searched(racine: Path, ouvrir: Callable[[], FlaskClient], degat: str) -> None:
    for nom in ("ancien", "nouveau"):
        DEGATS[degat](racine / nom)
    client = ouvrir()
    sante = client.get("/sante/pret")
    assert (sante.status_code, sante.json["index"], sante.json["etat"]) == (200, "absent", "degrade")
    assert sante.json["avertissements"]
    reponse = client.post("/api/v1/recherche", json={"question": OBLIGATION, "date": date.today().isoformat()}).json
    assert reponse["decision"] == "choix"
    assert reponse["candidats"][0]["fiche"] == "obligation-2026"
    assert any("indisponible" in avis for avis in reponse["avertissements"])
    assert client.get("/fiches/obligation-2026").status_code == 200


@pytest.mark.parametrize("pointeur", ["", "absent\n", "../../etc\n", "\xff\xfe"])
def test_broken_pointer_falls_back(racine: Path, ouvrir: Callable[[], FlaskClient], pointeur: str) -> None:
    (racine / "courant").write_bytes(pointeur.encode("latin-1"))
    reponse = ouvrir().post("/api/v1/recherche", json={"question": OBLIGATION}).json
    assert reponse["fiche"] == "obligation-2026"
