"""Review dates and coverage, on a small base where each number can be counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.etat import FAMILLES, PHASES, EtatDeLaBase, etat_de_la_base
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import PUBLICS, Base
from tests.base_connaissance.copies import BASE_SAINE


@pytest.fixture(scope="module")
def saine() -> Base:
    return lire_base(BASE_SAINE)


def noms(revues: tuple[object, ...]) -> list[str]:
    return [revue.fiche for revue in revues]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("jour", "retard", "bientot"),
    [
        (date(2026, 11, 30), [], []),  # 91 days before the first review
        (date(2026, 12, 1), [], ["clause-obligatoire"]),  # 90 days
        (date(2027, 3, 1), [], ["clause-obligatoire"]),  # the very day
        (date(2027, 3, 2), ["clause-obligatoire"], []),
        (date(2027, 11, 1), ["clause-obligatoire"], ["frein-temps"]),
        (date(2028, 1, 1), ["clause-obligatoire", "frein-temps"], []),
    ],
)
def test_reviews_due_and_soon(saine: Base, jour: date, retard: list[str], bientot: list[str]) -> None:
    etat = etat_de_la_base(saine, jour)
    assert (noms(etat.en_retard()), noms(etat.bientot(90))) == (retard, bientot)
    assert noms(etat.revues) == ["clause-obligatoire", "frein-temps"]
    assert etat.revues[0].jours == (date(2027, 3, 1) - jour).days


def test_coverage_counts_fiches_and_questions(saine: Base) -> None:
    etat = etat_de_la_base(saine, date(2026, 11, 22))
    cases = {(c.famille, c.public, c.phase): (c.fiches, c.questions) for c in etat.couverture}
    assert len(cases) == len(FAMILLES) * len(PUBLICS) * len(PHASES) == 189
    assert cases["option_juridique", "acheteur", "redaction"] == (1, 6)
    assert cases["frein", "formateur", "execution"] == (1, 6)
    assert cases["frein", "acheteur", "execution"] == (0, 0)
    assert len(etat.angles_morts()) == 189 - 4


def test_the_served_base_is_counted_whole(base: Base) -> None:
    etat = etat_de_la_base(base, date(2026, 11, 22))
    assert len(etat.revues) == len(base.fiches)
    assert EtatDeLaBase.model_validate_json(etat.model_dump_json()) == etat
