"""What the base knows word for word."""

from __future__ import annotations

from base_connaissance.modeles import Base
from index.connues import Connues


def test_every_question_of_the_base_is_known(vraie_base: Base) -> None:
    connues = Connues(vraie_base)
    for fiche in vraie_base.fiches.values():
        assert connues.fiche(fiche.titre) is not None
        for question in fiche.formulations[::10]:
            trouvee = connues.fiche(question)
            assert trouvee == fiche.id or question in vraie_base.fiches[trouvee or ""].toutes_les_questions


def test_another_writing_is_the_same_question(vraie_base: Base) -> None:
    connues = Connues(vraie_base)
    question = vraie_base.fiches["obligation-2026"].questions[0]
    assert connues.fiche(f"Bonjour, {question.upper().rstrip(' ?')}") == "obligation-2026"


def test_any_other_question_is_not(vraie_base: Base) -> None:
    connues = Connues(vraie_base)
    for question in ("", "Une question que personne n'a écrite ?", "zzz", "0"):
        assert connues.fiche(question) is None
