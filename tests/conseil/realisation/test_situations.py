"""The golden cases of `tests/situations/realisation.yml`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from conseil.droit import Droit
from conseil.realisation import DemandeRealisation, planifier
from tests.conftest import RACINE

CAS: list[dict[str, Any]] = yaml.safe_load((RACINE / "tests/situations/realisation.yml").read_text(encoding="utf-8"))


def simplifier(texte: str) -> str:
    return " ".join(texte.replace("’", "'").split())


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas["nom"])
def test_situation(droit: Droit, cas: dict[str, Any]) -> None:
    resultat = planifier(DemandeRealisation.model_validate(cas["entree"]), droit)
    sortie = cas["sortie"]
    assert sortie.get("heures", resultat.heures) == resultat.heures
    if "generales" in sortie:
        assert sortie["generales"] in simplifier(" ".join(alerte.texte for alerte in resultat.alertes))
    if "montage" not in sortie:
        return
    montage = next(montage for montage in resultat.montages if montage.id == sortie["montage"])
    alertes = simplifier(" ".join(alerte.texte for alerte in montage.alertes))
    assert sortie.get("faisable", montage.faisable) == montage.faisable
    for moyen, personnes in sortie.get("personnes", {}).items():
        assert next(part.personnes for part in montage.parts if part.moyen == moyen) == personnes
    assert sortie.get("contient", "") in alertes
    assert "ne_contient_pas" not in sortie or sortie["ne_contient_pas"] not in alertes


def test_each_case_has_its_own_name_and_a_reference() -> None:
    assert len({cas["nom"] for cas in CAS}) == len(CAS) >= 20
    assert all(cas["article"] for cas in CAS)
