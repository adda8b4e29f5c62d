"""Whole conversations through real Rasa, the real action server and the real index."""

from __future__ import annotations

import itertools
import secrets
import sqlite3
import time

import pytest

from base_connaissance.lecture import lire_base
from settings import settings
from tests.bot.serveurs import Bot

BASE = lire_base(settings.base_dir)
OBLIGATION = BASE.fiches["obligation-2026"]


@pytest.fixture
def qui() -> str:
    """A new sender."""
    return secrets.token_hex(16)


def test_une_question_recoit_une_reponse_sourcee(bot: Bot, qui: str) -> None:
    reponse = bot.reponse(qui, OBLIGATION.questions[0])
    assert (reponse["decision"], reponse["fiche"]) == ("reponse", OBLIGATION.id)
    assert reponse["sources"] and all(source["verifie_le"] for source in reponse["sources"])


def test_hors_sujet_est_refuse_utilement(bot: Bot, qui: str) -> None:
    reponse = bot.reponse(qui, "quelle est la capitale du Pérou ?")
    assert reponse["decision"] == "refus"
    assert reponse["orientation"]


@pytest.mark.parametrize(
    ("texte", "debut"),
    [
        ("bonjour", "Bonjour"),
        ("merci beaucoup", "Avec plaisir"),
        ("à quoi servez-vous ?", "Je suis un programme"),
        ("comment ça marche ?", "Écrivez votre question"),
        ("je veux parler à un humain", "Une personne peut vous répondre"),
        ("votre réponse est fausse", "Merci de le dire"),
        ("stop", "Entendu"),
        ("au revoir", "Au revoir"),
        ("je suis une entreprise", "C'est noté"),
        ("changer de profil", "À qui"),
        ("recommencer", "C'est reparti"),
    ],
)
def test_le_dialogue_ordinaire(bot: Bot, qui: str, texte: str, debut: str) -> None:
    assert bot.un(qui, texte)["text"].startswith(debut)


@pytest.mark.parametrize("charge", ["choisir_fiche", "aucune_de_ces_questions", "demander_humain", "demander_aide",
                                    'choisir_public{"public": "acheteur"}', "recommencer"])  # fmt: skip
def test_les_boutons_du_site_rendent_un_message(bot: Bot, qui: str, charge: str) -> None:
    bot.un(qui, f"/{charge}")


def test_un_bouton_de_fiche_donne_cette_fiche_au_bon_public(bot: Bot, qui: str) -> None:
    fiche = next(fiche for fiche in BASE.fiches.values() if "entreprise" in fiche.reponses_par_public)
    commune = bot.reponse(qui, f'/choisir_fiche{{"fiche": "{fiche.id}"}}')
    assert commune["fiche"] == fiche.id
    bot.un(qui, '/choisir_public{"public": "entreprise"}')
    propre = bot.reponse(qui, f'/choisir_fiche{{"fiche": "{fiche.id}"}}')
    assert propre["reponse"] != commune["reponse"]


def test_une_suite_elliptique_garde_le_sujet(bot: Bot, qui: str) -> None:
    bot.reponse(qui, OBLIGATION.questions[0])
    suite = bot.reponse(qui, "et pour une entreprise ?")
    assert suite["fiche"] == OBLIGATION.id


def test_deux_conversations_ne_se_melangent_pas(bot: Bot, qui: str) -> None:
    bot.reponse(qui, OBLIGATION.questions[0])
    autre = bot.reponse(f"{qui}-autre", "et pour une entreprise ?")
    assert autre["fiche"] is None


def test_la_page_rend_le_sujet_apres_un_changement_d_expediteur(bot: Bot, qui: str) -> None:
    suite = bot.reponse(qui, "et pour une entreprise ?", derniere_fiche=OBLIGATION.id, public="acheteur")
    assert suite["fiche"] == OBLIGATION.id


def test_recommencer_oublie_le_sujet_meme_si_la_page_le_repete(bot: Bot, qui: str) -> None:
    bot.reponse(qui, OBLIGATION.questions[0])
    bot.un(qui, "recommencer", derniere_fiche=OBLIGATION.id)
    assert bot.reponse(qui, "et pour une entreprise ?", derniere_fiche=OBLIGATION.id)["fiche"] is None


def test_une_proposition_se_choisit_par_son_rang(bot: Bot, qui: str) -> None:
    premiere = bot.reponse(qui, OBLIGATION.questions[0])
    choisie = bot.reponse(qui, "la deuxième")
    assert choisie["fiche"] == premiere["suggestions"][1]["fiche"]


def test_la_date_demandee_par_la_page_change_le_droit(bot: Bot, qui: str) -> None:
    avant = bot.reponse(qui, f'/choisir_fiche{{"fiche": "{OBLIGATION.id}"}}', date="2026-01-15")
    apres = bot.reponse(qui, f'/choisir_fiche{{"fiche": "{OBLIGATION.id}"}}')
    assert avant["date_droit"] == "2026-01-15"
    assert avant["reponse"] != apres["reponse"]


def test_l_orientation_reprend_la_derniere_question(bot: Bot, qui: str) -> None:
    bot.reponse(qui, "Qui paie le tuteur ?")
    message = bot.un(qui, "/demander_humain")
    assert "Qui paie le tuteur ?" in message["text"] and settings.facilitator_url in message["text"]


@pytest.mark.parametrize(
    "mot", ["restart", "saluer", "recommencer", "bonjour", 'choisir_public{"public": "acheteur"}', "stop"]
)
def test_une_barre_tapee_et_neutralisee_par_le_site_n_est_jamais_un_ordre(bot: Bot, qui: str, mot: str) -> None:
    assert bot.reponse(qui, f"\u2215{mot}")["decision"] in {"refus", "choix", "reponse"}


# What people type that Rasa could take for an order; the site changes the first « / », we must survive without it.
ORDRES = ["/restart", '/inconnu{"x":1}', "∕restart", "/nlu_fallback", "/session_start", "/", "//", "/{", "{{", "[a](b)"]


@pytest.mark.parametrize("texte", [*ORDRES, "????", "🙂", "a" * 500, "xqzt vlkj prrt", "l" * 499 + "?"])
def test_jamais_plus_d_un_message_par_tour(bot: Bot, qui: str, texte: str) -> None:
    assert len(bot.dire(qui, texte)) <= 1
    assert bot.un(qui, "bonjour")["text"].startswith("Bonjour")


@pytest.mark.parametrize("texte", ["xqzt vlkj prrt", "/nlu_fallback", "hum euh bof", "le la les des"])
def test_un_repli_rend_exactement_un_message_et_ecoute(bot: Bot, qui: str, texte: str) -> None:
    bot.un(qui, texte)
    with sqlite3.connect(bot.instance / "rasa.sqlite") as base:
        actions = [nom for (nom,) in base.execute(
            "SELECT action_name FROM events WHERE sender_id = ? AND type_name = 'action' ORDER BY id", (qui,)
        )]  # fmt: skip
    assert actions[-2:] in (["action_repondre", "action_listen"], [actions[-2], "action_listen"])
    assert actions.count("action_repondre") <= 1


def test_quarante_tours_restent_justes_et_ne_ralentissent_pas(bot: Bot, qui: str) -> None:
    questions = [OBLIGATION.questions[0], "et pour une entreprise ?", "merci", "C'est quoi un GEIQ ?"]
    durees = []
    for texte in itertools.islice(itertools.cycle(questions), 40):
        debut = time.perf_counter()
        bot.un(qui, texte, public="acheteur")
        durees.append(time.perf_counter() - debut)
    assert bot.reponse(qui, OBLIGATION.questions[0])["fiche"] == OBLIGATION.id
    # The quickest of five turns that ask the same: a busy machine may keep any one of them waiting.
    premiers, derniers = min(durees[:20:4]), min(durees[20::4])
    assert derniers < 3 * premiers
    assert derniers < settings.rasa_timeout
