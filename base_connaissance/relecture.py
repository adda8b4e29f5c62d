"""The rules of second reading, `conseil/relecture_*.yml`: what a draft should hold, what it had better not say.

Patterns are written on folded text: lower case, no accent, straight apostrophes, single spaces (`casse` excepted).
Sentences hold figures as `{{ name }}`, those of the first fiche named included.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre, Phrase

Brouillon = Literal["clause", "critere", "avis", "reserve"]
BROUILLONS: tuple[Brouillon, ...] = ("clause", "critere", "avis", "reserve")
GraviteRegle = Literal["forte", "moyenne", "conseil"]


def _compilable(motif: str) -> str:
    try:
        re.compile(motif)
    except re.error as erreur:
        raise ValueError(f"le motif « {motif} » n'est pas une expression régulière : {erreur}") from erreur
    return motif


Motif = Annotated[str, Field(min_length=3), AfterValidator(_compilable)]


class RegleRelecture(Modele):
    """One rule. `manque`: nothing in the draft matches `motifs` (`element` names what is looked for). `risque`: a
    sentence matches one of them.

    `avec`: one of these must match in the same sentence; `sans`: none of these; `si`: one of these somewhere in the
    draft; `sans_ailleurs`: none of these anywhere. `nie` False counts a negated match too. `casse` reads the text as
    typed. `ancien_parametre` adds the past values of this parameter to the patterns, `articles_inconnus` the articles
    that no source of the base holds.
    """

    id: Identifiant
    sorte: Literal["manque", "risque"]
    element: Phrase | None = None
    titre: Phrase = Field(max_length=90)
    gravite: GraviteRegle
    brouillons: tuple[Brouillon, ...] = BROUILLONS
    motifs: tuple[Motif, ...] = ()
    avec: tuple[Motif, ...] = ()
    sans: tuple[Motif, ...] = ()
    si: tuple[Motif, ...] = ()
    sans_ailleurs: tuple[Motif, ...] = ()
    nie: bool = True
    casse: bool = False
    ancien_parametre: NomParametre | None = None
    articles_inconnus: bool = False
    pourquoi: Phrase
    correction: Phrase
    clauses: tuple[Identifiant, ...] = ()
    fiches: tuple[Identifiant, ...] = Field(min_length=1)
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    confiance: Confiance

    @model_validator(mode="after")
    def _recognisable(self) -> RegleRelecture:
        if not self.motifs and self.ancien_parametre is None and not self.articles_inconnus:
            raise ValueError("une règle a des « motifs », un « ancien_parametre » ou « articles_inconnus »")
        if (self.sorte == "manque") != (self.element is not None):
            raise ValueError("« element » nomme ce qu'une règle de manque cherche, et elle seule")
        return self
