"""What the schema cannot say: the rules of content that every fiche must follow, one module per rule.

`verifier(base, racine, jour)` runs them all and returns every finding, sorted by file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from base_connaissance.erreurs import Probleme
from base_connaissance.modeles import Base
from base_connaissance.verification import (
    chiffres,
    citations,
    clauses,
    dates,
    gabarit,
    jeux,
    leviers,
    liens,
    lisibilite,
    longueurs,
    orthographe,
    ouvertures,
    pieges,
    questions,
    quiz,
    realisation,
    relecture,
    scenarios,
    sigles,
    signes,
    tables,
)
from base_connaissance.verification.contexte import Contexte

CONTROLES: tuple[Callable[[Contexte], Iterator[Probleme]], ...] = (
    liens.controler,
    chiffres.controler,
    dates.controler,
    questions.controler,
    longueurs.controler,
    ouvertures.controler,
    lisibilite.controler,
    signes.controler,
    sigles.controler,
    pieges.controler,
    orthographe.controler,
    citations.controler,
    clauses.controler,
    leviers.controler,
    realisation.controler,
    tables.controler,
    relecture.controler,
    scenarios.controler,
    jeux.controler,
    gabarit.controler,
    quiz.controler,
)


def verifier(base: Base, racine: Path, jour: date) -> list[Probleme]:
    """Every finding of every rule on this base, as of `jour`."""
    contexte = Contexte(base, racine, jour)
    return sorted({probleme for controler in CONTROLES for probleme in controler(contexte)})


def verifier_fiche(base: Base, racine: Path, jour: date, fiche: str) -> list[Probleme]:
    """The findings in the file of one fiche, or that name it: what an editor wants at each save, in a second."""
    contexte = Contexte(base, racine, jour, seule=fiche)
    chemin = base.fiches[fiche].chemin
    trouves = {probleme for controler in CONTROLES for probleme in controler(contexte)}
    return sorted(p for p in trouves if p.fichier.endswith(chemin) or f"« {fiche} »" in p.message)
