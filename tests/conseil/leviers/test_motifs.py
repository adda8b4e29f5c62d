"""The statement of reasons: the right model for the buyer, prefilled with what is known, nothing invented."""

from __future__ import annotations

from typing import Any

import pytest

from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.leviers import DemandeLeviers, ResultatLeviers, examiner

SERVICES = {"nature": "services", "montant_ht": 300_000, "acheteur": "collectivite", "lancement": "2026-11-25"}


def examen(droit: Droit, **champs: Any) -> ResultatLeviers:
    return examiner(DemandeLeviers.model_validate({**SERVICES, **champs}), droit)


def test_three_statements_for_services_four_for_works(droit: Droit) -> None:
    assert [motif.clause for motif in examen(droit).motifs] == [
        "motif-solution-disponible", "motif-sans-lien", "motif-concurrence-difficulte",
    ]  # fmt: skip
    travaux = examen(droit, nature="travaux", montant_ht=6_000_000, duree_mois=4).motifs
    assert (
        travaux[0].clause == "motif-travaux-courts"
        and travaux[0].invoque
        and not any(motif.invoque for motif in travaux[1:])
    )


def test_long_works_do_not_get_the_statement_of_short_works(droit: Droit) -> None:
    clauses = {m.clause for m in examen(droit, nature="travaux", montant_ht=6_000_000, duree_mois=6).motifs}
    assert "motif-travaux-courts" not in clauses


def test_a_concession_has_two_cases_only(droit: Droit) -> None:
    motifs = examen(droit, nature="concession", montant_ht=6_000_000).motifs
    assert [motif.clause for motif in motifs] == ["motif-concession-sans-lien", "motif-concession-difficulte"]


def test_a_contracting_entity_keeps_its_reasons_its_own_way(droit: Droit) -> None:
    motifs = examen(droit, acheteur="entite_adjudicatrice", montant_ht=500_000).motifs
    assert {motif.clause for motif in motifs} == {"motif-entite-adjudicatrice"}
    assert "1° solution immédiatement disponible" in motifs[0].texte


def test_known_values_are_in_place_and_the_others_are_asked(droit: Droit) -> None:
    motif = examen(droit, objet="Licences livrées en ligne", solution_disponible=True).motifs[0]
    assert motif.invoque and "Licences livrées en ligne" in motif.texte
    assert "216\u202f000\u00a0€" in motif.texte and "300\u202f000\u00a0€" in motif.texte
    assert "[à compléter\u00a0: Nom de l’acheteur]" in motif.texte
    assert "Nom de l’acheteur" in motif.a_completer and "[[" not in motif.texte


def test_nothing_to_write_under_the_threshold(droit: Droit) -> None:
    assert examen(droit, montant_ht=215_999.99).motifs == ()


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"lot_ht": 10_000}, "lots"),
        ({"lots": 3, "lot_ht": 400_000}, "lot_ht"),
        ({"lots": 3, "lot_ht": 40_000, "petits_lots_ht": 30_000}, "petits_lots_ht"),
        ({"nature": "concession", "forme": "accord_cadre"}, "forme"),
        ({"cpv": "99999999"}, "cpv"),
    ],
)
def test_contradictions_name_their_field(droit: Droit, champs: dict[str, Any], champ: str) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        examen(droit, **champs)
    assert erreur.value.champ == champ


def test_a_code_of_another_nature_is_questioned(droit: Droit) -> None:
    assert any("relève plutôt" in texte for texte in examen(droit, cpv="45442100").avertissements)
    assert any("service social ou spécifique" in texte for texte in examen(droit, cpv="85320000-8").avertissements)


def test_the_amount_of_an_open_question_is_the_one_that_would_settle_it(droit: Droit) -> None:
    social = examen(droit, nature="services_sociaux").leviers[0]
    assert social.verdict == "a_confirmer"
    (atteint,) = [autre for autre in social.contrefactuels if autre.verdict == "obligatoire"]
    assert "750\u202f000" in atteint.hypothese and atteint.modification == {"montant_ht": 750_000}
    assert any("Deux lectures" in condition.texte for condition in social.a_verifier)


def test_a_concession_is_told_its_own_conditions_only(droit: Droit) -> None:
    social = examen(droit, nature="concession", montant_ht=6_000_000).leviers[0]
    conditions = {c.condition for c in (*social.remplies, *social.non_remplies, *social.a_verifier)}
    assert conditions == {"date", "sans_lien", "concession", "seuil_europeen", "difficulte"}


def test_the_threshold_is_left_to_the_buyer_where_the_texts_do_not_settle_it(droit: Droit) -> None:
    ouvert = examen(droit, nature="services_sociaux").motifs[0].texte
    assert "[à compléter" in ouvert and "216" not in ouvert
    assert "216" in examen(droit).motifs[0].texte
