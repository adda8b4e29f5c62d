"""`verifier`: every fault of the base, of form then of content."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from base_connaissance.outils.console import option_jour, option_racine
from base_connaissance.verification import verifier as verifier_base


@click.command()
@click.option("--strict", is_flag=True, help="Un avertissement suffit à échouer.")
@option_racine
@option_jour
def verifier(strict: bool, racine: Path, jour: date) -> None:
    """Vérifie toute la base.

    Sort avec 1 s'il y a une erreur (ou un avertissement avec --strict).
    """
    base, problemes = _examiner(racine, jour)
    for probleme in problemes:
        click.echo(str(probleme))
    erreurs = sum(probleme.niveau == "erreur" for probleme in problemes)
    avertissements = len(problemes) - erreurs
    fiches, sources = (len(base.fiches), len(base.sources)) if base else (0, 0)
    click.echo(f"{fiches} fiches, {sources} sources, {erreurs} erreurs, {avertissements} avertissements")
    sys.exit(1 if erreurs or (strict and avertissements) else 0)


def _examiner(racine: Path, jour: date) -> tuple[Base | None, list[Probleme]]:
    try:
        base = lire_base(racine)
    except BaseInvalide as erreur:
        return None, erreur.problemes
    return base, verifier_base(base, racine, jour)
