"""What the commands share: the folder of the base, the day, refusals in French, tables as text or Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base

RACINE = Path(__file__).resolve().parents[1]
F = TypeVar("F", bound=Callable[..., Any])


class Refus(click.ClickException):
    """The command cannot do what was asked; one French line says why and what to do. Exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message without click's English prefix."""
        click.echo(f"Refusé : {self.message}", file=file, err=True)


def option_racine(commande: F) -> F:
    """`--racine`: another base than the project's."""
    return click.option(
        "--racine", type=click.Path(path_type=Path, exists=True, file_okay=False), default=RACINE,
        help="Dossier de la base.",
    )(commande)  # fmt: skip


def option_jour(commande: F) -> F:
    """`--date`: as if it were that day; the command receives `jour`, a date."""
    return click.option(
        "--date", "jour", type=click.DateTime(["%Y-%m-%d"]), default=None, callback=_en_date,
        help="Faire comme si c'était ce jour (AAAA-MM-JJ).",
    )(commande)  # fmt: skip


def option_format(commande: F) -> F:
    """`--format`: a table for the terminal, or Markdown to paste elsewhere."""
    return click.option(
        "--format", "forme", type=click.Choice(["texte", "markdown"]), default="texte", help="Forme du tableau."
    )(commande)


def ouvrir(racine: Path) -> Base:
    """The base. Raises Refus, with every fault, if it cannot be read."""
    try:
        return lire_base(racine)
    except BaseInvalide as erreur:
        raise Refus(f"la base a {len(erreur.problemes)} erreurs de forme.\n{erreur}") from erreur


def tableau(entetes: Sequence[str], lignes: Sequence[Sequence[str]], forme: str) -> str:
    """A table: columns aligned for the terminal, or Markdown."""
    if forme == "markdown":
        traits = ["---"] * len(entetes)
        return "\n".join("| " + " | ".join(ligne) + " |" for ligne in (entetes, traits, *lignes))
    largeurs = [max(len(case) for case in colonne) for colonne in zip(entetes, *lignes, strict=True)]
    return "\n".join(
        "  ".join(case.ljust(largeur) for case, largeur in zip(ligne, largeurs, strict=True)).rstrip()
        for ligne in (entetes, *lignes)
    )


def _en_date(_context: click.Context, _parameter: click.Parameter, valeur: datetime | None) -> date:
    return valeur.date() if valeur else date.today()
