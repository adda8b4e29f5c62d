"""The differences between two versions are sentences that a trainer understands."""

from __future__ import annotations

from base_connaissance.scenarios import Etape, Scenario
from formation.comparaison import comparer

E1 = Etape(id="e1", moment="ouverture", titre="Ouvrir", minutes=10)
E2 = Etape(id="e2", moment="regles", titre="Règles", minutes=20, fiches=("a", "b"))
S = Scenario(titre="Avant", resume="R", public="mixte", minutes=30, etapes=(E1, E2))


def _avec(**champs: object) -> Scenario:
    return S.model_copy(update=champs)


def test_no_difference() -> None:
    assert comparer(S, S) == []
    assert comparer(S, _avec(empreintes={"fiche:a": "1"})) == []


def test_each_kind_of_difference() -> None:
    regles = E2.model_copy(update={"minutes": 25, "fiches": ("b", "c"), "notes": "à moi"})
    quiz = Etape(id="e3", moment="quiz", titre="Quiz", minutes=5)
    apres = _avec(titre="Après", themes=("heures",), etapes=(quiz, regles, E1))
    assert comparer(S, apres) == [
        "Séance, titre : « Avant » → « Après ».",
        "Séance, thèmes : ajout de heures.",
        "Étape « Quiz » : ajoutée.",
        "Étape « Règles », minutes : « 20 » → « 25 ».",
        "Étape « Règles », notes : rien → « à moi ».",
        "Étape « Règles », fiches : ajout de c.",
        "Étape « Règles », fiches : retrait de a.",
        "L'ordre des étapes change : « Quiz », « Règles », « Ouvrir ».",
    ]
    assert comparer(apres, _avec(titre="Après", themes=("heures",), etapes=(regles, E1))) == [
        "Étape « Quiz » : retirée."
    ]


def test_order_alone() -> None:
    assert comparer(S, _avec(etapes=(E2, E1))) == ["L'ordre des étapes change : « Règles », « Ouvrir »."]
    assert comparer(S, _avec(etapes=(E1, E2.model_copy(update={"fiches": ("b", "a")})))) == [
        "Étape « Règles », fiches : ordre changé."
    ]
