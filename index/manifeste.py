"""The manifest of a built index, and the pointer to the current one: nothing is read before its checksum is right."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.erreurs import IndexIndisponible

FORMAT = 20
NOM = "manifeste.json"
COURANT = "courant"
_GARDES = 3


class Manifeste(BaseModel):
    """What an index was made from, and the sha256 of each of its files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    empreinte_base: str
    modele: str
    dimension: int
    unites: int
    fiches: int
    construit_le: str
    fichiers: dict[str, str]


def sceller(dossier: Path, **champs: object) -> Manifeste:
    """Write the manifest of a finished folder, files and folder flushed to disk."""
    fichiers = {nom: _sha256(dossier / nom) for nom in _noms(dossier)}
    manifeste = Manifeste.model_validate({"format": FORMAT, "fichiers": fichiers, **champs})
    (dossier / NOM).write_text(manifeste.model_dump_json(indent=1), encoding="utf-8")
    for nom in [*fichiers, NOM]:
        _vider_sur_disque(dossier / nom)
    _vider_sur_disque(dossier)
    return manifeste


def controler(dossier: Path) -> Manifeste:
    """The manifest of an intact folder. Raises IndexIndisponible if a file is missing, altered or of another format."""
    try:
        manifeste = Manifeste.model_validate_json((dossier / NOM).read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError) as erreur:
        raise IndexIndisponible(f"manifeste illisible dans {dossier.name}") from erreur
    if manifeste.format != FORMAT:
        raise IndexIndisponible(f"format {manifeste.format} au lieu de {FORMAT}")
    for nom, attendu in manifeste.fichiers.items():
        chemin = dossier / nom
        if not chemin.is_file() or _sha256(chemin) != attendu:
            raise IndexIndisponible(f"fichier absent ou altéré : {nom}")
    return manifeste


def publier(racine: Path, provisoire: Path, nom: str) -> Path:
    """Give a sealed folder its final name and point `courant` to it, atomically; keep the last three."""
    final = racine / nom
    if final.exists():
        final = racine / f"{nom}-{os.getpid()}-{os.urandom(3).hex()}"
    os.rename(provisoire, final)
    pointeur = racine / f".{COURANT}-{os.getpid()}"
    pointeur.write_text(final.name + "\n", encoding="utf-8")
    _vider_sur_disque(pointeur)
    os.replace(pointeur, racine / COURANT)
    _vider_sur_disque(racine)
    for ancien in _dossiers(racine)[_GARDES:]:
        if ancien != final:
            _supprimer(ancien)
    return final


def candidats(racine: Path) -> Iterator[Path]:
    """Folders to try: the current one first, then the others, newest first."""
    courant = dossier_courant(racine)
    if courant is not None:
        yield courant
    yield from (dossier for dossier in _dossiers(racine) if dossier != courant)


def dossier_courant(racine: Path) -> Path | None:
    """The folder that `courant` names, if it is there."""
    try:
        nom = (racine / COURANT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    dossier = racine / Path(nom).name
    return dossier if nom and dossier.is_dir() else None


def _dossiers(racine: Path) -> list[Path]:
    if not racine.is_dir():
        return []
    dossiers = [chemin for chemin in racine.iterdir() if chemin.is_dir() and not chemin.name.startswith(".")]
    return sorted(dossiers, key=lambda chemin: chemin.stat().st_mtime, reverse=True)


def _noms(dossier: Path) -> list[str]:
    fichiers = (chemin for chemin in dossier.rglob("*") if chemin.is_file() and chemin.name != NOM)
    return sorted(chemin.relative_to(dossier).as_posix() for chemin in fichiers)


def _sha256(chemin: Path) -> str:
    with chemin.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def _vider_sur_disque(chemin: Path) -> None:
    descripteur = os.open(chemin, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def _supprimer(dossier: Path) -> None:
    for chemin in sorted(dossier.rglob("*"), reverse=True):
        chemin.rmdir() if chemin.is_dir() else chemin.unlink()
    dossier.rmdir()
