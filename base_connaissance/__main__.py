"""Command line of the base: `python -m base_connaissance verifier [--strict]`, and the editors' tools."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from base_connaissance.verification import verifier as verifier_base

RACINE = Path(__file__).resolve().parent


@click.group()
def main() -> None:
    """La base de connaissance : vérifier, créer, suivre."""


@main.command()
@click.option("--strict", is_flag=True, help="Un avertissement suffit à échouer.")
@click.option("--racine", type=click.Path(path_type=Path, exists=True), default=RACINE, help="Dossier de la base.")
@click.option(
    "--date", "jour", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Vérifier comme si c'était ce jour."
)
def verifier(strict: bool, racine: Path, jour: object) -> None:
    """Vérifie toute la base ; sort avec 1 s'il y a une erreur (ou un avertissement avec --strict)."""
    quand = jour.date() if hasattr(jour, "date") else date.today()
    base, problemes = _examiner(racine, quand)
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


if __name__ == "__main__":
    main()
