"""`couverture`: what the base covers, family by reader by phase, blind spots first."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

import click

from base_connaissance.etat import PHASES, Couverture, EtatDeLaBase, etat_de_la_base
from base_connaissance.outils.console import option_format, option_jour, option_racine, ouvrir, tableau


@click.command()
@option_format
@option_racine
@option_jour
def couverture(forme: str, racine: Path, jour: date) -> None:
    """Compte fiches et questions ; cases vides d'abord."""
    etat = etat_de_la_base(ouvrir(racine), jour)
    vides = etat.angles_morts()
    titre = "## " if forme == "markdown" else ""
    click.echo(f"{titre}Angles morts : {len(vides)} cases sans fiche sur {len(etat.couverture)}")
    if vides:
        lignes = [(*cle, ", ".join(case.phase for case in cases)) for cle, cases in _par_ligne(vides)]
        click.echo("\n" + tableau(("famille", "public", "phases sans fiche"), lignes, forme))
    click.echo(f"\n{titre}Fiches / questions\n")
    click.echo(tableau(("famille", "public", *PHASES), _lignes(etat), forme))


def _lignes(etat: EtatDeLaBase) -> list[tuple[str, ...]]:
    return [(*cle, *(f"{c.fiches} / {c.questions}" for c in cases)) for cle, cases in _par_ligne(etat.couverture)]


def _par_ligne(cases: tuple[Couverture, ...]) -> list[tuple[tuple[str, str], list[Couverture]]]:
    """The cells of each (family, reader), in the order they come."""
    groupes = groupby(cases, key=lambda case: (case.famille, case.public))
    return [((famille, public), list(groupe)) for (famille, public), groupe in groupes]
