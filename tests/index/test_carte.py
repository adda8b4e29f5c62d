"""The coverage map: counts, promises, blind spots; the committed one keeps its promises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from index.preuve.carte import CARTE, Observation, Seuils, dresser, lire_carte, lire_seuils, manquements
from settings import settings

JOUR = date(2026, 11, 22)
EXIGEANTS = Seuils(
    atteintes=1, manquees=0, atteintes_par_famille=1, fiches_jamais_atteintes=0, fiches_non_mesurees=0
)  # fmt: skip
LACHES = Seuils(
    atteintes=0, manquees=1, atteintes_par_famille=0, fiches_jamais_atteintes=1, fiches_non_mesurees=1
)  # fmt: skip


def observer(**issues: str) -> list[Observation]:
    return [
        Observation(fiche=fiche.replace("_", "-"), issue=issue)  # type: ignore[arg-type]
        for fiche, suite in issues.items()
        for issue in suite.split()
    ]


def test_chaque_question_compte_dans_les_cases_de_sa_fiche(petite_base: Base) -> None:
    carte = dresser(petite_base, observer(obligation_2026="atteinte refusee manquee atteinte", perdue="manquee"), JOUR)
    assert carte.issues == {"atteinte": 2, "refusee": 1, "manquee": 1}, "une fiche retirée ne compte pas"
    fiche = petite_base.fiches["obligation-2026"]
    cases = [case for case in carte.cases if case.questions]
    assert len(cases) == len(fiche.publics) * len(fiche.phases)
    assert {case.part for case in cases} == {0.5} and carte.angles_morts() == cases
    assert sum(case.fiches > 0 and not case.questions for case in carte.cases) > 0


def test_les_promesses_non_tenues_sont_dites(petite_base: Base) -> None:
    carte = dresser(petite_base, observer(obligation_2026="refusee", part_main_oeuvre="manquee atteinte"), JOUR)
    dites = " | ".join(manquements(carte, petite_base, EXIGEANTS))
    attendus = [
        "atteintes : 33,3\u00a0%",
        "manquées : 33,3\u00a0%",
        "option_juridique : 0,0\u00a0%",
        "2 fiches ne sont pas",
    ]
    for attendu in (*attendus, "jamais atteintes : obligation-2026"):
        assert attendu in dites
    assert not list(manquements(carte, petite_base, LACHES))


def test_une_carte_se_garde_et_se_relit(petite_base: Base, tmp_path: Path) -> None:
    carte = dresser(petite_base, observer(obligation_2026="atteinte"), JOUR)
    (tmp_path / "carte.json").write_text(carte.model_dump_json(), encoding="utf-8")
    assert lire_carte(tmp_path / "carte.json") == carte
    (tmp_path / "carte.json").write_text("{}", encoding="utf-8")
    assert lire_carte(tmp_path / "carte.json") is None and lire_carte(tmp_path / "absente.json") is None


def test_la_carte_publiee_tient_ses_promesses() -> None:
    carte = lire_carte(CARTE)
    if carte is None:
        pytest.skip("la carte n'a pas encore été mesurée : python -m tools.bench_coverage")
    assert list(manquements(carte, lire_base(settings.base_dir), lire_seuils())) == []
