"""Other ways of asking what a fiche answers (`questions/<dossier>.yml`): indexed like its questions, never displayed.

The few questions of a fiche are shown on its page; these are many and plain, so that a visitor's words are near one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.modeles import Fiche
from base_connaissance.yaml_situe import ligne_de, lire_yaml

DOSSIER = "questions"


def ajouter_formulations(racine: Path, fiches: Mapping[str, Fiche]) -> dict[str, Fiche]:
    """The fiches, each with its `formulations`. Raises BaseInvalide with every problem of the files.

    A key that is no fiche is left aside here (the fiche may be the faulty one); `inconnues` names it to the verifier.
    """
    trouvees: dict[str, tuple[str, ...]] = {}
    problemes: list[Probleme] = []
    for chemin in sorted((racine / DOSSIER).glob("*.yml")):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        try:
            donnees, lignes = lire_yaml(lire_texte(chemin, nom), nom)
        except BaseInvalide as erreur:
            problemes += erreur.problemes
            continue
        if not isinstance(donnees, dict):
            problemes.append(Probleme(nom, 1, "le fichier doit contenir des entrées « fiche : liste de questions »"))
            continue
        for cle, questions in donnees.items():
            defaut = _defaut(cle, questions, trouvees)
            if defaut is not None:
                problemes.append(Probleme(nom, ligne_de(lignes, (cle,)), defaut))
                continue
            trouvees[str(cle)] = tuple(dict.fromkeys(" ".join(question.split()) for question in questions))
    if problemes:
        raise BaseInvalide(problemes)
    return {
        cle: fiche.model_copy(update={"formulations": trouvees[cle]}) if cle in trouvees else fiche
        for cle, fiche in fiches.items()
    }


def inconnues(racine: Path, fiches: Mapping[str, Fiche]) -> Iterator[Probleme]:
    """Keys of the files that are the identifier of no fiche."""
    for chemin in sorted((racine / DOSSIER).glob("*.yml")):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        donnees, lignes = lire_yaml(lire_texte(chemin, nom), nom)
        for cle in donnees:
            if cle not in fiches:
                yield Probleme(nom, ligne_de(lignes, (cle,)), f"« {cle} » n'est l'identifiant d'aucune fiche")


def _defaut(cle: Any, questions: Any, lues: Mapping[str, Any]) -> str | None:
    if cle in lues:
        return f"« {cle} » a déjà ses formulations dans un autre fichier"
    if not isinstance(questions, list) or not all(isinstance(q, str) and q.strip() for q in questions):
        return f"« {cle} » : une liste de questions est attendue (guillemets droits s'il y a un « : »)"
    return None
