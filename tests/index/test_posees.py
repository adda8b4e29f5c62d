"""Questions of others: which half joins the index, under what, and that it stays apart from what measures."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from base_connaissance.modeles import Base
from index.allegement import alleger
from index.construction import lire_unites
from index.decoupage import Unite
from index.manifeste import dossier_courant
from index.nettoyage import plier
from index.posees import EN_PARTIE, JEUX_INDEXES, TEMOIN, TOUS_LES_JEUX, lire_jeu, unites_posees
from index.recherche import ouvrir
from index.retenue import plis_des_questions
from settings import settings


@pytest.fixture(scope="module")
def posees(vraie_base: Base) -> list[Unite]:
    return unites_posees(vraie_base)


def _plies(questions: Iterable[str]) -> set[str]:
    return {re.sub(r"\W+", " ", plier(alleger(question))).strip() for question in questions}


def test_only_the_fitting_halves_are_indexed(posees: list[Unite]) -> None:
    """Even typed without accents or punctuation, no question that measures is one of them."""
    indexees = _plies(unite.texte for unite in posees)
    assert len(indexees) > 7_000
    for nom in (*TOUS_LES_JEUX, EN_PARTIE, "hors_champ.jsonl"):
        assert not indexees & _plies(ligne["question"] for ligne in lire_jeu(nom, "controle"))


def test_one_set_stays_out_as_a_witness(posees: list[Unite]) -> None:
    autres = {alleger(ligne["question"]) for nom in JEUX_INDEXES for ligne in lire_jeu(nom, "ajustement")}
    temoins = {alleger(ligne["question"]) for ligne in lire_jeu(TEMOIN, "ajustement")}
    assert len(temoins) > 100
    assert not {unite.texte for unite in posees} & (temoins - autres)


def test_each_stands_once_under_a_fiche_and_one_of_its_sections(vraie_base: Base, posees: list[Unite]) -> None:
    textes = [unite.texte for unite in posees]
    assert len(set(textes)) == len(textes)
    rangees = [unite for unite in posees if unite.ancre is not None]
    assert len(rangees) > 100
    for unite in rangees:
        assert unite.ancre in {section.ancre for section in vraie_base.fiches[unite.document].sections}, unite
    assert not {question for fiche in vraie_base.fiches.values() for question in fiche.toutes_les_questions} & {*textes}


def test_a_deleted_fiche_takes_its_questions_away(vraie_base: Base, posees: list[Unite]) -> None:
    sans = vraie_base.model_copy(update={"fiches": {k: f for k, f in vraie_base.fiches.items() if k != "etti"}})
    assert {unite.document for unite in posees} - {unite.document for unite in unites_posees(sans)} == {"etti"}


def test_they_never_measure_the_base(posees: list[Unite]) -> None:
    """A fold held out is made of what editors wrote: the phrasings of others are no control of it."""
    assert set(plis_des_questions(posees)) == {-1}


def test_the_real_index_holds_them_and_finds_their_fiche(posees: list[Unite]) -> None:
    dossier = dossier_courant(settings.index_dir)
    assert dossier is not None
    assert [unite for unite in lire_unites(dossier) if unite.posee] == posees
    recherche = ouvrir()
    echantillon = posees[::60]
    trouvees = [recherche.chercher_fiches(unite.texte, 1)[0].fiche for unite in echantillon]
    justes = sum(fiche == unite.document for fiche, unite in zip(trouvees, echantillon, strict=True))
    assert justes > 0.95 * len(echantillon)
