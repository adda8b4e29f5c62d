"""Counts, thresholds and intervals, against values worked out by hand."""

from __future__ import annotations

import random

import pytest

from formation.vive.bilan import Bilan, compte_ou_rien, par_secteur
from formation.vive.confidentialite import montrable, parts_montrables
from formation.vive.gain import Z, intervalle_gain, intervalle_moyenne, mesurer

THEMES = {"q-a": "Seuils", "q-b": "Seuils", "q-c": "Leviers"}


def test_wilson_s_interval() -> None:
    # 8 of 10: (0.8 + z²/20 ± z·√(0.016 + z²/400)) / (1 + z²/10), z = 1.96.
    part = intervalle_moyenne([1.0] * 8 + [0.0] * 2)
    assert (part.valeur, part.bas, part.haut) == (80.0, 49.0, 94.3)
    rien = intervalle_moyenne([0.0] * 10)
    assert (rien.valeur, rien.bas, rien.haut) == (0.0, 0.0, 27.8)


def test_the_interval_of_a_gain() -> None:
    # Ten pairs, 5 gained, 1 lost: sum 4, squares 6; n + 2 = 12; centre 4/12, variance 7/12 − 1/9 = 0.4722.
    gain = intervalle_gain([1.0] * 5 + [-1.0] + [0.0] * 4)
    demi = Z * (0.472222 / 12) ** 0.5
    assert (gain.valeur, gain.bas, gain.haut) == (40.0, round(100 * (1 / 3 - demi), 1), round(100 * (1 / 3 + demi), 1))
    # Five people who all gained everything: 5/7 ± z·√((6/7 − 25/49)/7), cut at 1; never an interval of no width.
    tous = intervalle_gain([1.0] * 5)
    assert (tous.valeur, tous.bas, tous.haut) == (100.0, 27.8, 100.0)
    aucun = intervalle_gain([0.0] * 5)
    assert aucun.bas < 0 < aucun.haut
    assert aucun.bas == -aucun.haut


def test_the_interval_holds_its_promise() -> None:
    # 2,000 rooms of 12 people whose true gain is 0.4 (0.5 gain, 0.1 lose): about 95 % of intervals hold it.
    tirage = random.Random(7)
    bons = 0
    for _ in range(2000):
        ecarts = tirage.choices([1.0, -1.0, 0.0], [0.5, 0.1, 0.4], k=12)
        intervalle = intervalle_gain(ecarts)
        bons += intervalle.bas <= 40 <= intervalle.haut
    assert 0.93 <= bons / 2000 <= 0.99


def test_gain_by_theme() -> None:
    avant, apres = {"q-a": 0.0, "q-b": 1.0, "q-c": 0.0}, {"q-a": 1.0, "q-b": 1.0, "q-c": 0.0}
    mesure = mesurer([(avant, apres)] * 6, THEMES)
    assert mesure.ensemble is not None
    assert (mesure.ensemble.personnes, mesure.ensemble.questions) == (6, 3)
    seuils, leviers = mesure.themes
    assert (seuils.theme, seuils.avant.valeur, seuils.apres.valeur, seuils.gain.valeur) == ("Seuils", 50, 100, 50)
    assert (seuils.a_bouge, leviers.gain.valeur, leviers.a_bouge) == (True, 0, False)


def test_four_pairs_show_nothing() -> None:
    mesure = mesurer([({"q-a": 0.0}, {"q-a": 1.0})] * 4, THEMES)
    assert (mesure.ensemble, mesure.themes) == (None, ())


def test_a_theme_that_a_subtraction_would_reveal_is_left_out() -> None:
    # Eight pairs met « Leviers », seven « Seuils »: beside the whole, seven would tell of one person.
    tous = [({"q-a": 0.0, "q-c": 0.0}, {"q-a": 1.0, "q-c": 1.0})] * 7 + [({"q-c": 0.0}, {"q-c": 1.0})]
    assert [theme.theme for theme in mesurer(tous, THEMES).themes] == ["Leviers"]


def test_the_threshold_and_its_complement() -> None:
    assert (montrable(4), montrable(5), compte_ou_rien(4), compte_ou_rien(5)) == (False, True, None, 5)
    assert parts_montrables({"a": 9, "b": 6}) == {"a", "b"}
    assert parts_montrables({"a": 9, "b": 6, "c": 2}) == {"a"}  # c = total − a − b, so b is hidden with it
    assert parts_montrables({"a": 9, "b": 3, "c": 2}) == {"a"}
    assert parts_montrables({"a": 6, "b": 1}) == frozenset()
    assert parts_montrables({}) == frozenset()


def test_sectors_are_counted_together_when_few() -> None:
    assert par_secteur(["Voirie"] * 6) == (("Voirie", 6),)
    assert par_secteur(["Voirie"] * 6 + ["Nettoyage"] * 3 + ["Textile"] * 3) == (("Voirie", 6), ("Autres secteurs", 6))
    assert par_secteur(["Voirie"] * 2 + ["Nettoyage"] * 2) == ()


@pytest.mark.parametrize("reste", [Bilan(titre="t", public="p", jour="2026-11-25", engagements=("Relire",))])  # type: ignore[arg-type]
def test_a_report_without_texts(reste: Bilan) -> None:
    efface = reste.sans_textes()
    assert (efface.engagements, efface.textes_effaces, efface.titre) == ((), True, "t")
    assert Bilan.model_validate(efface.model_dump(mode="json")) == efface
