"""`nouvelle`: the file of a new fiche, readable at once, refused by the verifier until it is filled."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from base_connaissance.messages import en_problemes
from base_connaissance.modeles import DOSSIERS, EnTete
from base_connaissance.outils.console import RACINE, Refus, option_jour, option_racine
from base_connaissance.yaml_situe import lire_yaml, separer

_IDENTIFIANT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The plans that the base's own fiches follow.
_SECTIONS: dict[str, tuple[str, ...]] = {
    "achat": (
        "Tâches accessibles", "Leviers qui conviennent", "Leviers à éviter", "Publics", "Volume utile", "Précautions",
        "Niveau de preuve",
    ),
    "cas": ("Les faits", "Ce que cela montre", "Ce qu'on en fait", "Limites du cas"),
    "frein": ("Ce qui est vrai", "Ce que l'on répond", "Trois gestes", "Question à poser en salle"),
    "structure": ("Qui elle emploie", "Ce qu'elle vend", "Pour l'acheteur", "Pour l'entreprise", "Pièges"),
}  # fmt: skip
_SECTIONS_COURANTES = ("En bref", "La règle", "Comment faire", "Pièges")
_GABARIT = """\
---
titre: {titre}
famille: {famille}
publics: [acheteur]  # gardez les bons : acheteur, entreprise, formateur
phases: [programmation]  # programmation, sourcing, redaction, analyse, notification, execution, bilan
reponse: >
  (à remplir) La réponse directe, en soixante-dix mots au plus : la règle d'abord, sa limite ensuite.
questions:
  - (à remplir) la question telle qu'un acheteur l'écrirait
  - (à remplir) la même en cinq mots, sans majuscule
  - (à remplir) la même avec une faute ou un sigle
  - (à remplir) la même vue par l'entreprise
  - (à remplir) la même posée de biais, par une situation
  - (à remplir) la même vue par un élu, un formateur ou un chef de chantier
sources: [source-a-remplir]  # identifiants de sources.yml, une au moins par phrase de droit
applicable: {{debut: {jour}}}  # premier jour où la règle vaut
verifie_le: {jour}
a_revoir_le: {revue}
confiance: a_confirmer  # croise : deux sources ; vu : une source lue ; a_confirmer : jamais servie telle quelle
voir_aussi: []
parametres: []  # noms des chiffres cités entre doubles accolades
---
{corps}"""


@click.command()
@click.argument("famille")
@click.argument("identifiant", metavar="ID")
@click.option("--titre", required=True, help="Le titre, tel que le lecteur le verra (120 caractères au plus).")
@option_racine
@option_jour
def nouvelle(famille: str, identifiant: str, titre: str, racine: Path, jour: date) -> None:
    """Crée le fichier d'une nouvelle fiche, prêt à remplir."""
    chemin = _emplacement(racine, famille, identifiant)
    texte = gabarit(titre, famille, jour)
    _refuser_un_entete_faux(texte)
    chemin.parent.mkdir(parents=True, exist_ok=True)
    with chemin.open("x", encoding="utf-8") as fichier:
        fichier.write(texte)
    ailleurs = "" if racine == RACINE else f" --racine {racine}"
    click.echo(f"Créée : {chemin}")
    click.echo(f"Remplissez chaque « (à remplir) », puis : python -m base_connaissance verifier --strict{ailleurs}")
    click.echo(f"Aperçu pendant la rédaction : python -m base_connaissance apercu{ailleurs}")


def gabarit(titre: str, famille: str, jour: date) -> str:
    """The text of the file: every field present, review in a year, one `(à remplir)` per text to write."""
    sections = _SECTIONS.get(famille, _SECTIONS_COURANTES)
    corps = "\n".join(f"## {section}\n(à remplir) {section.lower()}\n" for section in sections)
    revue = jour.replace(year=jour.year + 1, day=min(jour.day, 28))
    return _GABARIT.format(
        titre=json.dumps(titre, ensure_ascii=False), famille=famille, jour=jour, revue=revue, corps=corps
    )


def _emplacement(racine: Path, famille: str, identifiant: str) -> Path:
    dossiers = {nom: dossier for dossier, nom in DOSSIERS.items()}
    if famille not in dossiers:
        raise Refus(f"la famille « {famille} » n'existe pas. Familles : {', '.join(dossiers)}.")
    if not _IDENTIFIANT.fullmatch(identifiant):
        raise Refus(
            f"« {identifiant} » ne peut pas nommer une fiche : lettres minuscules sans accent, chiffres et tirets."
        )
    for existante in sorted((racine / "fiches").rglob(f"{identifiant}.md")):
        raise Refus(f"la fiche « {identifiant} » existe déjà : {existante}")
    return racine / "fiches" / dossiers[famille] / f"{identifiant}.md"


def _refuser_un_entete_faux(texte: str) -> None:
    """A title too long or empty is said before any file is written."""
    donnees, lignes = lire_yaml(separer(texte, "fiche")[0], "fiche")
    try:
        EnTete.model_validate(donnees)
    except ValidationError as erreur:
        raise Refus(" ; ".join(probleme.message for probleme in en_problemes(erreur, "fiche", lignes))) from erreur
