"""What must hold for any purchase, whatever the table says."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from conseil.droit import Droit
from conseil.leviers import DemandeLeviers, examiner
from conseil.leviers.faits import FAITS
from conseil.leviers.jugement import Verdict
from conseil.leviers.resultats import VERDICTS, ResultatLeviers
from tests.conseil.leviers.achats import MONTANTS, achats

# Building the base once is the fixture's affair; one example examines every lever and all its counterfactuals.
_PEU = settings(max_examples=40, derandomize=True)
RANG: dict[Verdict, int] = {"impossible": 0, "deconseille": 1, "possible": 2, "a_confirmer": 3, "obligatoire": 4}


def verdict(resultat: ResultatLeviers, nom: str) -> Verdict:
    return next(levier.verdict for levier in resultat.leviers if levier.id == nom)


def test_each_condition_of_the_table_is_computed_and_no_other(droit: Droit) -> None:
    assert set(FAITS) == set(droit.base.conditions)


@_PEU
@given(achats())
def test_every_lever_is_there_with_its_reasons(droit: Droit, demande: DemandeLeviers) -> None:
    resultat = examiner(demande, droit)
    assert [levier.id for levier in resultat.leviers] == list(droit.base.leviers)
    assert sum(resultat.comptes.values()) == len(resultat.leviers)
    for levier in resultat.leviers:
        assert levier.verdict in VERDICTS and levier.sources and levier.resume
        assert (levier.verdict == "a_confirmer") == (levier.prudence != levier.verdict)
        assert levier.verdict != "a_confirmer" or levier.a_confirmer
        if levier.verdict == "impossible":
            assert levier.non_remplies and levier.pourquoi_pas
        else:
            assert levier.pourquoi
        assert levier.verdict != "deconseille" or levier.pourquoi_pas
        noms = [c.condition for c in (*levier.remplies, *levier.non_remplies, *levier.a_verifier) if c.role != "date"]
        assert len(noms) == len(set(noms))
    assert "{repere}" not in resultat.model_dump_json() and "{{" not in resultat.model_dump_json()


@settings(_PEU, max_examples=80)
@given(achats(), st.integers(0, 10_000))
def test_each_counterfactual_really_changes_the_verdict(droit: Droit, demande: DemandeLeviers, rang: int) -> None:
    resultat = examiner(demande, droit)
    levier = resultat.leviers[rang % len(resultat.leviers)]
    for autre in levier.contrefactuels:
        modifiee = demande.modifier(autre.modification)
        assert modifiee is not None
        relu = verdict(examiner(modifiee, Droit(droit.base, resultat.lancement)), levier.id)
        assert relu == autre.verdict != levier.verdict, (levier.id, autre)


@_PEU
@given(achats().filter(lambda d: d.nature != "concession"), MONTANTS, MONTANTS)
def test_a_greater_amount_never_weakens_the_duty_nor_opens_the_direct_purchase(
    droit: Droit, demande: DemandeLeviers, un: float, deux: float
) -> None:
    bas, haut = sorted((un, deux))
    sans_lot = demande.model_copy(update={"lots": 1, "lot_ht": None, "petits_lots_ht": None})
    petit = examiner(sans_lot.model_copy(update={"montant_ht": bas}), droit)
    grand = examiner(sans_lot.model_copy(update={"montant_ht": haut}), droit)
    assert RANG[verdict(petit, "condition_sociale")] <= RANG[verdict(grand, "condition_sociale")]
    assert RANG[verdict(petit, "achat_direct")] >= RANG[verdict(grand, "achat_direct")]


@_PEU
@given(achats(), st.sampled_from(["2026-08-20", "2026-03-01", "2021-06-01"]))
def test_before_the_reform_nothing_social_is_imposed(droit: Droit, demande: DemandeLeviers, jour: str) -> None:
    avant = examiner(demande.model_copy(update={"lancement": date.fromisoformat(jour)}), droit)
    assert verdict(avant, "condition_sociale") in ("possible", "impossible")
    assert verdict(avant, "critere_environnemental") == "possible" and avant.motifs == ()


@_PEU
@given(achats())
def test_no_social_criterion_and_no_reservation_is_ever_imposed(droit: Droit, demande: DemandeLeviers) -> None:
    resultat = examiner(demande, droit)
    facultatifs = [levier for levier in resultat.leviers if levier.groupe in ("attribution", "reservation")]
    assert {levier.verdict for levier in facultatifs} <= {"possible", "deconseille", "impossible"}
