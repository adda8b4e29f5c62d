"""What changed since a session was saved is said, and an item « à revoir » is never played."""

from __future__ import annotations

from datetime import date

import pytest

from base_connaissance.modeles import Base
from base_connaissance.scenarios import Etape, Scenario
from formation.diapositives import composer_diapositives
from formation.empreintes import empreinte_de, jouable, sceller, signalements
from formation.quiz_lu import lire_quiz

JOUR = date(2026, 11, 25)


@pytest.fixture
def scenario(base: Base) -> Scenario:
    """A short session with a fiche that quotes figures, an objection and a question, sealed."""
    quiz = next(nom for nom in base.quiz if jouable(base, nom, JOUR)) if any(
        jouable(base, nom, JOUR) for nom in base.quiz
    ) else next(iter(base.quiz))  # fmt: skip
    etape = Etape(
        id="e1", moment="regles", titre="Règles", minutes=30, fiches=("obligation-2026",),
        objections=("frein-trop-cher",), quiz=(quiz,),
    )  # fmt: skip
    return sceller(base, Scenario(titre="T", resume="R", public="mixte", minutes=30, etapes=(etape,)), JOUR)


def _changee(base: Base, identifiant: str, **champs: object) -> Base:
    fiche = base.fiches[identifiant].model_copy(update=champs)
    return base.model_copy(update={"fiches": base.fiches | {identifiant: fiche}})


def _fiches(base: Base, scenario: Scenario, jour: date = JOUR) -> list[tuple[str, str]]:
    return [(s.identifiant, s.etat) for s in signalements(base, scenario, jour) if s.genre == "fiche"]


def test_nothing_changed(base: Base, scenario: Scenario) -> None:
    assert set(scenario.empreintes) >= {"fiche:obligation-2026", "fiche:frein-trop-cher"}
    assert _fiches(base, scenario) == []


def test_a_changed_fiche_is_flagged_until_read_again(base: Base, scenario: Scenario) -> None:
    autre = _changee(base, "obligation-2026", reponse="Autre chose.")
    assert _fiches(autre, scenario) == [("obligation-2026", "change")]
    enregistre = sceller(autre, scenario, JOUR)
    assert _fiches(autre, enregistre) == [("obligation-2026", "change")], "saving again must not hide it"
    assert _fiches(autre, sceller(autre, scenario, JOUR, tout=True)) == []


def test_reading_a_fiche_again_without_changing_it_is_not_a_change(base: Base, scenario: Scenario) -> None:
    relue = _changee(base, "obligation-2026", verifie_le=date(2026, 12, 1), a_revoir_le=date(2027, 12, 1))
    assert _fiches(relue, scenario) == []


def test_a_figure_that_changes_flags_the_fiches_that_quote_it(base: Base, scenario: Scenario) -> None:
    seuil = base.parametres["seuil_europeen_travaux"]
    debut = max(seuil.valeurs)
    valeur = seuil.valeurs[debut].model_copy(update={"valeur": 1.0})
    parametre = seuil.model_copy(update={"valeurs": seuil.valeurs | {debut: valeur}})
    autre = base.model_copy(update={"parametres": base.parametres | {seuil.id: parametre}})
    assert _fiches(autre, scenario) == [("obligation-2026", "change")]


def test_a_fiche_that_left_is_said(base: Base, scenario: Scenario) -> None:
    autre = base.model_copy(update={"fiches": {n: f for n, f in base.fiches.items() if n != "frein-trop-cher"}})
    assert ("frein-trop-cher", "disparu") in _fiches(autre, scenario)
    assert "fiche:frein-trop-cher" in sceller(autre, scenario, JOUR).empreintes


def test_a_ready_scenario_has_no_fingerprint_and_follows_the_base(base: Base) -> None:
    for ready in base.scenarios.values():
        assert not [s for s in signalements(base, ready, JOUR) if s.etat in {"change", "disparu"}]


def test_an_item_to_read_again_is_flagged_and_not_played(base: Base, scenario: Scenario) -> None:
    (nom,) = scenario.etapes[0].quiz
    item = base.quiz[nom].model_copy(update={"empreinte": "00000000-00000000-00000000"})
    autre = base.model_copy(update={"quiz": base.quiz | {nom: item}})
    assert ("a_revoir", nom) in {(s.etat, s.identifiant) for s in signalements(autre, scenario, JOUR)}
    assert lire_quiz(autre, (nom,), JOUR) == []
    assert not [d for d in composer_diapositives(autre, scenario, JOUR) if d.genre in {"quiz", "reponse"}]


def test_fingerprints_are_short_and_stable(base: Base) -> None:
    une = empreinte_de(base, "fiche", "siae", JOUR)
    assert une is not None
    assert len(une) == 16
    assert une == empreinte_de(base, "fiche", "siae", JOUR)
    assert empreinte_de(base, "fiche", "absente", JOUR) is None
    assert empreinte_de(base, "jeu", "absent", JOUR) is None


def test_a_role_play_follows_the_fiches_behind_its_replies(base: Base) -> None:
    nom, jeu = next(iter(base.jeux.items()))
    avant = empreinte_de(base, "jeu", nom, JOUR)
    assert empreinte_de(_changee(base, jeu.fiches[0], reponse="Autre chose."), "jeu", nom, JOUR) != avant
