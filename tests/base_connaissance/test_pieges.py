"""The known traps: the right rule is stated, the wrong one asserted nowhere, and would be caught if it were."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from base_connaissance.modeles import Base
from base_connaissance.verification import pieges
from base_connaissance.verification.contexte import Contexte
from tests.base_connaissance.copies import BASE, JOUR, RACINE

PIEGES: list[dict[str, Any]] = yaml.safe_load((BASE / "pieges.yml").read_text(encoding="utf-8"))
AFFIRMES: dict[str, str] = yaml.safe_load((RACINE / "tests/jeux/pieges_affirmes.yml").read_text(encoding="utf-8"))
chaque_piege = pytest.mark.parametrize("piege", PIEGES, ids=[piege["id"] for piege in PIEGES])


@pytest.fixture(scope="module")
def trouves(base: Base) -> list[str]:
    """What the rule says of the served base, once for all the traps."""
    return [f"{p.fichier}:{p.ligne} {p.message}" for p in pieges.controler(Contexte(base, BASE, JOUR))]


def test_every_known_trap_is_there() -> None:
    assert len(PIEGES) >= 27
    assert len({piege["id"] for piege in PIEGES}) == len(PIEGES)


@chaque_piege
def test_the_right_rule_is_stated_and_the_wrong_one_asserted_nowhere(
    piege: dict[str, Any], base: Base, trouves: list[str]
) -> None:
    assert piege["fiche"] in base.fiches
    assert [trouve for trouve in trouves if f"« {piege['id']} »" in trouve] == []


@chaque_piege
def test_the_wrong_idea_would_be_caught(piege: dict[str, Any]) -> None:
    assert piege["id"] in AFFIRMES, "ajoutez une phrase fausse à tests/jeux/pieges_affirmes.yml"
    assert re.search(piege["interdit"], AFFIRMES[piege["id"]], re.IGNORECASE)


@chaque_piege
def test_the_rule_itself_is_not_taken_for_the_wrong_idea(piege: dict[str, Any]) -> None:
    """The sentence that states the rule could stand anywhere in the base."""
    if piege["id"] not in {"edeis-edenred", "article-concessions-prison"}:  # they name what they correct
        assert not re.search(piege["interdit"], piege["regle"], re.IGNORECASE)
