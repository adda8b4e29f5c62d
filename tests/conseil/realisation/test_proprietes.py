"""What must hold for any commitment: every hour is planned once, in the months of the market, by enough people."""

from __future__ import annotations

import math
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conseil.droit import Droit
from conseil.erreurs import SaisieInvalide
from conseil.realisation import DemandePoste, DemandeRealisation, composer_poste, planifier
from conseil.realisation.demande import Employeur, Reponse
from conseil.realisation.mesures import mois_utiles, personnes_necessaires, repartir

_PEU = settings(max_examples=80, derandomize=True)
REPONSES = st.sampled_from(get_args(Reponse))


@st.composite
def demandes(draw: st.DrawFn) -> DemandeRealisation:
    """Any commitment that the model accepts."""
    heures = draw(st.floats(min_value=0.5, max_value=1e6))
    return DemandeRealisation(
        heures=heures,
        duree_mois=draw(st.floats(min_value=0.5, max_value=120)),
        heures_faites=draw(st.just(0.0) | st.floats(min_value=0, max_value=heures * 0.9)),
        metier=draw(st.sampled_from([None, "nettoyage", "voirie"])),
        effectif=draw(st.none() | st.integers(1, 1_000_000)),
        sites=draw(st.integers(1, 1000)),
        debut=draw(st.none() | st.dates(min_value=date(2019, 4, 1), max_value=date(2040, 12, 31))),
        heures_hebdo=draw(st.none() | st.floats(min_value=1, max_value=48)),
        employeur=draw(st.sampled_from(get_args(Employeur))),
        **{nom: draw(REPONSES) for nom in ("peut_embaucher", "sous_traitance", "handicap_admis", "membre_geiq")},
        formation_comptee=draw(REPONSES),
        parts=draw(st.sampled_from([{}, {"etti": 100}, {"etti": 33.3, "geiq": 66.7}, {"alternance": 100, "ei": 0}]))
        or {},
    )


@_PEU
@given(demandes())
def test_every_hour_is_planned_once(droit: Droit, demande: DemandeRealisation) -> None:
    try:
        resultat = planifier(demande, droit)
    except SaisieInvalide as erreur:
        assert erreur.champ == "parts"
        return
    assert {montage.id for montage in resultat.montages} >= set(droit.base.montages)
    for montage in resultat.montages:
        assert sum(part.heures for part in montage.parts) == resultat.heures == montage.mois[-1].cumul
        assert len(montage.mois) == math.ceil(demande.duree_mois)
        for rang, part in enumerate(montage.parts):
            assert sum(mois.heures[rang] for mois in montage.mois) == part.heures
            assert all(mois.heures[rang] == 0 for mois in montage.mois[: part.premier_mois - 1])
            assert part.personnes >= 1 and part.ce_qui_compte and part.preuves
        assert montage.cette_semaine and montage.appeler
        bloque = any(alerte.niveau == "bloquant" for alerte in montage.alertes)
        assert (montage.faisable == "non") == bloque
    ordre = [montage.faisable for montage in resultat.montages if montage.id != "le_votre"]
    assert ordre == sorted(ordre, key=["oui", "a_verifier", "non"].index)


@given(st.integers(0, 10**6), st.lists(st.floats(min_value=0, max_value=100), min_size=1, max_size=30))
def test_a_split_is_exact_and_fair(total: int, parts: list[float]) -> None:
    entiers = repartir(total, parts)
    assert sum(entiers) == (total if sum(parts) > 0 else 0)
    for entier, part in zip(entiers, parts, strict=True):
        if sum(parts) > 0:
            assert abs(entier - total * part / sum(parts)) <= 1


@given(
    st.floats(min_value=1, max_value=1e6), st.floats(min_value=0.5, max_value=120), st.floats(min_value=1, max_value=48)
)
def test_enough_people_and_not_one_too_many(heures: float, mois: float, hebdo: float) -> None:
    personnes = personnes_necessaires(heures, mois, hebdo, 480)
    capacite = min(480, hebdo * mois * 52 / 12)
    assert personnes * capacite >= heures * (1 - 1e-5)
    assert personnes == 1 or (personnes - 1) * capacite < heures
    assert personnes >= personnes_necessaires(heures, mois, hebdo)


@pytest.mark.parametrize(
    ("duree", "debut", "poids"),
    [(3, 0, [1, 1, 1]), (3, 1, [0, 1, 1]), (2.5, 0, [1, 1, 0.5]), (1, 2, [1]), (0.5, 0, [0.5]), (2, 9, [0, 1])],
)
def test_months_of_a_market(duree: float, debut: int, poids: list[float]) -> None:
    assert mois_utiles(duree, debut) == poids


@pytest.mark.parametrize(
    ("champs", "champ"),
    [({"heures_faites": 100}, "heures_faites"), ({"metier": "magie"}, "metier"), ({"parts": {"etti": 90}}, "parts"),
     ({"parts": {"inconnu": 100}}, "parts")],
)  # fmt: skip
def test_contradictions_name_their_field(droit: Droit, champs: dict[str, object], champ: str) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        planifier(DemandeRealisation.model_validate({"heures": 100, "duree_mois": 6, **champs}), droit)
    assert erreur.value.champ == champ


@_PEU
@given(st.data())
def test_any_choice_of_tasks_makes_a_post(droit: Droit, data: st.DataObject) -> None:
    metier = data.draw(st.sampled_from(sorted(droit.base.metiers)))
    taches = data.draw(st.lists(st.sampled_from(sorted(droit.base.metiers[metier].taches)), unique=True))
    demande = DemandePoste(
        metier=metier, taches=tuple(taches), heures_hebdo=data.draw(st.none() | st.floats(min_value=1, max_value=48)),
        semaines=data.draw(st.none() | st.integers(1, 520)),
    )  # fmt: skip
    poste = composer_poste(demande, droit)
    assert {ligne.tache.id for ligne in poste.lignes} == set(taches)
    assert bool(poste.profil) == bool(taches)
    for ligne in poste.lignes:
        assert ligne.tache.nom in poste.profil
    assert any("débutante" in alerte.texte for alerte in poste.alertes) == any(
        ligne.tache.acces == "qualifie" for ligne in poste.lignes
    )


def test_an_unknown_trade_or_task_is_refused_by_its_field(droit: Droit) -> None:
    for champs, champ in (({"metier": "magie"}, "metier"), ({"metier": "voirie", "taches": ["vol"]}, "taches")):
        with pytest.raises(SaisieInvalide) as erreur:
            composer_poste(DemandePoste.model_validate(champs), droit)
        assert erreur.value.champ == champ
