"""What surrounds a question, and what the second reading does with it."""

from __future__ import annotations

import pytest

from index.recherche import Recherche, ouvrir
from index.recit import phrases, sans_achat, sans_recit


@pytest.fixture(scope="module")
def recherche() -> Recherche:
    """On the built index."""
    return ouvrir()


@pytest.mark.parametrize(
    ("message", "nue"),
    [
        ("Je suis élue d'une petite commune. Faut-il toujours une clause ?", "Faut-il toujours une clause ?"),
        ("Qui est le facilitateur chez vous ? Je vous écris comme acheteur.", "Qui est le facilitateur chez vous ?"),
        ("Marché de propreté : qui valide les heures ?", "qui valide les heures ?"),
        ("Voir l'art. L. 2113-13, il vaut encore ?", "Voir l'art. L. 2113-13, il vaut encore ?"),
        ("Faut-il une clause chez nous ? Et qui la contrôle ensuite ?",) * 2,  # two questions: see `index.plusieurs`
        ("Marché de propreté : combien d'heures ?",) * 2,
        ("Faut-il une clause ?",) * 2,
        ("On refait la voirie. Merci de votre aide.",) * 2,
    ],
)
def test_the_question_without_what_is_told(message: str, nue: str) -> None:
    assert sans_recit(message) == nue


@pytest.mark.parametrize(
    ("message", "nue"),
    [
        ("Où faut-il écrire la réserve sur un lot de toiture ?", "Où faut-il écrire la réserve ?"),
        ("Qui valide les heures pour notre marché de nettoyage de bureaux ?", "Qui valide les heures ?"),
        ("Dans le cadre d'un accord-cadre de navettes, qui valide les heures ?", "qui valide les heures ?"),
        ("Qui valide les heures si c'est un achat de repas ? Merci", "Qui valide les heures ? Merci"),
        # What is bought is what the question is about.
        ("Combien d'heures pour un marché de nettoyage ?",) * 2,
        ("Un marché de nettoyage convient-il à une clause ?",) * 2,
        ("Une clause dans un marché d'assistance à maîtrise d'ouvrage ne vaut-elle pas le coup ?",) * 2,
    ],
)
def test_the_question_without_its_purchase(message: str, nue: str) -> None:
    assert sans_achat(message) == nue


def test_an_article_does_not_end_a_sentence() -> None:
    assert phrases("L'art. L. 2113-13 suffit. Et pour un lot ?") == ["L'art. L. 2113-13 suffit.", "Et pour un lot ?"]


def test_what_is_told_does_not_hide_a_question_of_the_base(recherche: Recherche) -> None:
    """The first question of one fiche in four, told inside a message: nearly as many answers as when it is bare."""
    nues = recits = faux = 0
    for fiche in list(recherche.base.fiches.values())[::4]:
        question = fiche.questions[0]
        nues += recherche.repondre(question).fiche == fiche.id
        reponse = recherche.repondre(f"Ma collectivité prépare ses achats de l'an prochain. {question}")
        recits += reponse.fiche == fiche.id
        faux += reponse.fiche not in (fiche.id, None)
    assert recits >= 0.85 * nues, (recits, nues)
    assert faux <= 2


def test_a_trade_named_in_passing_does_not_answer(recherche: Recherche) -> None:
    for question in (
        "Comment vérifier qu'une structure d'insertion est bien conventionnée sur un lot de manutention ?",
        "Qui choisit le moyen de faire les heures sur un lot de toiture ?",
    ):
        fiche = recherche.repondre(question).fiche
        assert fiche is None or recherche.base.fiches[fiche].famille != "achat", (question, fiche)


def test_a_trade_that_is_the_subject_still_answers(recherche: Recherche) -> None:
    assert recherche.repondre("Quelles clauses d'insertion pour un marché de gardiennage ?").fiche == "gardiennage"
