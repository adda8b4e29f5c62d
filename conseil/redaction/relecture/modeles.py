"""What a second reading is asked with, and what it finds."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from base_connaissance.champs import Confiance, Identifiant, Modele
from base_connaissance.relecture import Brouillon, GraviteRegle
from conseil.resultat import FicheLiee, Resultat, SourceUtilisee

LONGUEUR_MAXIMALE = 20_000
LONGUEUR_MINIMALE = 40


class DemandeRelecture(Modele):
    """A draft of at most 20 000 characters; `type` says what it is, found from its words when not given."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, strict=True)

    texte: str = Field(description=f"Brouillon, {LONGUEUR_MINIMALE} à {LONGUEUR_MAXIMALE} caractères.")
    type: Brouillon | None = None


class Passage(Modele):
    """Words of the draft: characters `debut` (included) to `fin` (excluded) of the text received."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)

    debut: int
    fin: int
    texte: str


class ClauseModele(Modele):
    """A model clause that says it better."""

    id: Identifiant
    titre: str
    document: str


class Trouvaille(Modele):
    """A rule met: why, how to mend, on whose authority. `passages` is empty for what is missing."""

    regle: Identifiant
    sorte: Literal["manque", "risque"]
    gravite: GraviteRegle
    titre: str
    passages: tuple[Passage, ...] = ()
    pourquoi: str
    correction: str
    confiance: Confiance
    clauses: tuple[ClauseModele, ...] = ()
    sources: tuple[SourceUtilisee, ...] = ()
    fiches: tuple[FicheLiee, ...] = ()


class ResultatRelecture(Resultat):
    """The findings, the gravest first. `presents` are the expected elements that the draft does hold."""

    type: Brouillon
    type_devine: bool
    longueur: int
    trouvailles: tuple[Trouvaille, ...]
    presents: tuple[str, ...]

    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """One part per finding; the draft itself is not repeated, only the words caught."""
        return tuple(
            (
                trouvaille.titre,
                (
                    *(f"« {passage.texte.strip()} »" for passage in trouvaille.passages),
                    f"Pourquoi : {trouvaille.pourquoi}",
                    f"Que faire : {trouvaille.correction}",
                    f"Source : {' ; '.join(source.titre for source in trouvaille.sources)}"
                    + (" (à confirmer)" if trouvaille.confiance == "a_confirmer" else ""),
                ),
            )
            for trouvaille in self.trouvailles
        )
