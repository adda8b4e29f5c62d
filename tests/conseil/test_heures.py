"""Insertion hours: the situations a lawyer can redo, and what holds whatever the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from base_connaissance.typographie import typographier
from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.heures import DemandeHeures, ResultatHeures, calculer_heures, familles_connues, reperes_de_cout

FICHIER = Path(__file__).resolve().parents[1] / "situations" / "heures.yml"
SITUATIONS = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
MONTANTS = st.floats(1_000, 1e9)
PARTS = st.floats(0.01, 1)
COUTS = st.floats(1, 400)


def calculer(droit: Droit, **donnees: Any) -> ResultatHeures:
    return calculer_heures(DemandeHeures(**donnees), droit)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["nom"])
def test_situation(droit: Droit, situation: dict[str, Any]) -> None:
    entree, sortie = dict(situation["entree"]), situation["sortie"]
    assert entree.pop("outil") == "heures"
    if "refuse" in sortie:
        with pytest.raises(SaisieInvalide) as refus:
            calculer(droit, **entree)
        assert refus.value.champ == sortie["refuse"]
        return
    resultat = calculer(droit, **entree)
    for champ in ("heures", "heures_arrondies", "jours"):
        assert getattr(resultat, champ) == pytest.approx(sortie.get(champ, getattr(resultat, champ)), abs=0.005)
    assert round(resultat.etp.valeur, 2) == sortie.get("etp", round(resultat.etp.valeur, 2))
    if "trouve" in sortie:
        assert resultat.trouve is not None
        assert resultat.trouve.valeur == pytest.approx(sortie["trouve"])
    avertissements = " ".join(resultat.avertissements)
    assert sortie.get("avertit", "") in avertissements
    if "n_avertit_pas" in sortie:
        assert sortie["n_avertit_pas"] not in avertissements
    assert bool(resultat.alternatives) == sortie.get("autre_levier", bool(resultat.alternatives))
    for morceau in sortie.get("contient", ()):
        assert typographier(morceau) in typographier(resultat.resume)


def test_names_of_situations_are_unique() -> None:
    assert len({situation["nom"] for situation in SITUATIONS}) == len(SITUATIONS)


@given(MONTANTS, PARTS, PARTS, COUTS)
def test_the_steps_lead_to_the_result(droit: Droit, montant: float, part: float, taux: float, cout: float) -> None:
    resultat = calculer(droit, montant_ht=montant, part_main_oeuvre=part, taux_insertion=taux, cout_horaire=cout)
    assert resultat.heures == pytest.approx(montant * part * taux / cout, abs=0.006)
    valeurs = {etape.libelle: etape.valeur for etape in resultat.etapes}
    assert valeurs["Heures d'insertion"] == pytest.approx(resultat.heures, abs=0.006)
    assert resultat.heures_arrondies == pytest.approx(resultat.heures, abs=0.51)
    assert resultat.etp.valeur * resultat.etp.base == pytest.approx(resultat.heures, abs=0.2)
    for variation in resultat.sensibilite:
        bornes = sorted((variation.bas.heures, variation.haut.heures))
        assert bornes[0] - 0.01 <= resultat.heures <= bornes[1] + 0.01, variation.champ


@given(MONTANTS, PARTS, PARTS, COUTS, st.floats(1.01, 3))
def test_more_money_more_hours_dearer_hours_fewer(
    droit: Droit, montant: float, part: float, taux: float, cout: float, plus: float
) -> None:
    donnees = {"montant_ht": montant, "part_main_oeuvre": part, "taux_insertion": taux, "cout_horaire": cout}
    heures = calculer(droit, **donnees).heures
    assert calculer(droit, **donnees | {"montant_ht": montant * plus}).heures >= heures
    assert calculer(droit, **donnees | {"cout_horaire": cout * min(plus, 1.2)}).heures <= heures


@given(MONTANTS, PARTS, PARTS, COUTS)
def test_the_inverse_of_the_inverse(droit: Droit, montant: float, part: float, taux: float, cout: float) -> None:
    heures = montant * part * taux / cout
    if not 1 <= heures < 1e8:
        return
    connus = {"heures": heures, "part_main_oeuvre": part, "cout_horaire": cout}
    taux_trouve = calculer(droit, chercher="taux_insertion", montant_ht=montant, **connus).trouve
    montant_trouve = calculer(droit, chercher="montant_ht", taux_insertion=taux, **connus).trouve
    assert taux_trouve is not None and taux_trouve.valeur == pytest.approx(taux)
    assert montant_trouve is not None and montant_trouve.valeur == pytest.approx(montant)


@given(st.floats(1, 1e6), st.one_of(st.none(), st.floats(0.5, 120)))
def test_paths_use_all_the_hours(droit: Droit, heures: float, duree: float | None) -> None:
    resultat = calculer(droit, heures_equipe=heures, taux_insertion=1.0, duree_mois=duree)
    for chemin in resultat.parcours:
        assert chemin.personnes * chemin.mois * chemin.heures_semaine * 52 / 12 == pytest.approx(heures)
        assert chemin.heures_semaine <= 35.001
        if chemin.tient and duree is not None:
            assert chemin.mois <= duree + 1e-6


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("montant_ht", -1), ("montant_ht", 0), ("montant_ht", 1e11), ("part_main_oeuvre", 1.2), ("taux_insertion", 2.5),
     ("taux_insertion", 0), ("cout_horaire", 0), ("cout_horaire", 3000), ("duree_mois", -3), ("heures", float("nan")),
     ("montant_ht", float("inf")), ("montant_ht", "1 000 000"), ("montant_ht", True)],
)  # fmt: skip
def test_absurd_values_name_their_field(champ: str, valeur: Any) -> None:
    with pytest.raises(ValidationError) as refus:
        DemandeHeures(**{champ: valeur})
    assert refus.value.errors()[0]["loc"] == (champ,)


def test_every_choice_computes_and_says_its_doubt(droit: Droit) -> None:
    familles, reperes = familles_connues(droit), reperes_de_cout(droit)
    assert len(familles) >= 18 and len(reperes) >= 3
    for famille in familles:
        for repere in reperes:
            resultat = calculer(droit, montant_ht=1e6, famille=famille, taux_insertion=0.05, cout_repere=repere)
            assert "repère" in " ".join(resultat.avertissements)
            a_confirmer = droit.chiffre(familles[famille].parametre).confiance == "a_confirmer"
            assert ("usage à confirmer : demandez" in " ".join(resultat.avertissements)) == a_confirmer


def test_the_result_is_complete(droit: Droit) -> None:
    resultat = calculer(droit, montant_ht=1e6, part_main_oeuvre=0.5, taux_insertion=0.05, cout_horaire=30)
    assert resultat.sources and resultat.fiches and resultat.limites
    assert resultat.date_droit == droit.jour
    assert resultat.empreinte_base == droit.base.empreinte
    assert {variation.champ for variation in resultat.sensibilite} == {
        "montant_ht", "part_main_oeuvre", "taux_insertion", "cout_horaire"
    }  # fmt: skip


@pytest.mark.parametrize(("champ", "valeur"), [("duree_mois", 5e-324), ("cout_horaire", 1e-300), ("cout_horaire", 0.5)])
def test_what_nobody_can_mean_is_refused_by_its_field(champ: str, valeur: float) -> None:
    with pytest.raises(ValidationError, match=champ):
        DemandeHeures.model_validate({"montant_ht": 1e6, champ: valeur})
