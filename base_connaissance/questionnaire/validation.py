"""Stamping items in their files, after a person has read them against their fiche: only `empreinte` lines change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from base_connaissance.fichiers import lire_texte
from base_connaissance.modeles import Base
from base_connaissance.questionnaire.etat import empreinte_item
from base_connaissance.yaml_situe import lire_yaml


def valider_items(base: Base, racine: Path, identifiants: Iterable[str], jour: date) -> tuple[str, ...]:
    """Stamp these items of the bank; return those whose stamp changed. Files are replaced whole or not at all."""
    empreintes = {nom: empreinte_item(base, base.quiz[nom], jour) for nom in identifiants}
    changes = {nom: somme for nom, somme in empreintes.items() if base.quiz[nom].empreinte != somme}
    for theme in sorted({base.quiz[nom].theme for nom in changes}):
        chemin = racine / "quiz" / f"{theme}.yml"
        _remplacer(chemin, _estampiller(lire_texte(chemin, chemin.name), changes))
    return tuple(changes)


def _estampiller(texte: str, empreintes: Mapping[str, str]) -> str:
    """The same file with these stamps: the line is rewritten where it stands, or added under the `id`."""
    donnees, lignes_de = lire_yaml(texte, "quiz")
    lignes = texte.splitlines()
    for rang in reversed(range(len(donnees))):
        somme = empreintes.get(str(donnees[rang].get("id")))
        if somme is None:
            continue
        if (ligne := lignes_de.get((rang, "empreinte"))) is not None:
            lignes[ligne - 1] = f"{lignes[ligne - 1].split('empreinte:')[0]}empreinte: {somme}"
        else:
            lignes.insert(lignes_de[(rang, "id")], f"  empreinte: {somme}")
    return "\n".join(lignes) + "\n"


def _remplacer(chemin: Path, texte: str) -> None:
    provisoire = chemin.with_suffix(".provisoire")
    provisoire.write_text(texte, encoding="utf-8")
    os.replace(provisoire, chemin)
