"""Questions typed in a hurry: how they are made for the measures, and that the real index still finds their fiche."""

from __future__ import annotations

import random

import pytest

from index.nettoyage import plier
from index.perturbations import PERTURBATIONS, perturber, presse, sans_accents, une_faute
from index.recherche import Recherche, ouvrir

QUESTION = "Le marché réservé à l'insertion par l'activité économique est-il obligatoire ?"


@pytest.fixture(scope="module")
def recherche() -> Recherche:
    """On the built index."""
    return ouvrir()


def test_accents_leave_and_nothing_else() -> None:
    assert sans_accents("Où l'élève œuvre-t-il ?", random.Random(0)) == "ou l'eleve oeuvre-t-il ?"


@pytest.mark.parametrize("graine", range(20))
def test_one_word_of_the_question_is_misspelt(graine: int) -> None:
    abimee = une_faute(QUESTION, random.Random(graine))
    avant, apres = QUESTION.split(), abimee.split()
    assert len(avant) == len(apres) and sum(a != b for a, b in zip(avant, apres, strict=True)) == 1


@pytest.mark.parametrize("graine", range(20))
def test_in_a_hurry_nothing_is_careful(graine: int) -> None:
    abimee = presse(QUESTION, random.Random(graine))
    assert abimee == plier(abimee) and not abimee.endswith("?") and abimee != plier(QUESTION).rstrip(" ?")


def test_short_words_cannot_be_misspelt() -> None:
    assert une_faute("Et si on a un lot ?", random.Random(0)) == "Et si on a un lot ?"


def test_the_draw_is_the_same_every_time() -> None:
    lignes = [{"question": f"{QUESTION} {rang}", "fiches": ["f"]} for rang in range(30)]
    premier, second = (list(perturber(lignes, "tapées à la hâte", 10)) for _ in range(2))
    assert premier == second and len(premier) == 10 and all(ligne["fiches"] == ["f"] for ligne in premier)


@pytest.mark.parametrize("pas", [2, pytest.param(1, marks=pytest.mark.lent)])
@pytest.mark.parametrize("nom", PERTURBATIONS)
def test_a_question_of_the_base_typed_in_a_hurry_finds_its_fiche(recherche: Recherche, nom: str, pas: int) -> None:
    """One question of one fiche in `pas`: nearly all still come first, hardly any gets the answer of another fiche."""
    fiches = list(recherche.base.fiches.values())[::pas]
    lignes = [{"question": fiche.questions[0], "fiches": [fiche.id]} for fiche in fiches]
    trouvees = fausses = 0
    for ligne in (abimees := list(perturber(lignes, nom, len(lignes)))):
        reponse = recherche.repondre(ligne["question"])
        premiere = reponse.fiche or next((candidat.fiche for candidat in reponse.candidats), None)
        trouvees += premiere in ligne["fiches"]
        fausses += reponse.decision == "reponse" and reponse.fiche not in ligne["fiches"]
    assert trouvees >= 0.9 * len(abimees), (trouvees, len(abimees))
    assert fausses <= 0.02 * len(abimees), (fausses, len(abimees))
