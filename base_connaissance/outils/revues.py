"""`revues`: the fiches to read again, late ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from base_connaissance.etat import Revue, etat_de_la_base
from base_connaissance.outils.console import option_format, option_jour, option_racine, ouvrir, tableau
from base_connaissance.presentation import formater_date

_ENTETES = ("à revoir le", "délai", "fiche", "famille", "vérifiée le", "confiance")


@click.command()
@click.option("--jours", type=click.IntRange(0), default=90, show_default=True, help="Jusqu'à quand regarder.")
@option_format
@option_racine
@option_jour
def revues(jours: int, forme: str, racine: Path, jour: date) -> None:
    """Liste les fiches à relire, en retard d'abord."""
    etat = etat_de_la_base(ouvrir(racine), jour)
    click.echo(f"Revues au {formater_date(jour)} : {len(etat.revues)} fiches.")
    for titre, trouvees in (("En retard", etat.en_retard()), (f"Dans les {jours} jours", etat.bientot(jours))):
        click.echo("\n".join(_partie(titre, trouvees, forme)))


def _partie(titre: str, trouvees: Sequence[Revue], forme: str) -> Iterator[str]:
    yield f"\n{'## ' if forme == 'markdown' else ''}{titre} : {len(trouvees)}"
    if trouvees:
        yield "\n" + tableau(_ENTETES, [_ligne(revue) for revue in trouvees], forme)


def _ligne(revue: Revue) -> tuple[str, ...]:
    return (
        revue.a_revoir_le.isoformat(), f"{revue.jours:+d} j", revue.fiche, revue.famille,
        revue.verifie_le.isoformat(), revue.confiance,
    )  # fmt: skip
