"""Command line of the base: `python -m base_connaissance COMMAND`. Each command is a module of `outils`."""

from __future__ import annotations

import click

from base_connaissance.outils.apercu import apercu
from base_connaissance.outils.couverture import couverture
from base_connaissance.outils.nouvelle import nouvelle
from base_connaissance.outils.quiz import quiz
from base_connaissance.outils.revues import revues
from base_connaissance.outils.schema import schema
from base_connaissance.outils.verifier import verifier


@click.group()
def main() -> None:
    """La base de connaissance : écrire, vérifier, suivre."""


for commande in (nouvelle, apercu, verifier, revues, couverture, schema, quiz):
    main.add_command(commande)

if __name__ == "__main__":
    main()
