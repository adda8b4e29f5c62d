"""The bank of the evaluation grid, `conseil/notation*.yml`: sub-criteria with their levels, checks of a grid."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from base_connaissance.champs import Confiance, Identifiant, Modele, NomParametre, Phrase

NIVEAUX = 4


class SousCritereType(Modele):
    """A sub-criterion ready to use: what is read, the question put to all, one description for each level from 0.

    `points` is the share of an example grid, out of 100; `donnees` says what a reader needs to judge it honestly.
    """

    id: NomParametre
    libelle: Phrase = Field(max_length=80)
    apprecie: Phrase
    question: Phrase
    niveaux: tuple[Phrase, ...] = Field(min_length=NIVEAUX, max_length=NIVEAUX)
    points: float = Field(gt=0, le=100)
    donnees: Phrase
    fiches: tuple[Identifiant, ...] = Field(min_length=1)
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    confiance: Confiance


class ControleGrille(Modele):
    """A check of a grid. `regles` are rules of second reading run on its words; the sentences follow the verdict.

    Sentences hold figures as `{{ name }}`, those of the first fiche named included. `depuis` is the first day on which
    the check makes sense.
    """

    id: NomParametre
    titre: Phrase = Field(max_length=90)
    gravite: Literal["forte", "moyenne", "conseil"]
    regles: tuple[Identifiant, ...] = ()
    conforme: Phrase
    a_corriger: Phrase
    a_verifier: Phrase | None = None
    depuis: date | None = None
    fiches: tuple[Identifiant, ...] = Field(min_length=1)
    sources: tuple[Identifiant, ...] = Field(min_length=1)
    confiance: Confiance
