"""A proposed session takes the time there is, whatever is asked, and holds only what suits its audience."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_connaissance.modeles import Base
from base_connaissance.scenarios import DUREE_MAXIMALE, DUREE_MINIMALE, PUBLICS_SEANCE, PublicSeance
from formation.choix import LECTEURS, convient
from formation.durees import Besoin, arrondir, partager
from formation.empreintes import jouable
from formation.proposition import proposer

JOUR = date(2026, 11, 25)
THEMES = ("decouvrir", "obligation", "leviers", "heures", "repondre", "suivre", "freins", "politique", "inconnu")
OBJECTIFS = ("comprendre", "pratiquer", "objecter", "decider", "inconnu")


@pytest.mark.parametrize("public", PUBLICS_SEANCE)
@pytest.mark.parametrize("minutes", [30, 31, 45, 60, 90, 119, 121, 180, 240, 359, 360, 420, 480])
@pytest.mark.parametrize("themes", [(), THEMES[:1], THEMES])
def test_durations_add_up_and_nothing_is_too_short(
    base: Base, public: PublicSeance, minutes: int, themes: tuple[str, ...]
) -> None:
    scenario = proposer(base, public, minutes, OBJECTIFS, themes, JOUR)
    assert scenario.ecart == 0
    assert scenario.minutes == minutes
    for etape in scenario.etapes:
        assert etape.minutes >= base.moments[etape.moment].minimum
    assert {etape.moment for etape in scenario.etapes} >= {"ouverture", "regles", "engagement", "cloture"}
    assert scenario.etapes[0].moment == "ouverture"
    assert scenario.etapes[-1].moment == "cloture"
    assert [etape.id for etape in scenario.etapes] == [f"e{n}" for n in range(1, len(scenario.etapes) + 1)]


@pytest.mark.parametrize("public", PUBLICS_SEANCE)
def test_what_is_shown_suits_the_audience_and_the_day(base: Base, public: PublicSeance) -> None:
    scenario = proposer(base, public, 240, ("comprendre",), THEMES, JOUR)
    lecteur = LECTEURS[public]
    for etape in scenario.etapes:
        assert all(convient(base.fiches[nom], public, JOUR) for nom in (*etape.fiches, *etape.objections))
        for nom in etape.quiz:
            assert jouable(base, nom, JOUR)
            assert lecteur is None or lecteur in base.quiz[nom].publics


def test_more_time_gives_more_and_a_day_has_its_breaks(base: Base) -> None:
    courte = proposer(base, "acheteurs", 30, (), ("obligation",), JOUR)
    longue = proposer(base, "acheteurs", 420, (), ("obligation", "heures", "suivre"), JOUR)
    assert len(courte.etapes) < len(longue.etapes)
    assert [etape.titre for etape in longue.etapes if etape.moment == "pause"] == ["Pause", "Repas", "Pause"]
    assert not [etape for etape in courte.etapes if etape.moment == "pause"]


def test_a_goal_lengthens_what_serves_it(base: Base) -> None:
    def minutes(objectif: str, moment: str) -> int:
        etapes = proposer(base, "acheteurs", 120, (objectif,), ("obligation",), JOUR).etapes
        return sum(etape.minutes for etape in etapes if etape.moment == moment)

    assert minutes("pratiquer", "cas") > minutes("comprendre", "cas")
    assert minutes("comprendre", "regles") > minutes("pratiquer", "regles")
    assert minutes("objecter", "objections") > minutes("comprendre", "objections")


def test_a_base_without_moments_proposes_nothing(petite_base: Base) -> None:
    with pytest.raises(ValueError, match="aucun moment"):
        proposer(petite_base, "mixte", 60, (), (), JOUR)


_BESOINS = st.lists(
    st.tuples(st.integers(1, 20), st.integers(0, 40), st.integers(0, 6)).map(lambda t: Besoin(t[0], t[0] + t[1], t[2])),
    min_size=1, max_size=12,
)  # fmt: skip


@given(besoins=_BESOINS, plus=st.integers(0, 400), pas=st.sampled_from([1, 5, 10]))
@settings(max_examples=300)
def test_sharing_keeps_the_total_and_the_minimums(besoins: list[Besoin], plus: int, pas: int) -> None:
    minimums = [besoin.minimum for besoin in besoins]
    total = sum(minimums) + plus
    for parts in (partager(total, besoins), arrondir(partager(total, besoins), pas, minimums)):
        assert sum(parts) == total
        assert all(part >= minimum for part, minimum in zip(parts, minimums, strict=True))


def test_sharing_too_little_time_is_refused() -> None:
    with pytest.raises(ValueError, match="5 min pour 6"):
        partager(5, [Besoin(3, 9, 1), Besoin(3, 9, 1)])


def test_the_bounds_are_those_of_the_form() -> None:
    assert (DUREE_MINIMALE, DUREE_MAXIMALE) == (30, 480)
