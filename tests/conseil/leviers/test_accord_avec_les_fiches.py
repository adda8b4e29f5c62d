"""The table and the fiches say the same: each lever rests on what its fiches cite, on the days when they hold."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.modeles import Base
from conseil.droit import Droit
from conseil.leviers import DemandeLeviers, examiner

# Read for the table only: no fiche is about variants.
SANS_FICHE = {"ccp-r2152-7"}
JOURS = (date(2026, 8, 20), date(2026, 8, 21), date(2026, 11, 25))


def test_each_lever_rests_on_the_sources_of_its_fiches(base: Base) -> None:
    for levier in base.leviers.values():
        citees = {s for nom in levier.toutes_les_fiches() for s in base.fiches[nom].sources}
        assert set(levier.sources) - citees <= SANS_FICHE, levier.id
        if levier.concession is not None:
            assert set(levier.concession.sources) <= citees | set(base.fiches[levier.concession.fiche].sources), (
                levier.id
            )


@pytest.mark.parametrize("jour", JOURS)
@pytest.mark.parametrize("nature", ["services", "concession"])
def test_the_answer_of_the_fiche_is_the_one_of_the_day(droit: Droit, jour: date, nature: str) -> None:
    demande = DemandeLeviers.model_validate(
        {"nature": nature, "montant_ht": 6_000_000, "acheteur": "collectivite", "lancement": jour}
    )
    leviers = {levier.id: levier for levier in examiner(demande, droit).leviers}
    for nom in ("condition_sociale", "critere_environnemental", "clause_environnementale", "specifications_sociales"):
        reponse = (leviers[nom].reponse_fiche or "").lower()
        depuis = jour >= date(2026, 8, 21)
        assert leviers[nom].verdict == ("obligatoire" if depuis else "possible")
        assert (
            "20 août 2026" in reponse or "avant le 21 août 2026" in reponse or "avant la réforme" in reponse
        ) != depuis


def test_a_fiche_is_silent_before_it_holds(droit: Droit) -> None:
    demande = DemandeLeviers.model_validate(
        {"nature": "services", "montant_ht": 50_000, "acheteur": "etat", "lancement": "2019-06-01"}
    )
    leviers = {levier.id: levier for levier in examiner(demande, droit).leviers}
    assert leviers["achat_innovant"].reponse_fiche is None
    assert leviers["condition_sociale"].reponse_fiche is not None
