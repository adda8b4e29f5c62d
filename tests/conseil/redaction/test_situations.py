"""The golden cases of `tests/situations/clauses.yml`: a purchase, the clauses of its kit, what the check says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from conseil.droit import Droit
from conseil.redaction.blocs import lignes_de
from conseil.redaction.kit import DemandeKit, ResultatKit, composer_kit
from tests.conftest import RACINE

CAS: list[dict[str, Any]] = yaml.safe_load((RACINE / "tests/situations/clauses.yml").read_text(encoding="utf-8"))


def simplifier(texte: str) -> str:
    return " ".join(texte.replace("’", "'").split())


def texte_de(kit: ResultatKit) -> str:
    lignes = (ligne for document in kit.documents for piece in document.pieces for ligne in lignes_de(piece.blocs))
    return simplifier("\n".join(lignes))


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas["nom"])
def test_situation(droit: Droit, cas: dict[str, Any]) -> None:
    kit = composer_kit(DemandeKit.model_validate_json(json.dumps(cas["entree"])), droit)
    sortie = cas["sortie"]
    clauses = {piece.clause for document in kit.documents for piece in document.pieces}
    assert set(sortie.get("presentes", ())) <= clauses
    assert not clauses & set(sortie.get("absentes", ()))
    texte, constats = texte_de(kit), simplifier(" ".join(constat.message for constat in kit.constats))
    for attendu in sortie.get("contient", ()):
        assert simplifier(attendu) in texte
    for exclu in sortie.get("absent_du_texte", ()):
        assert exclu not in texte
    for attendu in sortie.get("dit", ()):
        assert simplifier(attendu) in constats
    if "coherent" in sortie:
        assert kit.coherent is sortie["coherent"], constats


def test_each_case_has_its_own_name() -> None:
    assert len({cas["nom"] for cas in CAS}) == len(CAS) >= 25
