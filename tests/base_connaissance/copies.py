"""A copy of the small faultless base that a test may spoil, and what the tools say of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.lecture import lire_base
from base_connaissance.questionnaire.validation import valider_items
from base_connaissance.verification import verifier

RACINE = Path(__file__).resolve().parents[2]
BASE = RACINE / "base_connaissance"
BASE_SAINE = RACINE / "tests" / "jeux" / "base_saine"
JOUR = date(2026, 11, 22)
CLAUSE = "fiches/options_juridiques/clause-obligatoire.md"
FREIN = "fiches/freins/frein-temps.md"


class Copie:
    """A base in a temporary folder, changed by replacing words in its files."""

    def __init__(self, dossier: Path) -> None:
        self.racine = dossier / "base"
        shutil.copytree(BASE_SAINE, self.racine)

    def remplacer(self, fichier: str, avant: str, apres: str) -> None:
        """Replace the first `avant`, which must be there."""
        chemin = self.racine / fichier
        texte = chemin.read_text(encoding="utf-8")
        assert avant in texte, f"« {avant} » n'est pas dans {fichier}"
        chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")

    def ecrire(self, fichier: str, contenu: str | bytes) -> None:
        """Write a whole file."""
        chemin = self.racine / fichier
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())

    def ligne(self, fichier: str, repere: str) -> int:
        """The number of the first line that holds `repere`."""
        lignes = (self.racine / fichier).read_text(encoding="utf-8").splitlines()
        return next(rang for rang, texte in enumerate(lignes, start=1) if repere in texte)

    def texte(self, fichier: str) -> str:
        """The whole file."""
        return (self.racine / fichier).read_text(encoding="utf-8")

    def valider(self, jour: date = JOUR) -> None:
        """Stamp every quiz item, as if a person had just read it."""
        base = lire_base(self.racine)
        valider_items(base, self.racine, base.quiz, jour)

    def problemes(self, jour: date = JOUR) -> list[Probleme]:
        """Every finding, of form or, when the base can be read, of content."""
        try:
            base = lire_base(self.racine)
        except BaseInvalide as erreur:
            return erreur.problemes
        return verifier(base, self.racine, jour)
