"""The actions alone, on the fake search: what they send, what they remember, how they fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import porte
from bot.actions.base import ActionSure
from bot.actions.choisir import ActionChoisirFiche, ActionChoisirRang
from bot.actions.conduite import ActionChoisirPublic, ActionOrienterHumain, ActionRecommencer
from bot.actions.repondre import ActionRepondre
from index import recherche
from index.modeles import Reponse
from settings import settings
from tests.faux import FausseConnaissance

Suivi = Callable[..., Tracker]
pytestmark = pytest.mark.usefixtures("fausse_recherche")


def executer(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine in a thread of its own: the browser tests leave a running loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def jouer(action: type[ActionSure], suivi: Tracker) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run an action; its one message, and the slots that it sets."""
    dispatcher = CollectingDispatcher()
    evenements = executer(action().run(dispatcher, suivi, {}))
    assert len(dispatcher.messages) == 1
    return dispatcher.messages[0], {e["name"]: e["value"] for e in evenements if e["event"] == "slot"}


def test_une_question_rend_la_reponse_de_la_recherche(suivi: Suivi, fausse_recherche: FausseConnaissance) -> None:
    message, slots = jouer(ActionRepondre, suivi("Depuis quand la clause sociale est-elle obligatoire ?"))
    objet = dict(message["custom"])
    assert objet.pop("type") == "reponse"
    assert Reponse.model_validate(objet).fiche == slots["derniere_fiche"] == "obligation-2026"


def test_un_choix_garde_les_propositions_dans_l_ordre(suivi: Suivi) -> None:
    message, slots = jouer(ActionRepondre, suivi("quelque chose de vague"))
    assert slots["propositions"] == [candidat["fiche"] for candidat in message["custom"]["candidats"]]
    assert "derniere_fiche" not in slots


def test_le_contexte_de_la_conversation_part_avec_la_question(
    suivi: Suivi, fausse_recherche: FausseConnaissance
) -> None:
    slots = {"derniere_fiche": "obligation-2026", "public": "acheteur"}
    _, gardes = jouer(ActionRepondre, suivi("et pour un marché de travaux de 2 M€ ?", slots=slots))
    contexte = fausse_recherche.contextes[-1]
    assert contexte is not None
    assert (contexte.derniere_fiche, contexte.public) == ("obligation-2026", "acheteur")
    assert (contexte.type_achat, contexte.montant) == ("travaux", 2_000_000)
    assert gardes["type_achat"] == "travaux"


@pytest.mark.parametrize(
    ("page", "slots", "attendu"),
    [
        ({"public": "acheteur"}, {}, "acheteur"),
        ({}, {"public": "entreprise"}, "entreprise"),
        ({"public": "acheteur"}, {"public": "entreprise", "page_public": "acheteur"}, "entreprise"),
        ({"public": "formateur"}, {"public": "entreprise", "page_public": "acheteur"}, "formateur"),
        ({"public": "pirate"}, {}, None),
    ],
)
def test_le_plus_recent_de_la_page_et_du_chat_l_emporte(
    suivi: Suivi, fausse_recherche: FausseConnaissance, page: dict[str, str], slots: dict[str, str], attendu: str | None
) -> None:
    jouer(ActionRepondre, suivi("les heures", page=page, slots=slots))
    contexte = fausse_recherche.contextes[-1]
    assert contexte is not None and contexte.public == attendu


def test_rien_ne_change_rien_n_est_note(suivi: Suivi) -> None:
    page = {"public": "acheteur", "derniere_fiche": "obligation-2026"}
    slots = page | {"page_public": "acheteur", "page_fiche": "obligation-2026"}
    _, gardes = jouer(ActionChoisirRang, suivi("la troisième", slots=slots, page=page))
    assert gardes == {}


def test_un_bouton_donne_sa_fiche(suivi: Suivi) -> None:
    texte = '/choisir_fiche{"fiche": "entreprise-insertion"}'
    message, slots = jouer(ActionChoisirFiche, suivi(texte, entites={"fiche": "entreprise-insertion"}))
    assert message["custom"]["fiche"] == slots["derniere_fiche"] == "entreprise-insertion"


def test_une_fiche_choisie_reste_au_jour_du_dernier_message(suivi: Suivi) -> None:
    page, entites = {"date_droit": "2026-06-30"}, {"fiche": "obligation-2026"}
    message, slots = jouer(ActionChoisirFiche, suivi("/choisir_fiche", entites=entites, page=page))
    assert message["custom"]["date_droit"] == "2026-06-30"
    assert "date_droit" not in slots, "la page le dit à chaque tour"


@pytest.mark.parametrize("entites", [{}, {"fiche": "inventee"}, {"fiche": "../../etc/passwd"}])
def test_une_fiche_absente_est_dite(suivi: Suivi, entites: dict[str, str]) -> None:
    message, slots = jouer(ActionChoisirFiche, suivi("/choisir_fiche", entites=entites))
    assert message["response"] == "utter_fiche_inconnue"
    assert slots == {}


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [("la deuxième", "frein-chantier-pas-le-temps"), ("1", "obligation-2026"), ("la dernière", "entreprise-insertion")],
)
def test_un_rang_designe_une_proposition(suivi: Suivi, texte: str, attendue: str) -> None:
    propositions = ["obligation-2026", "frein-chantier-pas-le-temps", "entreprise-insertion"]
    message, _ = jouer(ActionChoisirRang, suivi(texte, slots={"propositions": propositions}))
    assert message["custom"]["fiche"] == attendue


SANS_PROPOSITION = [("la première", None), ("la 3", ["obligation-2026"]), ("celle-là", ["a"])]


@pytest.mark.parametrize(("texte", "propositions"), SANS_PROPOSITION)
def test_un_rang_sans_proposition_est_dit(suivi: Suivi, texte: str, propositions: list[str] | None) -> None:
    message, _ = jouer(ActionChoisirRang, suivi(texte, slots={"propositions": propositions}))
    assert message["response"] == "utter_rang_inconnu"


@pytest.mark.parametrize(
    ("texte", "entites", "dite", "garde"),
    [
        ('/choisir_public{"public": "entreprise"}', {"public": "entreprise"}, "utter_public_entreprise", "entreprise"),
        ("nous sommes une commune", {}, "utter_public_acheteur", "acheteur"),
        ("je forme des agents, je suis formatrice", {}, "utter_public_formateur", "formateur"),
        ('/choisir_public{"public": "roi"}', {"public": "roi"}, "utter_demander_public", None),
        ("je suis moi", {}, "utter_demander_public", None),
    ],
)
def test_choisir_un_public(suivi: Suivi, texte: str, entites: dict[str, str], dite: str, garde: str | None) -> None:
    message, slots = jouer(ActionChoisirPublic, suivi(texte, entites=entites))
    assert (message["response"], slots.get("public")) == (dite, garde)


def test_se_presenter_en_posant_une_question_donne_la_reponse(suivi: Suivi) -> None:
    message, slots = jouer(ActionChoisirPublic, suivi("je suis une entreprise, dois-je embaucher ?"))
    assert message["custom"]["type"] == "reponse"
    assert slots["public"] == "entreprise"


def test_l_orientation_donne_un_message_pret_avec_la_derniere_question(suivi: Suivi) -> None:
    message, _ = jouer(ActionOrienterHumain, suivi("parler à quelqu'un", avant=("Combien d'heures ?", "/aide")))
    assert message["facilitateur"] == settings.facilitator_name
    assert message["adresse"] == settings.facilitator_url
    assert "Combien d'heures ?" in message["brouillon"]


def test_recommencer_oublie_tout_sauf_la_fiche_que_la_page_montre_encore(suivi: Suivi) -> None:
    dispatcher = CollectingDispatcher()
    depart = suivi("recommencer", page={"derniere_fiche": "obligation-2026"}, slots={"public": "acheteur"})
    evenements = executer(ActionRecommencer().run(dispatcher, depart, {}))
    assert [e["event"] for e in evenements] == ["reset_slots", "slot"]
    assert evenements[1]["value"] == "obligation-2026"


@pytest.mark.parametrize("texte", ["", "\x00", "x" * 501])
def test_un_texte_invalide_rend_une_erreur_et_rien_d_autre(suivi: Suivi, texte: str) -> None:
    message, slots = jouer(ActionRepondre, suivi(texte))
    assert message["custom"] == {"type": "erreur", "cause": "QuestionInvalide"}
    assert slots == {}


@pytest.mark.parametrize("action", [ActionRepondre, ActionChoisirFiche, ActionChoisirPublic])
def test_une_recherche_en_panne_rend_une_erreur(
    suivi: Suivi, monkeypatch: pytest.MonkeyPatch, action: type[ActionSure]
) -> None:
    def tomber(*_: object, **__: object) -> None:
        raise RuntimeError("secret interne")

    monkeypatch.setattr(recherche, "repondre", tomber)
    monkeypatch.setattr(recherche, "ouvrir", tomber)
    message, _ = jouer(action, suivi("dois-je le faire ?", entites={"fiche": "obligation-2026"}))
    assert message["custom"] == {"type": "erreur", "cause": "RuntimeError"}


def test_une_recherche_lente_est_abandonnee_sans_bloquer_la_boucle(
    suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(porte.hors_boucle, "__defaults__", (0.1,))
    monkeypatch.setattr(recherche, "repondre", lambda *_, **__: time.sleep(0.6))

    async def deux() -> tuple[CollectingDispatcher, float]:
        lent, debut = CollectingDispatcher(), time.monotonic()
        attente = asyncio.create_task(ActionRepondre().run(lent, suivi("une question"), {}))
        await ActionOrienterHumain().run(CollectingDispatcher(), suivi("humain"), {})
        autre = time.monotonic() - debut
        await attente
        return lent, autre

    lent, autre = executer(deux())
    assert lent.messages[0]["custom"] == {"type": "erreur", "cause": "TimeoutError"}
    assert autre < 0.1


def test_le_delai_laisse_le_temps_de_repondre_au_site() -> None:
    assert settings.rasa_timeout > porte.DELAI + 0.3
