"""`quiz`: where the question bank stands, and the stamping of items after a reading."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from base_connaissance.modeles import PUBLICS, Base
from base_connaissance.outils.console import Refus, option_format, option_jour, option_racine, ouvrir, tableau
from base_connaissance.outils.quiz_echanges import exporter, importer_fichier
from base_connaissance.questionnaire.etat import EtatItem, etat_item
from base_connaissance.questionnaire.modeles import MODELES, THEMES
from base_connaissance.questionnaire.validation import valider_items


@click.group()
def quiz() -> None:
    """La banque de questions : état, validation, échanges."""


@quiz.command()
@option_format
@option_racine
@option_jour
def etat(forme: str, racine: Path, jour: date) -> None:
    """Compte les items et liste ceux qui ne peuvent pas être joués."""
    base = ouvrir(racine)
    etats = [etat_item(base, item, jour) for item in base.quiz.values()]
    jouables = sum(un.etat == "jouable" for un in etats)
    click.echo(f"{len(etats)} items, {jouables} jouables, {len(etats) - jouables} à relire ou indisponibles.\n")
    for titre, lignes in _comptes(base):
        click.echo(tableau((titre, "items"), lignes, forme) + "\n")
    ecartes = [un for un in etats if un.etat != "jouable" or un.avertissements]
    if ecartes:
        click.echo(tableau(("item", "état", "raisons"), [_ligne(un) for un in ecartes], forme))


@quiz.command()
@click.argument("identifiants", metavar="[ID]...", nargs=-1)
@click.option("--tous", is_flag=True, help="Tous les items de la banque.")
@option_racine
@option_jour
def valider(identifiants: tuple[str, ...], tous: bool, racine: Path, jour: date) -> None:
    """Déclare des items relus : ils correspondent à leur fiche et aux chiffres du jour.

    À faire après les avoir lus, jamais avant.
    """
    base = ouvrir(racine)
    if tous == bool(identifiants):
        raise Refus("donnez des identifiants d'items, ou « --tous », et pas les deux.")
    for inconnu in (nom for nom in identifiants if nom not in base.quiz):
        raise Refus(f"l'item « {inconnu} » n'existe pas. Aucun item n'a été validé.")
    choisis = tuple(base.quiz) if tous else identifiants
    orphelins = [nom for nom in choisis if base.quiz[nom].fiche not in base.fiches]
    if orphelins:
        raise Refus(f"fiche inconnue pour : {', '.join(orphelins)}. Aucun item n'a été validé.")
    changes = valider_items(base, racine, choisis, jour)
    click.echo(f"{len(changes)} items validés, {len(choisis) - len(changes)} l'étaient déjà.")


def _comptes(base: Base) -> list[tuple[str, list[tuple[str, str]]]]:
    items = list(base.quiz.values())
    themes = Counter(item.theme for item in items)
    types = Counter[str](item.type for item in items)
    niveaux = Counter(item.niveau for item in items)
    publics = Counter(public for item in items for public in item.publics)
    return [
        ("type", [(nom, str(types[nom])) for nom in MODELES]),
        ("thème", [(theme, str(themes[theme])) for theme in THEMES]),
        ("niveau", [(str(niveau), str(niveaux[niveau])) for niveau in (1, 2, 3)]),
        ("public", [(public, str(publics[public])) for public in PUBLICS]),
    ]


def _ligne(etat: EtatItem) -> tuple[str, str, str]:
    return etat.item, etat.etat.replace("a_revoir", "à revoir"), " ; ".join((*etat.raisons, *etat.avertissements))


quiz.add_command(exporter)
quiz.add_command(importer_fichier, "importer")
