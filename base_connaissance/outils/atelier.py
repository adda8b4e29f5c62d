"""The base as an editor is writing it: read again when a file changes, even with faults in it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from threading import Lock

from base_connaissance.erreurs import Probleme
from base_connaissance.lecture import lire_au_mieux
from base_connaissance.modeles import Base, Fiche
from base_connaissance.verification import verifier_fiche

_SUFFIXES = {".md", ".yml", ".txt"}


class Atelier:
    """Gives the present state of any fiche; safe to call from several threads."""

    def __init__(self, racine: Path) -> None:
        self.racine = racine
        self._verrou = Lock()
        self._lue: tuple[str, Base, list[Probleme]] | None = None

    def signature(self) -> str:
        """Changes with any file of the base: its name, its size, its time."""
        etats = sorted(_etat(chemin) for chemin in self.racine.rglob("*") if chemin.suffix in _SUFFIXES)
        return hashlib.sha256(repr(etats).encode()).hexdigest()[:16]

    def identifiants(self) -> list[tuple[str, str]]:
        """(folder, identifier) of every fiche file, readable or not."""
        return [(chemin.parent.name, chemin.stem) for chemin in sorted((self.racine / "fiches").glob("*/*.md"))]

    def examiner(self, identifiant: str, jour: date) -> tuple[Base, Fiche | None, list[Probleme]]:
        """The base, the fiche (None if its file cannot be read) and the findings about it."""
        base, problemes = self._base()
        fiche = base.fiches.get(identifiant)
        if fiche is None:
            return base, None, [p for p in problemes if p.fichier.endswith(f"/{identifiant}.md")] or problemes
        return base, fiche, verifier_fiche(base, self.racine, jour, identifiant)

    def _base(self) -> tuple[Base, list[Probleme]]:
        with self._verrou:
            signature = self.signature()
            if self._lue is None or self._lue[0] != signature:
                self._lue = (signature, *lire_au_mieux(self.racine))
            return self._lue[1], self._lue[2]


def _etat(chemin: Path) -> tuple[str, int, int]:
    try:
        etat = chemin.stat()
    except OSError:  # removed since it was listed: some software saves by replacing the file
        return str(chemin), 0, 0
    return str(chemin), etat.st_mtime_ns, etat.st_size
