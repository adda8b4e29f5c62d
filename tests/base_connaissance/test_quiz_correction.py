"""Marking: all or nothing, partial credit, answers that cannot be read, and what players may see."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base_connaissance.erreurs import ReponseInvalide
from base_connaissance.lecture import lire_base
from base_connaissance.modeles import Base
from base_connaissance.questionnaire.affichage import item_complet, item_public
from base_connaissance.questionnaire.correction import Correction, corriger
from tests.base_connaissance.copies import JOUR, Copie
from tests.base_connaissance.quiz_exemples import ITEMS

TOUS = ("q-choix", "q-plusieurs", "q-faux", "q-vrai", "q-nombre", "q-parametre", "q-ordre", "q-paires", "q-cas")
SOLUTIONS = {"reponse", "jugements", "solutions", "explication", "correction", "tolerance", "juste", "pourquoi"}


@pytest.fixture(scope="module")
def petite(tmp_path_factory: pytest.TempPathFactory) -> Base:
    copie = Copie(tmp_path_factory.mktemp("quiz"))
    copie.ecrire("quiz/obligation.yml", ITEMS)
    return lire_base(copie.racine)


def noter(base: Base, item: str, reponse: Any) -> Correction:
    return corriger(base, base.quiz[item], reponse, JOUR)


def cles(base: Base, item: str, champ: str = "options") -> dict[str, str]:
    """The key of each option, by its text."""
    return {o["texte"]: o["cle"] for o in item_public(base, base.quiz[item], JOUR, 1)[champ]}


@pytest.mark.parametrize("item", TOUS)
def test_the_announced_answer_gets_every_point(petite: Base, item: str) -> None:
    complet = item_complet(petite, petite.quiz[item], JOUR)
    correction = noter(petite, item, complet["reponse"])
    assert (correction.juste, correction.points) == (True, 1)
    assert correction.explication and correction.bonne_reponse and correction.sources
    assert not correction.pourquoi


@pytest.mark.parametrize("item", TOUS)
def test_no_answer_is_worth_nothing(petite: Base, item: str) -> None:
    correction = noter(petite, item, None)
    assert (correction.juste, correction.points) == (False, 0)


def test_a_distractor_says_why_it_is_wrong(petite: Base) -> None:
    correction = noter(petite, "q-choix", cles(petite, "q-choix")["Aucun"])
    assert correction.pourquoi == ("La fiche dit un seuil.",)
    assert correction.bonne_reponse == ("216\u202f000\u00a0€ HT",)


@pytest.mark.parametrize(
    ("choisies", "points"),
    [(["Une tâche découpée"], 0.5), (["Une tâche découpée", "Rien"], 0), (["Rien", "Un discours"], 0), ([], 0),
     (["Une tâche découpée", "Un tuteur nommé", "Rien"], 0.5)],
)  # fmt: skip
def test_several_right_options_share_the_points(petite: Base, choisies: list[str], points: float) -> None:
    noms = cles(petite, "q-plusieurs")
    assert noter(petite, "q-plusieurs", [noms[texte] for texte in choisies]).points == points


@pytest.mark.parametrize(
    ("reponse", "juste"), [(1200, True), ("1 200,4", True), ("1\u202f200", True), (1199.4, False), ("-1200", False)]
)
def test_a_number_is_read_as_people_write_it(petite: Base, reponse: Any, juste: bool) -> None:
    assert noter(petite, "q-nombre", reponse).juste is juste


def test_an_order_is_worth_its_pairs_of_steps(petite: Base) -> None:
    liste, tuteur, point = item_complet(petite, petite.quiz["q-ordre"], JOUR)["reponse"]
    assert noter(petite, "q-ordre", [tuteur, liste, point]).points == pytest.approx(1 / 3)
    assert noter(petite, "q-ordre", [point, tuteur, liste]).points == 0


def test_pairs_are_worth_their_share(petite: Base) -> None:
    bonne = item_complet(petite, petite.quiz["q-paires"], JOUR)["reponse"]
    une, *_ = bonne.items()
    assert noter(petite, "q-paires", dict([une])).points == pytest.approx(1 / 3)


def test_a_case_is_the_mean_of_its_questions(petite: Base) -> None:
    correction = noter(petite, "q-cas", {"q-cas/2": "faux"})
    assert (correction.points, correction.juste) == (0.5, False)
    assert [detail.juste for detail in correction.details] == [False, True]


@pytest.mark.parametrize(
    ("item", "reponse", "champ"),
    [
        ("q-choix", "inconnue", "reponse"), ("q-choix", 3, "reponse"), ("q-choix", ["a"], "reponse"),
        ("q-plusieurs", "texte", "reponse"), ("q-plusieurs", [["a"]], "reponse"), ("q-plusieurs", {"a": 1}, "reponse"),
        ("q-faux", "peut-être", "reponse"), ("q-faux", 1, "reponse"), ("q-nombre", "beaucoup", "reponse"),
        ("q-nombre", True, "reponse"), ("q-nombre", float("nan"), "reponse"), ("q-nombre", "1e400", "reponse"),
        ("q-nombre", [1], "reponse"), ("q-ordre", ["a", "b"], "reponse"), ("q-paires", ["a"], "reponse"),
        ("q-paires", {"a": []}, "reponse"), ("q-cas", ["a"], "reponse"), ("q-cas", {"q-cas/9": "vrai"}, "reponse"),
        ("q-cas", {"q-cas/2": "peut-être"}, "reponse.q-cas/2"),
    ],
)  # fmt: skip
def test_a_malformed_answer_names_its_field(petite: Base, item: str, reponse: Any, champ: str) -> None:
    with pytest.raises(ReponseInvalide) as erreur:
        noter(petite, item, reponse)
    assert erreur.value.champ == champ
    assert str(erreur.value).startswith(f"« {champ} » : ")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda enfants: st.lists(enfants, max_size=3) | st.dictionaries(st.text(max_size=8), enfants, max_size=3),
    max_leaves=6,
)


@given(item=st.sampled_from(TOUS), reponse=JSON)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_is_marked_or_refused(petite: Base, item: str, reponse: Any) -> None:
    try:
        correction = noter(petite, item, reponse)
    except ReponseInvalide as erreur:
        assert erreur.champ.startswith("reponse")
    else:
        assert 0 <= correction.points <= 1
        assert correction.juste == (correction.points == 1)


def test_what_a_player_sees_holds_no_answer(base: Base) -> None:
    for item in base.quiz.values():
        public = item_public(base, item, JOUR, "graine")
        assert not SOLUTIONS & set(_noms(public)), item.id
        assert "{{" not in json.dumps(public)
        assert public["theme_libelle"] and public["niveau"] in {1, 2, 3}


def test_the_seed_moves_options_and_never_their_keys(petite: Base) -> None:
    vues = [item_public(petite, petite.quiz["q-plusieurs"], JOUR, graine)["options"] for graine in range(12)]
    assert vues[0] == item_public(petite, petite.quiz["q-plusieurs"], JOUR, 0)["options"]
    assert len({tuple(o["cle"] for o in options) for options in vues}) > 3
    assert len({frozenset((o["cle"], o["texte"]) for o in options) for options in vues}) == 1


def test_the_whole_item_can_be_stored_as_json(base: Base) -> None:
    for item in base.quiz.values():
        complet = item_complet(base, item, JOUR, 7)
        assert json.loads(json.dumps(complet)) == complet
        assert complet["fiche"]["id"] == item.fiche and complet["sources"]
        assert corriger(base, item, json.loads(json.dumps(complet))["reponse"], JOUR).juste, item.id


def _noms(valeur: Any) -> list[str]:
    if isinstance(valeur, dict):
        return [nom for cle, contenu in valeur.items() for nom in (cle, *_noms(contenu))]
    return [nom for contenu in valeur for nom in _noms(contenu)] if isinstance(valeur, list) else []
