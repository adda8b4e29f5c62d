"""Reading the bank: one YAML list per theme, `quiz/<theme>.yml`; the theme of an item is the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.messages import en_problemes
from base_connaissance.questionnaire.modeles import MODELES, THEMES, Item
from base_connaissance.yaml_situe import Lignes, ligne_de, lire_yaml


def lire_quiz(racine: Path) -> dict[str, Item]:
    """Every item under `racine/quiz`, by identifier. Raises BaseInvalide with every problem of form."""
    items: dict[str, Item] = {}
    problemes: list[Probleme] = []
    for chemin in sorted((racine / "quiz").glob("*.yml")):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        for lu in _fichier(chemin, nom):
            if isinstance(lu, Probleme):
                problemes.append(lu)
            elif lu.id in items:
                problemes.append(Probleme(nom, 1, f"un autre item porte déjà l'identifiant « {lu.id} »"))
            else:
                items[lu.id] = lu
    if problemes:
        raise BaseInvalide(sorted(problemes))
    return items


def lire_item(donnees: Any, nom: str, lignes: Lignes) -> Item:
    """One item from its fields. Raises BaseInvalide with every fault, at the line that `lignes` gives to its field."""
    if not isinstance(donnees, dict):
        raise BaseInvalide([Probleme(nom, ligne_de(lignes, ()), "un item est un ensemble « clé : valeur »")])
    modele = MODELES.get(str(donnees.get("type")))
    if modele is None:
        message = f"« type » : valeur « {donnees.get('type')} » inconnue ; attendu : {', '.join(MODELES)}"
        raise BaseInvalide([Probleme(nom, ligne_de(lignes, ("type",)), message)])
    try:
        return cast(Item, modele.model_validate(donnees))
    except ValidationError as erreur:
        raise BaseInvalide(en_problemes(erreur, nom, lignes)) from erreur


def _fichier(chemin: Path, nom: str) -> Iterator[Item | Probleme]:
    if chemin.stem not in THEMES:
        yield Probleme(nom, 1, f"« {chemin.stem} » n'est pas un thème ; thèmes : {', '.join(THEMES)}")
        return
    try:
        donnees, lignes = lire_yaml(lire_texte(chemin, nom), nom)
    except BaseInvalide as erreur:
        yield from erreur.problemes
        return
    if donnees is not None and not isinstance(donnees, list):
        yield Probleme(nom, 1, "le fichier doit contenir une liste d'items")
        return
    for rang, champs in enumerate(donnees or []):
        situees = {cle[1:]: ligne for cle, ligne in lignes.items() if cle[:1] == (rang,)}
        if isinstance(champs, dict) and champs.get("theme", chemin.stem) != chemin.stem:
            message = f"le thème « {champs['theme']} » ne va pas avec le fichier « {chemin.name} »"
            yield Probleme(nom, ligne_de(situees, ("theme",)), message)
            continue
        try:
            yield lire_item(champs | {"theme": chemin.stem} if isinstance(champs, dict) else champs, nom, situees)
        except BaseInvalide as erreur:
            yield from erreur.problemes
