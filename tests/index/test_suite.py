"""Follow-ups: what leans on the previous answer, and what changes only the reader or the day."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.modeles import Base
from index.dates_question import Periode, date_demandee
from index.modeles import Contexte
from index.suite import (
    completer,
    demande_la_meme_fiche,
    est_une_suite,
    seul_le_public_change,
    seule_la_periode_change,
)

AUJOURD_HUI = date(2026, 11, 22)


@pytest.mark.parametrize("question", [
    "et pour les travaux ?", "et s'il l'a pas eu à temps ?", "mais si on n'en a pas ?", "pourquoi ?", "un exemple ?",
    "quelles sources ?", "combien ?", "il compte pour la clause ?", "et en ETP ça donne quoi ?",
])  # fmt: skip
def test_a_follow_up_leans_on_the_previous_turn(question: str) -> None:
    assert est_une_suite(question)


@pytest.mark.parametrize("question", ["Comment contester une pénalité ?", "Qu'est-ce qu'une EI ?"])
def test_a_whole_question_stands_alone(question: str) -> None:
    assert not est_une_suite(question)


@pytest.mark.parametrize(("question", "attendu"), [
    ("et pour une entreprise ?", "entreprise"), ("et si on est une entreprise ?", "entreprise"),
    ("et côté acheteur ?", "acheteur"), ("et pour une entreprise d'insertion ?", None), ("une entreprise", None),
])  # fmt: skip
def test_only_the_reader_changes(question: str, attendu: str | None) -> None:
    assert seul_le_public_change(question) == attendu


@pytest.mark.parametrize(("question", "debut", "fin"), [
    ("et avant août 2026 ?", date(2026, 7, 31), date(2026, 7, 31)),
    ("et au 1er mars 2025 ?", date(2025, 3, 1), date(2025, 3, 1)),
    ("le 10 août 2026", date(2026, 8, 10), date(2026, 8, 10)),
    ("Elle a été lancée le 10 août 2026.", date(2026, 8, 10), date(2026, 8, 10)),
    ("lancée le 10/08/2026", date(2026, 8, 10), date(2026, 8, 10)),
    ("et si la consultation a été publiée en juin 2026 ?", date(2026, 6, 1), date(2026, 6, 30)),
    ("et en 2025 ?", date(2025, 1, 1), date(2025, 12, 31)),
    ("et aujourd'hui ?", AUJOURD_HUI, AUJOURD_HUI),
    ("et en 2026 ?", date(2026, 1, 1), AUJOURD_HUI),
    ("et en 2027 ?", date(2027, 1, 1), date(2027, 12, 31)),
])  # fmt: skip
def test_only_the_days_change(question: str, debut: date, fin: date) -> None:
    assert seule_la_periode_change(question, AUJOURD_HUI) == Periode(debut, fin)


@pytest.mark.parametrize("question", [
    "et pour une consultation lancée au 1er mars 2025 par une commune ?", "le 31 février 2026",
    "et aujourd'hui pour les travaux ?", "2026",
])  # fmt: skip
def test_something_else_changes_or_no_known_day(question: str) -> None:
    assert seule_la_periode_change(question, AUJOURD_HUI) is None


def test_the_day_asked() -> None:
    assert date_demandee("la règle avant 2026") == date(2025, 12, 31)


def test_more_of_the_same_fiche() -> None:
    assert demande_la_meme_fiche("et pourquoi ?") and demande_la_meme_fiche("donne-moi un exemple".replace("-", " "))
    assert not demande_la_meme_fiche("pourquoi les clauses sociales ?")


def test_the_subject_completes_a_follow_up(vraie_base: Base) -> None:
    contexte = Contexte(derniere_fiche="labels")
    assert completer(vraie_base, "et s'il l'a pas eu à temps ?", contexte).endswith(
        f"({vraie_base.fiches['labels'].titre})"
    )
    assert completer(vraie_base, "et s'il l'a pas eu à temps ?", None) == "et s'il l'a pas eu à temps ?"
