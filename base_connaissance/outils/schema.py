"""`schema`: the JSON Schema of a fiche's front matter, for editors' software (`docs/schema_fiche.json`)."""

from __future__ import annotations

import json

import click

from base_connaissance.modeles import EnTete


def texte_du_schema() -> str:
    """The schema as the committed file holds it: sorted keys, one final newline."""
    contenu = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **EnTete.model_json_schema(),
        "title": "En-tête d'une fiche de Clausier",
    }
    return json.dumps(contenu, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@click.command()
def schema() -> None:
    """Écrit le schéma JSON d'une fiche.

    À rediriger vers docs/schema_fiche.json, que les logiciels d'édition savent lire.
    """
    click.echo(texte_du_schema(), nl=False)
