"""Courtesies and contact details never change what is asked; what says something stays."""

from __future__ import annotations

import pytest

from base_connaissance.modeles import Base
from index.allegement import alleger, est_une_politesse
from index.recherche import ouvrir


@pytest.mark.parametrize(("question", "attendu"), [
    ("tu peux m'expliquer le SPASER stp", "le SPASER"),
    ("Bonjour, c'est quoi un GEIQ ? merci", "c'est quoi un GEIQ ?"),
    ("mon mail est a.b@exemple.fr, combien d'heures prévoir ?", "combien d'heures prévoir ?"),
    ("Bonjour, je suis acheteur et je voudrais savoir si la clause est obligatoire", "la clause est obligatoire"),
    ("je suis artisan et je ne peux pas embaucher", "je suis artisan et je ne peux pas embaucher"),
    ("Bonjour, j'espère que vous allez bien. Qui contrôle ? Merci de votre aide. Bien à vous, Léa", "Qui contrôle ?"),
    ("Je voudrais savoir qui contrôle. Bien cordialement", "qui contrôle."),
    ("qui contrôle les heures Cordialement, Claire Martin", "qui contrôle les heures"),
    ("Qui contrôle ? Merci, Claire Martin", "Qui contrôle ?"),
    ("Qui contrôle ? Merci. Nous sommes une commune.", "Qui contrôle ? Merci. Nous sommes une commune."),
    ("Qui contrôle ? Cordialement, Claire Martin, service achats", "Qui contrôle ?"),
    ("peut-on répondre cordialement à une entreprise ?", "peut-on répondre cordialement à une entreprise ?"),
    ("qui contrôle les heures merci bcp", "qui contrôle les heures"),
    ("qui contrôle ? merci de votre réponse, bonne journée, à bientôt", "qui contrôle ?"),
    ("Qui contrôle ? Merci et bonne soirée", "Qui contrôle ?"),
    ("tu peux me dire stp qui contrôle", "qui contrôle"),
    ("Répondez en deux phrases : qui contrôle ?", "qui contrôle ?"),
    ("excusez-moi de vous déranger, qui contrôle ?", "qui contrôle ?"), ("Bon, qui contrôle ?", "qui contrôle ?"),
    ("bon de commande : quelle clause ?", "bon de commande : quelle clause ?"),
    ("Collègue absent, qui contrôle ?", "Collègue absent, qui contrôle ?"),
    ("QUI PEUT RÉPONDRE AUX SIAE ?", "Qui peut répondre aux siae ?"), ("EI, AI, ETTI, ACI", "EI, AI, ETTI, ACI"),
    ("tu peux me dire stp si la clause suffit ?", "la clause suffit ?"),
    ("tu peux me dire stp Si c'est dû, qui paie ?", "Si c'est dû, qui paie ?"),
    ("R. 2111-17", "R. 2111-17"), ("bonjour", "bonjour"), ("merci", "merci"), ("EI ?", "EI ?"),
    ("au revoir", "au revoir"), ("Qui paie ? Au revoir", "Qui paie ?"),
])  # fmt: skip
def test_what_remains(question: str, attendu: str) -> None:
    assert alleger(question) == attendu


def test_a_long_text_takes_no_time() -> None:
    assert alleger("je suis " * 60) == ("je suis " * 60).strip()
    assert alleger("merci bien " * 50 + "?") and alleger("bonjour, petite question " * 40)


@pytest.mark.parametrize("forme", [
    "Bonjour, j'espère que vous allez bien. {} Merci d'avance pour votre aide. Bien cordialement, Claire Martin",
    "{} merci bcp", "tu peux me dire stp {}", "réponds en deux phrases : {}", "{} Bonne journée !",
])  # fmt: skip
def test_a_letter_gets_the_answer_of_its_question(vraie_base: Base, forme: str) -> None:
    """Greetings and signature change neither the fiche nor how sure the answer is."""
    recherche = ouvrir()
    for fiche in list(vraie_base.fiches.values())[::12]:
        question = fiche.formulations[-1] if fiche.formulations else fiche.questions[-1]
        seule, lettre = (recherche.lire_et_juger(texte) for texte in (question, forme.format(question)))
        assert lettre[1:] == pytest.approx(seule[1:], abs=1e-6), question


def test_capitals_get_the_answer_of_small_letters(vraie_base: Base) -> None:
    recherche = ouvrir()
    questions = [fiche.questions[0] for fiche in list(vraie_base.fiches.values())[::6]]
    reponses = [(recherche.repondre(question), recherche.repondre(question.upper())) for question in questions]
    assert sum(petites.fiche == grandes.fiche for petites, grandes in reponses) >= 0.9 * len(reponses)


@pytest.mark.parametrize(
    "politesse", ["bonjour", "Merci !", "au revoir", "merci beaucoup, bonne soirée", "Bonjour madame"]
)
def test_a_courtesy_alone_is_told_what_can_be_asked(vraie_base: Base, politesse: str) -> None:
    """Without Rasa the search hears greetings too: it must not take them for an attack."""
    assert est_une_politesse(politesse) and not est_une_politesse(f"{politesse}, qui paie le facilitateur ?")
    reponse = ouvrir().repondre(politesse)
    assert (reponse.decision, reponse.motif) == ("refus", "hors_sujet")
