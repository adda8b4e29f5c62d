"""Other ways of asking what a fiche answers (`questions/<dossier>.yml`): indexed like its questions, never displayed.

The few questions of a fiche are shown on its page; these are many and plain, so that a visitor's words are near one.
Each is filed under the section that completes the direct answer for it: a visitor near it is shown that section. A
displayed question may be repeated there for the same reason.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from base_connaissance.erreurs import BaseInvalide, Probleme
from base_connaissance.fichiers import lire_texte
from base_connaissance.modeles import Fiche
from base_connaissance.yaml_situe import ligne_de, lire_yaml

DOSSIER = "questions"
# Read last, for fiches that other files have already: phrasings written since the encoder learnt the base go after
# those, else all that follows would change folds, and what it was taught would measure it (`index.retenue`).
ULTERIEURES = "ulterieures.yml"
# Filed here: questions that no section completes.
SANS_SECTION = "reponse"
_ATTENDU = "une liste de questions par section est attendue (guillemets droits s'il y a un « : »)"


def ajouter_formulations(racine: Path, fiches: Mapping[str, Fiche]) -> dict[str, Fiche]:
    """The fiches, each with its `formulations` and `sections_des_questions`.

    Raises BaseInvalide with every problem of the files. A key that is no fiche, or no section of it, is left aside here
    (the fiche may be the faulty one); `inconnues` names it to the verifier.
    """
    trouvees: dict[str, dict[str, str]] = {}
    problemes: list[Probleme] = []
    for chemin in _fichiers(racine):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        try:
            donnees, lignes = lire_yaml(lire_texte(chemin, nom), nom)
        except BaseInvalide as erreur:
            problemes += erreur.problemes
            continue
        if not isinstance(donnees, dict):
            problemes.append(Probleme(nom, 1, f"le fichier doit contenir des entrées « fiche : » ; {_ATTENDU}"))
            continue
        for cle, par_section in donnees.items():
            defaut = _defaut(cle, par_section, () if chemin.name == ULTERIEURES else trouvees)
            if defaut is not None:
                problemes.append(Probleme(nom, ligne_de(lignes, (cle,)), defaut))
                continue
            lues = {
                " ".join(question.split()): ancre for ancre, questions in par_section.items() for question in questions
            }
            trouvees[str(cle)] = trouvees.get(str(cle), {}) | lues
    if problemes:
        raise BaseInvalide(problemes)
    return {cle: _completer(fiche, trouvees[cle]) if cle in trouvees else fiche for cle, fiche in fiches.items()}


def inconnues(racine: Path, fiches: Mapping[str, Fiche]) -> Iterator[Probleme]:
    """Keys of the files that are the identifier of no fiche, or of no section of it."""
    for chemin in _fichiers(racine):
        nom = (Path(racine.name) / chemin.relative_to(racine)).as_posix()
        donnees, lignes = lire_yaml(lire_texte(chemin, nom), nom)
        for cle, par_section in donnees.items():
            if cle not in fiches:
                yield Probleme(nom, ligne_de(lignes, (cle,)), f"« {cle} » n'est l'identifiant d'aucune fiche")
                continue
            ancres = [section.ancre for section in fiches[cle].sections]
            for ancre in par_section:
                if ancre not in (*ancres, SANS_SECTION):
                    possibles = ", ".join((*ancres, SANS_SECTION))
                    defaut = f"« {ancre} » n'est pas une section de « {cle} » (au choix : {possibles})"
                    yield Probleme(nom, ligne_de(lignes, (cle, ancre)), defaut)


def _fichiers(racine: Path) -> list[Path]:
    return sorted((racine / DOSSIER).glob("*.yml"), key=lambda chemin: (chemin.name == ULTERIEURES, chemin))


def _completer(fiche: Fiche, ancre_de: Mapping[str, str]) -> Fiche:
    ancres = {section.ancre for section in fiche.sections}
    return fiche.model_copy(
        update={
            "formulations": tuple(question for question in ancre_de if question not in fiche.questions),
            "sections_des_questions": {q: ancre for q, ancre in ancre_de.items() if ancre in ancres},
        }
    )


def _defaut(cle: Any, par_section: Any, lues: Container[str]) -> str | None:
    if cle in lues:
        return f"« {cle} » a déjà ses formulations dans un autre fichier"
    if not isinstance(par_section, dict):
        return f"« {cle} » : {_ATTENDU}"
    for ancre, questions in par_section.items():
        if not isinstance(questions, list) or not all(isinstance(q, str) and q.strip() for q in questions):
            return f"« {cle} », « {ancre} » : {_ATTENDU}"
    return None
