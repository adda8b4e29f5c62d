"""Command line of the accounts: `.venv/bin/python -m web.comptes COMMANDE`. A password is never an argument."""

from __future__ import annotations

import sys

import click

from settings import settings
from web.comptes.depot import CompteRefuse, Comptes
from web.comptes.mots_de_passe import MotDePasseRefuse
from web.comptes.tables import ROLES
from web.services.database import Database, StorageUnavailable
from web.services.horloge import utcnow

_PAR = "ligne de commande"
_role = click.Choice(ROLES)


@click.group()
def main() -> None:
    """Les comptes : formateurs, rédacteurs, administrateurs."""


@main.command()
@click.argument("identifiant")
@click.option("--role", "roles", multiple=True, type=_role, help="Un rôle ; à répéter pour en donner plusieurs.")
@click.option("--sans-mot-de-passe", is_flag=True, help="Connexion par l'organisation (OIDC) seulement.")
def creer(identifiant: str, roles: tuple[str, ...], sans_mot_de_passe: bool) -> None:
    """Crée un compte.

    Le mot de passe est demandé, ou lu sur l'entrée standard.
    """
    mot_de_passe = None if sans_mot_de_passe else _demander()
    _comptes().creer(identifiant, mot_de_passe, roles, _PAR)
    click.echo(f"Compte « {identifiant} » créé : {', '.join(roles) or 'sans rôle'}.")


@main.command()
def lister() -> None:
    """Liste les comptes, leurs rôles et leur dernière connexion (UTC)."""
    for compte in _comptes().lister():
        etat = "désactivé" if compte.desactive_le else "actif"
        vu = f"{compte.connecte_le:%Y-%m-%d %H:%M}" if compte.connecte_le else "jamais connecté"
        click.echo(f"{compte.identifiant}\t{', '.join(compte.roles) or 'sans rôle'}\t{etat}\t{vu}")


@main.command()
@click.argument("identifiant")
def desactiver(identifiant: str) -> None:
    """Ferme un compte et ses sessions en cours."""
    _comptes().desactiver(identifiant, _PAR)
    click.echo(f"Compte « {identifiant} » désactivé.")


@main.command()
@click.argument("identifiant")
def reactiver(identifiant: str) -> None:
    """Rouvre un compte fermé."""
    _comptes().desactiver(identifiant, _PAR, actif=True)
    click.echo(f"Compte « {identifiant} » réactivé.")


@main.command("mot-de-passe")
@click.argument("identifiant")
def mot_de_passe(identifiant: str) -> None:
    """Change un mot de passe et ferme les sessions en cours."""
    _comptes().changer_mot_de_passe(identifiant, _demander(), _PAR)
    click.echo(f"Mot de passe de « {identifiant} » changé.")


@main.command()
@click.argument("identifiant")
@click.argument("nouveaux", nargs=-1, type=_role)
def roles(identifiant: str, nouveaux: tuple[str, ...]) -> None:
    """Remplace les rôles d'un compte par ceux qui suivent."""
    _comptes().changer_roles(identifiant, nouveaux, _PAR)
    click.echo(f"Compte « {identifiant} » : {', '.join(nouveaux) or 'sans rôle'}.")


@main.command()
@click.option("--nombre", default=50, show_default=True, help="Lignes montrées, les dernières d'abord.")
def journal(nombre: int) -> None:
    """Montre le journal d'audit (heures UTC)."""
    for ligne in _comptes().audit(nombre):
        click.echo(f"{ligne.quand:%Y-%m-%d %H:%M:%S}\t{ligne.qui}\t{ligne.action}\t{ligne.objet}")


def _demander() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Mot de passe", hide_input=True, confirmation_prompt="Une seconde fois"))
    return sys.stdin.readline().rstrip("\r\n")


def _comptes() -> Comptes:
    return Comptes(Database(settings.instance_dir / "clausier.sqlite"), utcnow, settings.secret_key)


def run() -> None:
    """Run a command; a refusal is one French line and exit code 1."""
    try:
        main()
    except (CompteRefuse, MotDePasseRefuse) as error:
        sys.exit(str(error))
    except StorageUnavailable as error:
        sys.exit(f"La base des comptes ne s'ouvre pas : {error}")


if __name__ == "__main__":
    run()
