"""What holds for any grid and any offers: bounds, monotony, order of the lines, swaps that a recomputation confirms."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.notation import DemandeNotation, evaluer_offres
from conseil.notation.calcul import CENT, croisements, exact, extremes, marges, note, parts, rangs

NOMS = ("taches", "accueil", "encadrement", "formation", "suites")
POINTS = st.lists(st.integers(1, 1000).map(lambda n: n / 10), min_size=2, max_size=5)
NIVEAU = st.integers(0, 3)


@st.composite
def grilles(draw: st.DrawFn) -> tuple[dict[str, float], list[dict[str, Fraction]]]:
    points = draw(POINTS)
    noms = NOMS[: len(points)]
    offres = draw(st.lists(st.tuples(*[NIVEAU] * len(points)), min_size=2, max_size=5))
    notes = [dict(zip(noms, (Fraction(niveau, 3) for niveau in niveaux), strict=True)) for niveaux in offres]
    return dict(zip(noms, points, strict=True)), notes


@given(grilles())
def test_weights_are_normalised_and_marks_bounded(grille: Any) -> None:
    points, offres = grille
    poids = parts(points)
    assert sum(poids.values()) == 1
    assert all(0 <= note(offre, poids) <= 100 for offre in offres)
    assert note(dict.fromkeys(points, Fraction(1)), poids) == 100


@given(grilles(), st.data())
def test_a_better_level_never_lowers_a_mark(grille: Any, data: st.DataObject) -> None:
    points, offres = grille
    poids, nom = parts(points), data.draw(st.sampled_from(sorted(points)))
    mieux = offres[0] | {nom: min(Fraction(1), offres[0][nom] + Fraction(1, 3))}
    assert note(mieux, poids) >= note(offres[0], poids)


@given(grilles(), st.randoms())
def test_the_order_of_lines_and_of_offers_changes_nothing(grille: Any, hasard: Any) -> None:
    points, offres = grille
    melange = list(points)
    hasard.shuffle(melange)
    poids, autres = parts(points), parts({nom: points[nom] for nom in melange})
    assert [note(offre, poids) for offre in offres] == [note(offre, autres) for offre in offres]
    notes = [note(offre, poids) for offre in offres]
    assert sorted(rangs(notes)) == sorted(rangs(notes[::-1]))


@given(grilles(), st.data())
def test_each_swap_is_level_there_and_reversed_around(grille: Any, data: st.DataObject) -> None:
    points, offres = grille
    poids, nom = parts(points), data.draw(st.sampled_from(sorted(points)))
    debut, fin = extremes(offres, poids, nom)

    def recalculer(part: Fraction) -> list[Fraction]:
        reste = 1 - poids[nom]
        autres = {cle: valeur / reste * (1 - part) for cle, valeur in poids.items() if cle != nom}
        return [note(offre, autres | {nom: part}) for offre in offres]

    trouves = croisements(debut, fin)
    for croisement in trouves:
        la = recalculer(croisement.valeur)
        assert la[croisement.avant] == la[croisement.apres]
        pas = min(croisement.valeur, 1 - croisement.valeur) / 1000
        avant, apres = recalculer(croisement.valeur - pas), recalculer(croisement.valeur + pas)
        assert avant[croisement.avant] > avant[croisement.apres]
        assert apres[croisement.apres] > apres[croisement.avant]
    bas, haut = marges([croisement.valeur for croisement in trouves], poids[nom])
    if poids[nom] not in {croisement.valeur for croisement in trouves}:
        ordre = rangs(recalculer(poids[nom]))
        for part in ((bas + poids[nom]) / 2, (poids[nom] + haut) / 2):
            assert rangs(recalculer(part)) == ordre


@given(st.floats(0.0001, 10_000).map(lambda valeur: round(valeur, 4)))
def test_numbers_are_read_as_written(valeur: float) -> None:
    assert float(exact(valeur)) == valeur
    assert exact(0.1) == Fraction(1, 10)
    assert CENT == 100


def demander(**champs: Any) -> DemandeNotation:
    return DemandeNotation.model_validate(champs, strict=False)


def test_a_reading_never_leaves_the_band(droit: Droit) -> None:
    grille = {"poids_critere": 10, "sous_criteres": [{"id": nom, "points": 20} for nom in NOMS]}

    @given(st.lists(st.tuples(*[NIVEAU] * 5), min_size=1, max_size=3))
    @settings(max_examples=25)
    def verifier(lectures: list[tuple[int, ...]]) -> None:
        offre = {"lectures": [dict(zip(NOMS, niveaux, strict=True)) for niveaux in lectures]}
        (notee,) = evaluer_offres(demander(grille=grille, offres=[offre]), droit).offres
        assert 0 <= notee.basse <= min(notee.par_lecteur)
        assert max(notee.par_lecteur) <= notee.haute <= 100
        assert notee.basse <= notee.qualite <= notee.haute
        assert abs(notee.qualite - sum(detail.note for detail in notee.details)) < 0.05

    verifier()


_GRILLE = {"poids_critere": 10, "sous_criteres": [{"id": "taches", "points": 60}, {"id": "accueil", "points": 40}]}
_LUE = {"taches": 1, "accueil": 2}


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"offres": [{"lectures": [{"taches": 1}]}]}, "offres.0.lectures.0.accueil"),
        ({"offres": [{"lectures": [_LUE | {"autre": 1}]}]}, "offres.0.lectures.0.autre"),
        ({"offres": [{"lectures": [_LUE | {"taches": 4}]}]}, "offres.0.lectures.0.taches"),
        ({"offres": [{"lectures": [_LUE | {"taches": -1}]}]}, "offres.0.lectures.0.taches"),
        ({"offres": [{"lectures": [_LUE]}, {"lectures": [_LUE, _LUE]}]}, "offres"),
        ({"offres": [{"nom": "A", "lectures": [_LUE]}, {"nom": "A", "lectures": [_LUE]}]}, "offres.1.nom"),
        ({"grille": {**_GRILLE, "sous_criteres": [{"id": "x", "points": 1}]}}, "grille.sous_criteres.0.libelle"),
        ({"grille": {**_GRILLE, "sous_criteres": [{"id": "taches", "points": 1}] * 2}}, "grille.sous_criteres.1.id"),
        ({"grille": {**_GRILLE, "sous_criteres": [{"id": "x", "libelle": "X", "points": 1, "niveaux": ["a"]}]}},
         "grille.sous_criteres.0.niveaux"),
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_field(droit: Droit, champs: dict[str, Any], champ: str) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        evaluer_offres(demander(**({"grille": _GRILLE} | champs)), droit)
    assert erreur.value.champ == champ
