"""What a rule needs to look at a base and to say where a finding is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Base, Fiche

_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+")


@dataclass(frozen=True)
class Contexte:
    """The base, the folder it was read from and the day of the check."""

    base: Base
    racine: Path
    jour: date

    def probleme(
        self, fiche: Fiche, extrait: str, message: str, niveau: Literal["erreur", "avertissement"] = "erreur"
    ) -> Probleme:
        """A finding located at the first line of the fiche's file that holds `extrait` (line 1 if none does)."""
        lignes = _lignes(self.racine / fiche.chemin)
        repere = extrait.strip().split("\n")[0][:60]
        ligne = next((rang for rang, texte in enumerate(lignes, start=1) if repere and repere in texte), 1)
        return Probleme(f"{self.racine.name}/{fiche.chemin}", ligne, message, niveau)

    def fiches(self) -> Iterator[Fiche]:
        """Every fiche, in the order of the files."""
        yield from self.base.fiches.values()


@cache
def _lignes(chemin: Path) -> tuple[str, ...]:
    return tuple(chemin.read_text(encoding="utf-8").splitlines())


def reponses(fiche: Fiche) -> Iterator[str]:
    """Every direct answer of a fiche: common, by public, former."""
    yield fiche.reponse
    yield from fiche.reponses_par_public.values()
    yield from (ancienne.reponse for ancienne in fiche.anterieurement)


def textes(fiche: Fiche) -> Iterator[str]:
    """Every text that a reader may see, except questions and titles; code and link targets are blanked."""
    for texte in (*reponses(fiche), *(section.texte for section in fiche.sections)):
        yield _CODE.sub(" ", texte)
