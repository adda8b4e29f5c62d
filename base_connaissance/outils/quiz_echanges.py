"""`quiz exporter` and `quiz importer`: the bank in other formats, and back as a draft."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import click

from base_connaissance.erreurs import ParametreInconnu
from base_connaissance.modeles import PUBLICS, Public
from base_connaissance.outils.console import RACINE, Refus, option_jour, option_racine, ouvrir
from base_connaissance.questionnaire.echanges.gift import ecrire_gift
from base_connaissance.questionnaire.echanges.importation import en_brouillon, importer
from base_connaissance.questionnaire.echanges.rapport import Echange, Importation
from base_connaissance.questionnaire.echanges.tableur import ecrire_csv, ecrire_xlsx
from base_connaissance.questionnaire.etat import items_jouables, selectionner
from base_connaissance.questionnaire.modeles import THEMES, Item, Niveau, Theme
from base_connaissance.questionnaire.resolution import resoudre

ECRIVAINS: dict[str, Callable[[Iterable[Item]], bytes]] = {
    "gift": ecrire_gift, "csv": ecrire_csv, "xlsx": ecrire_xlsx,
}  # fmt: skip
_REMARQUES = {
    "gift": "GIFT ne connaît ni l'ordre ni le cas : un ordre sort en appariement (étape, rang), un cas en une question "
    "par question, chacune avec la situation. Les commentaires « // clausier » permettent de tout relire ici."
}


@click.command()
@click.argument("forme", metavar="FORMAT", type=click.Choice(list(ECRIVAINS)))
@click.argument("fichier", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--theme", type=click.Choice(list(THEMES)), help="Un seul thème.")
@click.option("--public", type=click.Choice(PUBLICS), help="Un seul public.")
@click.option("--niveau", type=click.IntRange(1, 3), help="Un seul niveau.")
@click.option("--tous", is_flag=True, help="Même les items à revoir ou indisponibles.")
@click.option("--references", is_flag=True, help="Garder les {{ paramètres }} au lieu de leur valeur du jour.")
@option_racine
@option_jour
def exporter(
    forme: str, fichier: Path, theme: Theme | None, public: Public | None, niveau: Niveau | None,
    tous: bool, references: bool, racine: Path, jour: date,
) -> None:  # fmt: skip
    """Écrit une sélection d'items en GIFT (Moodle), CSV ou xlsx."""
    base = ouvrir(racine)
    if tous:
        items = tuple(selectionner(base, theme=theme, public=public, niveau=niveau))
    else:
        items = items_jouables(base, jour, theme=theme, public=public, niveau=niveau)
    if not items:
        raise Refus("aucun item ne correspond à cette sélection. Aucun fichier n'a été écrit.")
    try:
        sortie = ECRIVAINS[forme](items if references else [resoudre(base, item, jour) for item in items])
    except ParametreInconnu as erreur:
        raise Refus(
            f"le chiffre « {erreur.args[0]} » n'a pas de valeur au {jour} : essayez sans « --tous »."
        ) from erreur
    fichier.write_bytes(sortie)
    click.echo(f"{len(items)} items écrits dans {fichier}.")
    if forme in _REMARQUES:
        click.echo(_REMARQUES[forme])


@click.command()
@click.argument("fichier", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--vers", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Le brouillon à créer.")
@click.option("--fiche", help="La fiche des items qui n'en nomment pas.")
@click.option("--theme", type=click.Choice(list(THEMES)), help="Le thème des items qui n'en nomment pas.")
@click.option("--niveau", type=click.IntRange(1, 3), help="Le niveau des items qui n'en ont pas.")
@click.option("--public", "publics", type=click.Choice(PUBLICS), multiple=True, help="Le public, s'il manque.")
@option_racine
def importer_fichier(
    fichier: Path, vers: Path, fiche: str | None, theme: str | None, niveau: int | None,
    publics: tuple[str, ...], racine: Path,
) -> None:  # fmt: skip
    """Lit un fichier GIFT, CSV ou xlsx, et en fait un brouillon YAML.

    Dit ligne par ligne ce qui est accepté, corrigé ou rejeté. N'écrit jamais dans la banque. Sort avec 1 s'il y a un
    rejet.
    """
    _refuser_la_banque(vers, racine)
    voulus = {"fiche": fiche, "theme": theme, "niveau": niveau, "publics": publics or None}
    defauts = {nom: valeur for nom, valeur in voulus.items() if valeur is not None}
    try:
        importation = importer(fichier.read_bytes(), fichier.suffix, defauts)
    except Echange as erreur:
        raise Refus(f"{erreur}. Rien n'a été écrit.") from erreur
    for ligne in importation.rapport:
        details = f" — {' ; '.join(ligne.details)}" if ligne.details else ""
        click.echo(f"ligne {ligne.ligne} : {ligne.statut}, {ligne.id or 'sans nom'}{details}")
    click.echo(_bilan(importation))
    if importation.items:
        with vers.open("x", encoding="utf-8") as sortie:
            sortie.write(en_brouillon(importation))
        click.echo(f"Brouillon : {vers}. Relisez-le, puis rangez ses items dans base_connaissance/quiz/.")
    sys.exit(1 if importation.compter("rejetée") else 0)


def _bilan(importation: Importation) -> str:
    comptes = [f"{importation.compter(statut)} {statut}s" for statut in ("acceptée", "corrigée", "rejetée")]
    return f"{len(importation.rapport)} lignes : {', '.join(comptes)}."


def _refuser_la_banque(vers: Path, racine: Path) -> None:
    banques = {(dossier / "quiz").resolve() for dossier in (racine, RACINE)}
    if vers.exists():
        raise Refus(f"« {vers} » existe déjà : donnez un autre nom. Rien n'a été écrit.")
    if banques & {vers.resolve().parent, *vers.resolve().parents}:
        raise Refus("un import ne s'écrit jamais dans la banque : donnez un chemin hors de « quiz/ ».")
