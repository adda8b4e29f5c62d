"""Guided tools as the site shows them: buttons and their words, the result, resuming, doing without Rasa."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from tests.faux import FauxRasa, Horloge
from tests.web.aides import OBLIGATION, conversation, demander, envoyer, ouvrir

QUESTION: dict[str, Any] = {
    "type": "guide", "outil": "heures", "titre": "Heures d'insertion", "texte": "Quelle part de main-d’œuvre ?",
    "boutons": [
        {"titre": "Nettoyage : 80 à 90 %", "charge": "saisie:nettoyage"}, {"titre": "Piège", "charge": "/restart"},
        {"titre": "Arrêter", "charge": "saisie:arreter"},
    ],
    "en_cours": True, "rang": 2, "questions": 4, "valeurs": {"montant_ht": 400000.0},
    "lien": "/outils/heures?montant_ht=400000", "resultat": None,
}  # fmt: skip
RESULTAT = QUESTION | {
    "texte": "Environ 833 heures.", "en_cours": False, "boutons": [],
    "resultat": {
        "outil": "heures", "resume": "Environ 833 heures.", "heures": 833.33, "date_droit": "2026-11-22",
        "empreinte_base": "0" * 64, "avertissements": ["Ce volume dépend du taux choisi."],
        "etapes": [{"libelle": "Montant", "formule": "1 000 000 €", "valeur": 1000000.0, "unite": "EUR",
                    "reference": None, "confiance": None}],
        "limites": ["Il ne dit rien de la qualité des parcours."],
        "sources": [{"id": "x", "titre": "Une source", "article": None, "url": None, "nature": "page",
                     "vu_le": "2026-11-22"}],
        "fiches": [{"id": "obligation-2026", "titre": "La clause sociale est-elle obligatoire ?"}],
    },
}  # fmt: skip


@pytest.fixture
def guide(rasa: FauxRasa) -> FauxRasa:
    """Rasa asks the second question of the hours tool, whatever is said."""
    rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": QUESTION}])
    return rasa


def test_question_shows_where_it_stands_and_only_known_buttons(client: FlaskClient, guide: FauxRasa) -> None:
    (message,) = demander(client, {"charge": "outil:heures"}).json["messages"]
    assert json.loads(guide.recus[-1]["message"].removeprefix("/ouvrir_outil")) == {"outil": "heures"}
    assert message["decision"] == "dialogue"
    assert [suggestion["charge"] for suggestion in message["suggestions"]] == ["saisie:nettoyage", "saisie:arreter"]
    assert (message["outil"]["rang"], message["outil"]["questions"]) == (2, 4)
    envoyer(client, "", charge="outil:heures")
    assert "question 2 sur 4" in client.get("/").text


def test_button_is_said_with_its_own_words(client: FlaskClient, guide: FauxRasa) -> None:
    envoyer(client, "on calcule")
    envoyer(client, "", charge="saisie:nettoyage")
    assert json.loads(guide.recus[-1]["message"].removeprefix("/saisir")) == {"valeur": "nettoyage"}
    assert conversation(client).messages[2].texte == "Nettoyage : 80 à 90 %"


def test_result_comes_with_steps_limits_sources_and_its_page(client: FlaskClient, rasa: FauxRasa) -> None:
    rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": RESULTAT}])
    envoyer(client, "1 000 000 € HT, 50 %, 5 %, 30 €/h")
    page = client.get("/").text
    for attendu in (
        "833 heures",
        "Le détail, en 1 étape",
        "Ce que ce résultat ne dit pas",
        "Ce volume dépend",
        "1 source",
    ):
        assert attendu in page
    assert 'href="/outils/heures?montant_ht=400000"' in page
    assert 'value="fiche:obligation-2026"' in page


@pytest.mark.parametrize("lien", ["https://ailleurs.example/", "//ailleurs.example", "/autre", "javascript:alert(1)"])
def test_address_of_another_place_is_refused(client: FlaskClient, rasa: FauxRasa, lien: str) -> None:
    rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": QUESTION | {"lien": lien}}])
    (message,) = demander(client, {"texte": OBLIGATION}).json["messages"]
    assert message["mode"] == "secours" and lien not in json.dumps(message)


@pytest.mark.parametrize("charge", ["outil:../x", "outil:", "saisie:", "saisie:A B", "saisie:" + "a" * 70, "outil:x"])
def test_malformed_choice_is_refused(client: FlaskClient, rasa: FauxRasa, charge: str) -> None:
    assert demander(client, {"charge": charge}).status_code == 422
    assert rasa.recus == []


def test_tool_is_opened_again_after_a_change_of_sender(client: FlaskClient, guide: FauxRasa, horloge: Horloge) -> None:
    envoyer(client, "on calcule")
    horloge.avancer(minutes=45)
    envoyer(client, "50 %")
    reprise, suite = guide.recus[-2:]
    assert reprise["sender"] == suite["sender"] != guide.recus[0]["sender"]
    rendu = json.loads(reprise["message"].removeprefix("/ouvrir_outil"))
    assert rendu["outil"] == "heures" and json.loads(rendu["valeurs"]) == {"montant_ht": 400000.0}
    assert suite["message"] == "50 %"


def test_without_rasa_an_answer_leads_to_the_page_and_a_question_is_answered(
    client: FlaskClient, guide: FauxRasa
) -> None:
    ouverte = ouvrir(client)
    demander(client, {"texte": "on calcule"}, ouverte)
    guide.repondeur = lambda request: httpx.Response(200, json=[])
    (message,) = demander(client, {"texte": "50 %"}, ouverte).json["messages"]
    assert message["mode"] == "secours" and message["outil"]["lien"] == "/outils/heures?montant_ht=400000"
    (message,) = demander(client, {"texte": OBLIGATION}, ouverte).json["messages"]
    assert message["fiche"] == "obligation-2026"


@pytest.mark.parametrize("charge", ["outil:heures", "saisie:nettoyage"])
def test_without_rasa_a_tool_s_button_leads_to_the_tools(client: FlaskClient, rasa: FauxRasa, charge: str) -> None:
    rasa.repondeur = lambda request: httpx.Response(200, json=[])
    (message,) = demander(client, {"charge": charge}).json["messages"]
    assert message["outil"]["lien"] == "/outils"


DISCRETE = QUESTION | {"outil": "eligibilite", "titre": "Éligibilité", "valeurs": {}, "discret": True,
                       "lien": "/outils/eligibilite"}  # fmt: skip


def test_answers_about_a_person_are_not_kept(client: FlaskClient, rasa: FauxRasa, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "rasa.sqlite")) as tracker, tracker:
        tracker.execute("CREATE TABLE events (sender_id TEXT, timestamp REAL, data TEXT)")
    rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": DISCRETE}])
    envoyer(client, "vérifier une éligibilité")
    with closing(sqlite3.connect(tmp_path / "rasa.sqlite")) as tracker, tracker:
        tracker.execute("INSERT INTO events VALUES (?, 0, 'au RSA')", (rasa.recus[-1]["sender"],))
    fin = RESULTAT | {key: DISCRETE[key] for key in ("outil", "titre", "discret", "lien", "valeurs")}
    rasa.repondeur = lambda request: httpx.Response(200, json=[{"custom": fin}])
    envoyer(client, "au RSA")
    gardes = conversation(client).messages
    assert gardes[2].texte == "(réponse non gardée)"
    assert gardes[3].contenu is not None and gardes[3].contenu["etapes"] == []
    with closing(sqlite3.connect(tmp_path / "rasa.sqlite")) as tracker:
        assert tracker.execute("SELECT count(*) FROM events").fetchone() == (0,)
