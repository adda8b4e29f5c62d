"""What a rule needs to look at a base and to say where a finding is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from base_connaissance.clauses import ClauseType
from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Base, Fiche

# What is written in a Markdown file of its own, and read by people.
Ecrit = Fiche | ClauseType
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+|\[\[[^\]]*\]\]")


@dataclass(frozen=True)
class Contexte:
    """The base, the folder it was read from and the day of the check; `seule` limits the check to one fiche."""

    base: Base
    racine: Path
    jour: date
    seule: str | None = None

    def probleme(
        self, ecrit: Ecrit, extrait: str, message: str, niveau: Literal["erreur", "avertissement"] = "erreur"
    ) -> Probleme:
        """A finding located at the first line of the file that holds `extrait` (line 1 if none does)."""
        chemin = self.racine / ecrit.chemin
        lignes = _lignes(chemin, chemin.stat().st_mtime_ns)
        repere = extrait.strip().split("\n")[0][:60]
        ligne = next((rang for rang, texte in enumerate(lignes, start=1) if repere and repere in texte), 1)
        return Probleme(f"{self.racine.name}/{ecrit.chemin}", ligne, message, niveau)

    def fiches(self) -> Iterator[Fiche]:
        """Every fiche to check, in the order of the files."""
        yield from (fiche for fiche in self.base.fiches.values() if self.seule in {None, fiche.id})

    def ecrits(self) -> Iterator[Ecrit]:
        """Every fiche to check, then every clause."""
        yield from self.fiches()
        if self.seule is None:
            yield from self.base.clauses.values()


@lru_cache(maxsize=512)
def _lignes(chemin: Path, modifie_le: int) -> tuple[str, ...]:
    # `modifie_le` is part of the key: the preview lives longer than a version of the file.
    return tuple(chemin.read_text(encoding="utf-8").splitlines())


def reponses(fiche: Fiche) -> Iterator[str]:
    """Every direct answer of a fiche: common, by public, former."""
    yield fiche.reponse
    yield from fiche.reponses_par_public.values()
    yield from (ancienne.reponse for ancienne in fiche.anterieurement)


def textes(ecrit: Ecrit) -> Iterator[str]:
    """Every text that a reader may see, except questions and titles; code, link targets and variables are blanked."""
    if isinstance(ecrit, ClauseType):
        morceaux = [ecrit.pourquoi, ecrit.texte, ecrit.precautions]
    else:
        morceaux = [*reponses(ecrit), *ecrit.attentes.values(), *(section.texte for section in ecrit.sections)]
    for texte in morceaux:
        yield _CODE.sub(" ", texte)
