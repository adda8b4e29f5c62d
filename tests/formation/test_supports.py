"""Sheets and slides: made of the base's own words, each with its source and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from base_connaissance.modeles import Base
from base_connaissance.presentation import html_section, texte_reponse
from base_connaissance.rendu import texte_brut
from base_connaissance.scenarios import Scenario
from formation.cartes import PAR_PAGE, composer_cartes
from formation.diapositives import MOTS_PAR_DIAPOSITIVE, composer_diapositives, fiches_de
from formation.fiches_lues import lire_fiche, par_paquets
from formation.kits import Circonstances, composer_kit
from formation.liens import relier
from formation.livret import MOTS, composer_livret
from formation.notes import composer_notes

JOUR = date(2026, 11, 25)
AVANT = date(2026, 7, 1)


def _scenarios(base: Base) -> Iterator[Scenario]:
    yield from base.scenarios.values()


def test_every_slide_of_a_fiche_cites_it_with_its_date(base: Base) -> None:
    for scenario in _scenarios(base):
        for diapositive in composer_diapositives(base, scenario, JOUR):
            if diapositive.genre in {"fiche", "points", "objection", "position", "reponse"}:
                fiche = base.fiches[diapositive.fiche]
                assert "vérifiée le 22 novembre 2026" in diapositive.citation or fiche.verifie_le != date(2026, 11, 22)
                assert len(diapositive.citation) > 40


def test_slides_of_fiches_only_hold_sentences_of_the_base(base: Base) -> None:
    for scenario in _scenarios(base):
        for diapositive in composer_diapositives(base, scenario, JOUR):
            if diapositive.genre not in {"fiche", "objection"}:
                continue
            fiche = base.fiches[diapositive.fiche]
            publics = (None, "acheteur", "entreprise")
            reponses = {texte_reponse(base, fiche, public, JOUR) for public in publics}  # type: ignore[arg-type]
            assert " ".join(diapositive.lignes) in reponses


def test_the_points_are_those_of_en_bref_word_for_word(base: Base) -> None:
    for nom, fiche in base.fiches.items():
        lue = lire_fiche(base, nom, "mixte", JOUR)
        section = next((s for s in fiche.sections if s.titre == "En bref"), None)
        if lue is None or section is None or not lue.points:
            continue
        mots = " ".join(texte_brut(point) for point in lue.points).split()
        assert mots == texte_brut(html_section(base, fiche, section, JOUR)).split(), nom


def test_sentences_are_separated_never_changed(base: Base) -> None:
    for nom, fiche in base.fiches.items():
        lue = lire_fiche(base, nom, "mixte", JOUR)
        assert lue is not None
        assert lue.reponse == texte_reponse(base, fiche, None, JOUR)
        assert not any(re.search(r"\b(art|n)\.$", phrase) for phrase in lue.phrases), nom


def test_the_audience_gets_its_own_answer(base: Base) -> None:
    acheteur = lire_fiche(base, "obligation-2026", "acheteurs", JOUR)
    entreprise = lire_fiche(base, "obligation-2026", "entreprises", JOUR)
    assert acheteur is not None
    assert entreprise is not None
    assert entreprise.reponse.startswith("Attendez-vous")
    assert acheteur.reponse.startswith("Depuis le 21-22")


def test_a_session_dated_before_the_rule_shows_the_rule_of_that_day(base: Base) -> None:
    lue = lire_fiche(base, "obligation-2026", "acheteurs", AVANT)
    assert lue is not None
    assert lue.reponse.startswith("Pour une consultation engagée avant le 21 août 2026")
    assert lue.points == ()
    assert lue.avertissements == ("S'applique à partir du 21 août 2026.",)


def test_slides_are_readable_from_the_back(base: Base) -> None:
    for scenario in _scenarios(base):
        diapositives = composer_diapositives(base, scenario, JOUR)
        denses = [d for d in diapositives if d.dense and d.genre in {"fiche", "objection", "etape", "position"}]
        assert len(denses) <= len(diapositives) // 2
        assert all(len(" ".join(d.lignes).split()) <= 90 for d in denses)


def test_groups_keep_order_and_size() -> None:
    blocs = [f"{'mot ' * n}fin{n}" for n in (30, 40, 5, 5, 80, 1)]
    paquets = par_paquets(blocs, MOTS_PAR_DIAPOSITIVE)
    assert [bloc for paquet in paquets for bloc in paquet] == blocs
    assert [len(paquet) for paquet in paquets] == [1, 3, 1, 1]


def test_the_handout_fits_its_budget_and_names_the_rest(base: Base) -> None:
    for scenario in _scenarios(base):
        livret = composer_livret(base, scenario, JOUR)
        dites = (*livret.fiches, *livret.objections)
        assert sum(len(lue.reponse.split()) for lue in dites) <= MOTS
        montrees = {nom for etape in scenario.etapes for nom in (*etape.fiches, *etape.objections)}
        assert {lue.id for lue in (*dites, *livret.a_lire)} == montrees


def test_the_clock_of_the_notes_ends_with_the_session(base: Base) -> None:
    for scenario in _scenarios(base):
        notes = composer_notes(base, scenario, JOUR)
        assert notes[0].debut == 0
        assert notes[-1].fin == scenario.minutes
        assert all(a.fin == b.debut for a, b in pairwise(notes))


def test_notes_of_an_objection_bring_the_question_for_the_room(base: Base) -> None:
    notes = composer_notes(base, base.scenarios["lever-les-freins"], JOUR)
    parties = [titre for note in notes for rappel in note.rappels for titre, _ in rappel.parties]
    assert "Question à poser en salle" in parties
    assert "Ce qui est vrai" in parties


def test_cards_come_by_eight_and_objections_of_the_themes_by_default(base: Base) -> None:
    sans = base.scenarios["decouvrir-la-clause"]
    nus = tuple(etape.model_copy(update={"objections": ()}) for etape in sans.etapes)
    planches = composer_cartes(base, sans.model_copy(update={"etapes": nus}), JOUR)
    assert {planche.libelle for planche in planches} == {"Objections", "Structures", "Leviers"}
    assert all(1 <= len(planche.cartes) <= PAR_PAGE for planche in planches)
    assert [c.id for c in planches[0].cartes] == list(base.themes_seance["decouvrir"].objections)


@pytest.mark.parametrize(
    "nom", ["visite-de-chantier", "reunion-information-collective", "reunion-de-lancement", "bilan-de-fin"]
)
def test_kits_hold_the_fiche_s_words_and_blanks_for_people(base: Base, nom: str) -> None:
    connu = Circonstances("Réfection d'une école (exemple fictif)", date(2026, 12, 1), "09:30", "", 1350.5)
    kit = composer_kit(base, base.kits[nom], connu, JOUR)
    rubriques = dict(kit.rubriques)
    assert rubriques["Date"] == "1er décembre 2026"
    assert rubriques["Heures d'insertion prévues"] == "1\u202f350,5"
    assert [rubriques[qui] for qui in ("Acheteur", "Entreprise", "Facilitateur", "Lieu")] == [""] * 4
    sections = {s.titre: html_section(base, base.fiches[nom], s, JOUR) for s in base.fiches[nom].sections}
    assert dict(kit.parties).items() <= sections.items()
    assert len(kit.parties) == len(base.kits[nom].parties)


def test_links_between_fiches_when_they_are_files() -> None:
    texte = '<p><a href="/fiches/siae" rel="noopener">les SIAE</a> et <a href="/fiches/aci">les ACI</a></p>'
    assert relier(texte, {"siae"}, "fiches/") == '<p><a href="fiches/siae.html">les SIAE</a> et les ACI</p>'


def test_fiches_behind_the_quiz_are_among_the_sources(base: Base) -> None:
    scenario = base.scenarios["aout-2026-ce-qui-change"]
    du_quiz = {base.quiz[nom].fiche for etape in scenario.etapes for nom in etape.quiz}
    assert du_quiz <= set(fiches_de(base, scenario))


def test_a_role_play_is_projected_and_its_debrief_kept_for_the_facilitator(base: Base) -> None:
    scenario = base.scenarios["journee-des-facilitateurs"]
    (diapositive,) = (d for d in composer_diapositives(base, scenario, JOUR) if d.genre == "jeu")
    jeu = base.jeux["chef-de-chantier-presse"]
    assert diapositive.lignes[0] == jeu.situation
    assert jeu.debrief[0] in diapositive.consigne
    assert [j.id for note in composer_notes(base, scenario, JOUR) for j in note.jeux] == [jeu.id]
    assert set(jeu.fiches) <= set(fiches_de(base, scenario))
