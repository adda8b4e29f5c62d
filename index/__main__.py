"""Command line of the index: `python -m index construire | chercher | rejouer | evaluer | doublons`."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click
from tqdm import tqdm

from base_connaissance.erreurs import BaseInvalide
from index.erreurs import QuestionInvalide
from settings import settings


@click.group()
def main() -> None:
    """L'index : construire, chercher, évaluer."""


@main.command()
@click.option("--forcer", is_flag=True, help="Reconstruire même si rien n'a changé.")
def construire(forcer: bool) -> None:
    """Construit l'index de la base (seuls les textes nouveaux sont encodés)."""
    from index.construction import construire as construire_index
    from index.encodeur import encodeur_par_defaut

    barres: dict[str, tqdm[None]] = {}

    def avance(etape: str, fait: int, total: int) -> None:
        barre = barres.setdefault(etape, tqdm(total=total, desc=etape, unit="", disable=None))
        barre.update(fait - barre.n)

    try:
        dossier = construire_index(
            settings.base_dir, settings.index_dir, encodeur_par_defaut(), date.today(), avance, forcer
        )
    except BaseInvalide as erreur:
        click.echo(str(erreur), err=True)
        click.echo(
            f"{len(erreur.problemes)} erreurs : l'index n'est pas reconstruit, le précédent reste en service.", err=True
        )
        sys.exit(1)
    finally:
        for barre in barres.values():
            barre.close()
    click.echo(f"Index prêt : {dossier}")


@main.command()
@click.argument("question")
@click.option("--public", type=click.Choice(["acheteur", "entreprise", "formateur"]))
@click.option("--date", "jour", type=click.DateTime(["%Y-%m-%d"]), help="Droit à cette date.")
@click.option("--json", "en_json", is_flag=True, help="La réponse entière, en JSON.")
@click.option("--recu", type=click.Path(path_type=Path, dir_okay=False), help="Écrit aussi le reçu dans ce fichier.")
def chercher(question: str, public: str | None, jour: datetime | None, en_json: bool, recu: Path | None) -> None:
    """Répond à une question, comme le ferait l'assistant."""
    from index.affichage import en_texte
    from index.preuve.recu import delivrer
    from index.recherche import ouvrir, repondre

    demandee = jour.date() if jour else None
    try:
        reponse = repondre(question, public, demandee)  # type: ignore[arg-type]
    except QuestionInvalide as erreur:
        raise click.ClickException(erreur.message) from erreur
    click.echo(reponse.model_dump_json(indent=1) if en_json else en_texte(reponse))
    if recu is not None:
        delivre = delivrer(ouvrir(), reponse.question, None, public, demandee, date.today())  # type: ignore[arg-type]
        recu.write_text(delivre.model_dump_json(indent=1), encoding="utf-8")
        click.echo(f"Reçu : {recu}", err=True)


@main.command()
@click.argument("fichier", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def rejouer(fichier: Path) -> None:
    """Repose la question d'un reçu et compare ; sort avec 1 si la réponse a changé, 2 si le reçu a été modifié."""
    from index.preuve.recu import RecuIllisible, lire_recu
    from index.preuve.recu import rejouer as rejouer_recu
    from index.recherche import ouvrir

    try:
        rejeu = rejouer_recu(ouvrir(), lire_recu(fichier.read_bytes()))
    except RecuIllisible as erreur:
        raise click.ClickException(str(erreur)) from erreur
    click.echo(rejeu.conclusion)
    for difference in rejeu.differences:
        click.echo(
            f"  {difference.champ}\n    avant      : {difference.avant}\n    maintenant : {difference.maintenant}"
        )
    sys.exit(0 if rejeu.authentique and rejeu.identique else 1 if rejeu.authentique else 2)


@main.command()
@click.argument("fichier", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option(
    "--corpus", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Un dossier au format BEIR."
)
@click.option("--json", "en_json", is_flag=True, help="Les mesures en JSON.")
def evaluer(fichier: Path | None, corpus: Path | None, en_json: bool) -> None:
    """Mesure la recherche, sur un fichier de questions ou sur une collection ; sans rien, écrit tout le rapport.

    Le rapport (docs/bench/evaluation.md) pose à la base ses propres questions, chacune retirée de l'index, puis les
    jeux que le réglage n'a jamais vus, et mesure les collections extérieures si elles sont là.
    """
    from index.collection import evaluer_collection
    from index.evaluation import evaluer_fichier

    if fichier is not None and corpus is not None:
        raise click.UsageError("donnez un fichier de questions ou --corpus DOSSIER, pas les deux")
    if fichier is None and corpus is None:
        from tools.bench_evaluation import main as tout_evaluer
        from tools.console import run_main

        run_main(tout_evaluer)
    try:
        mesures = evaluer_collection(corpus) if corpus else evaluer_fichier(fichier)  # type: ignore[arg-type]
    except ValueError as erreur:
        raise click.ClickException(str(erreur)) from erreur
    if en_json:
        click.echo(json.dumps(mesures, ensure_ascii=False))
    else:
        for nom, valeur in mesures.items():
            click.echo(f"{nom:<16} {valeur}")


@main.command()
def couverture() -> None:
    """Contrôle la carte de couverture (docs/bench/couverture.json) ; sort avec 1 si une promesse n'est pas tenue."""
    from base_connaissance.lecture import lire_base
    from index.preuve.carte import CARTE, lire_carte, lire_seuils, manquements

    carte = lire_carte(CARTE)
    if carte is None:
        raise click.ClickException(f"{CARTE} est absent ou illisible : lancez « python -m tools.bench_coverage »")
    fautes = list(manquements(carte, lire_base(settings.base_dir), lire_seuils()))
    for faute in fautes:
        click.echo(faute)
    atteintes, total = carte.issues.get("atteinte", 0), sum(carte.issues.values())
    click.echo(f"{total} questions mesurées le {carte.jour}, {atteintes} atteintes, {len(fautes)} promesses non tenues")
    sys.exit(1 if fautes else 0)


@main.command()
@click.option("--seuil", default=0.98, help="Cosinus au-delà duquel deux questions sont jugées trop proches.")
def doublons(seuil: float) -> None:
    """Cherche les questions presque identiques dans deux fiches différentes ; sort avec 1 s'il y en a."""
    from index.doublons import questions_trop_proches
    from index.recherche import ouvrir

    trouves = questions_trop_proches(ouvrir(), seuil)
    for cosinus, (fiche_a, question_a), (fiche_b, question_b) in trouves:
        click.echo(f"{cosinus:.3f}  {fiche_a} « {question_a} »  ~  {fiche_b} « {question_b} »")
    click.echo(f"{len(trouves)} paires au-dessus de {seuil}")
    sys.exit(1 if trouves else 0)


if __name__ == "__main__":
    main()
