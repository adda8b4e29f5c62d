"""The golden cases of `tests/situations/leviers.yml`: a purchase, and the verdict on some levers, with the article."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from conseil.droit import Droit
from conseil.leviers import DemandeLeviers, examiner
from conseil.leviers.resultats import VerdictLevier
from tests.conftest import RACINE

CAS: list[dict[str, Any]] = yaml.safe_load((RACINE / "tests/situations/leviers.yml").read_text(encoding="utf-8"))
SEUILS = {"215999.99", "216000", "139999.99", "140000", "59999.99", "60000", "99999.99", "100000"}


def simplifier(texte: str) -> str:
    return " ".join(texte.replace("’", "'").split()).lower()


def tout(levier: VerdictLevier) -> str:
    morceaux = [levier.resume, *levier.pourquoi, *levier.pourquoi_pas, *levier.reserves, levier.reponse_fiche or ""]
    return simplifier(" ".join(morceaux))


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas["nom"])
def test_situation(droit: Droit, cas: dict[str, Any]) -> None:
    resultat = examiner(DemandeLeviers.model_validate(cas["entree"]), droit)
    rendus = {levier.id: levier for levier in resultat.leviers}
    for nom, attendu in cas["sortie"].items():
        attentes = {"verdict": attendu} if isinstance(attendu, str) else dict(attendu)
        contient, exclu = attentes.pop("contient", ""), attentes.pop("ne_contient_pas", None)
        assert {champ: getattr(rendus[nom], champ) for champ in attentes} == attentes, nom
        assert simplifier(contient) in tout(rendus[nom])
        assert exclu is None or simplifier(exclu) not in tout(rendus[nom])


def test_each_case_has_its_own_name_and_an_article() -> None:
    assert len(CAS) >= 80
    assert len({cas["nom"] for cas in CAS}) == len(CAS)
    assert all(cas["article"] for cas in CAS)


def test_both_sides_of_the_thresholds_are_there() -> None:
    assert {str(cas["entree"]["montant_ht"]) for cas in CAS} >= SEUILS
