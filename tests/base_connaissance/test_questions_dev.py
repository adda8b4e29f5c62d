"""Each development question has fiches that state the facts it names, and they exist."""

from __future__ import annotations

import json
from typing import Any

import pytest

from base_connaissance.modeles import Base
from tests.base_connaissance.copies import RACINE

QUESTIONS = RACINE.parent / "shared" / "questions_dev.jsonl"
ACCEPTEES = json.loads((RACINE / "tests/jeux/questions_dev_fiches.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not QUESTIONS.exists(), reason="les questions de développement ne sont pas fournies")


def lire_questions() -> list[dict[str, Any]]:
    if not QUESTIONS.exists():
        return []
    return [json.loads(ligne) for ligne in QUESTIONS.read_text(encoding="utf-8").splitlines() if ligne.strip()]


@pytest.mark.parametrize("question", lire_questions(), ids=lambda question: question["id"])
def test_a_question_has_fiches_that_exist(question: dict[str, Any], base: Base) -> None:
    fiches = ACCEPTEES.get(question["id"])
    assert fiches, f"aucune fiche acceptée pour « {question['question']} »"
    assert [fiche for fiche in fiches if fiche not in base.fiches] == []


def test_no_accepted_list_is_left_over() -> None:
    assert {nom for nom in ACCEPTEES if nom != "_"} <= {question["id"] for question in lire_questions()}
