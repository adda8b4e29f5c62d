"""Other phrasings: read with their fiche, faults named with their line, unknown keys left to the verifier."""

from __future__ import annotations

from pathlib import Path

import pytest

from base_connaissance.erreurs import BaseInvalide
from base_connaissance.formulations import ULTERIEURES, ajouter_formulations, inconnues
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base


def ecrire(racine: Path, texte: str, nom: str = "x.yml") -> Path:
    (racine / "questions").mkdir(exist_ok=True)
    (racine / "questions" / nom).write_text(texte, encoding="utf-8")
    return racine


def test_phrasings_join_the_questions_of_their_fiche(tmp_path: Path, petite_base: Base) -> None:
    identifiant, fiche = next(iter(petite_base.fiches.items()))
    ancre, affichee = fiche.sections[0].ancre, fiche.questions[0]
    texte = f"{identifiant}:\n  {ancre}:\n    - une  autre façon\n    - {affichee}\n  reponse:\n    - tout court\n"
    lue = ajouter_formulations(ecrire(tmp_path, texte), petite_base.fiches)[identifiant]
    assert lue.formulations == ("une autre façon", "tout court")
    assert lue.toutes_les_questions == (*fiche.toutes_les_questions, "une autre façon", "tout court")
    assert lue.sections_des_questions == {"une autre façon": ancre, affichee: ancre}


def test_later_phrasings_come_after_all_others_and_only_theirs_may(tmp_path: Path, petite_base: Base) -> None:
    identifiant, fiche = next(iter(petite_base.fiches.items()))
    ancre = fiche.sections[0].ancre
    ecrire(tmp_path, f"{identifiant}:\n  {ancre}:\n    - plus tard\n    - zut\n", ULTERIEURES)
    lue = ajouter_formulations(
        ecrire(tmp_path, f"{identifiant}:\n  reponse:\n    - zut\n", "z.yml"), petite_base.fiches
    )
    assert lue[identifiant].formulations == ("zut", "plus tard")
    assert lue[identifiant].sections_des_questions == {"zut": ancre, "plus tard": ancre}
    with pytest.raises(BaseInvalide, match="a déjà ses formulations"):
        ajouter_formulations(ecrire(tmp_path, f"{identifiant}:\n  reponse:\n    - encore\n"), petite_base.fiches)


@pytest.mark.parametrize("valeur", ["une phrase", "\n  - une phrase", "\n  regle: une phrase", "\n  regle:\n    - 3"])
def test_a_fault_is_told_with_its_line(tmp_path: Path, petite_base: Base, valeur: str) -> None:
    identifiant = next(iter(petite_base.fiches))
    racine = ecrire(tmp_path, f"# phrases\n{identifiant}: {valeur}\n")
    with pytest.raises(BaseInvalide) as erreur:
        ajouter_formulations(racine, petite_base.fiches)
    assert [(p.fichier, p.ligne) for p in erreur.value.problemes] == [(f"{tmp_path.name}/questions/x.yml", 2)]


def test_an_unknown_fiche_is_left_to_the_verifier(tmp_path: Path, petite_base: Base) -> None:
    racine = ecrire(tmp_path, "fiche-absente:\n  reponse:\n    - une phrase\n")
    assert ajouter_formulations(racine, petite_base.fiches) == petite_base.fiches
    assert ["fiche-absente" in p.message for p in inconnues(racine, petite_base.fiches)] == [True]


def test_an_unknown_section_is_named_with_its_line_and_its_questions_still_serve(
    tmp_path: Path, petite_base: Base
) -> None:
    identifiant = next(iter(petite_base.fiches))
    racine = ecrire(tmp_path, f"{identifiant}:\n  partie-absente:\n    - une phrase\n")
    lue = ajouter_formulations(racine, petite_base.fiches)[identifiant]
    assert lue.formulations == ("une phrase",) and not lue.sections_des_questions
    (probleme,) = inconnues(racine, petite_base.fiches)
    assert probleme.ligne == 2 and "partie-absente" in probleme.message and "reponse" in probleme.message


def test_the_served_base_has_phrasings_for_every_fiche() -> None:
    base = lire_base(Path("base_connaissance"))
    assert [fiche.id for fiche in base.fiches.values() if len(fiche.formulations) < 4] == []
