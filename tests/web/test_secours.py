"""Without the dialogue engine: every button still leads somewhere, every odd reply is refused."""

from __future__ import annotations

from datetime import date

import httpx
import pytest
from flask.testing import FlaskClient

from index.modeles import Contexte
from settings import settings
from tests.faux import FausseConnaissance, FauxRasa
from tests.web.aides import OBLIGATION, demander
from web.services.connaissance import IndexConnaissance


@pytest.fixture
def muet(rasa: FauxRasa) -> FauxRasa:
    """Rasa answers `[]`, as when its action server is dead."""
    rasa.repondeur = lambda request: httpx.Response(200, json=[])
    return rasa


@pytest.mark.parametrize(
    ("charge", "decision", "attendu"),
    [
        ("fiche:entreprise-insertion", "reponse", "produit et vend"),
        ("aucune", "dialogue", "Reformulez"),
        ("aide", "dialogue", "Chaque réponse vient d’une fiche vérifiée"),
        ("humain", "dialogue", settings.facilitator_url),
        ("public:entreprise", "dialogue", "Quelle est votre question"),
        ("recommencer", "dialogue", "Quelle est votre question"),
    ],
)
@pytest.mark.usefixtures("muet")
def test_every_button_has_an_answer(client: FlaskClient, charge: str, decision: str, attendu: str) -> None:
    (message,) = demander(client, {"charge": charge}).json["messages"]
    assert (message["mode"], message["decision"]) == ("secours", decision)
    assert attendu in message["texte"]


@pytest.mark.usefixtures("muet")
def test_facilitator_s_address_is_a_link(client: FlaskClient) -> None:
    client.post("/", data={"charge": "humain"})
    assert f'<a href="{settings.facilitator_url}" rel="noopener">' in client.get("/").text.split('id="message-2"')[1]


@pytest.mark.parametrize(
    "objet",
    [
        {"type": "erreur", "cause": "RuntimeError"},
        {"type": "reponse"},
        {"type": "reponse", "decision": "peut-être"},
        {"x": 1},
    ],
)
def test_odd_object_is_not_shown(client: FlaskClient, rasa: FauxRasa, objet: dict[str, str]) -> None:
    rasa.repondeur = lambda request: httpx.Response(200, json=[{"text": "avant"}, {"custom": objet}])
    (message,) = demander(client, {"texte": OBLIGATION}).json["messages"]
    assert (message["mode"], message["fiche"]) == ("secours", "obligation-2026")


def test_choice_of_a_reader_reaches_rasa(client: FlaskClient, rasa: FauxRasa) -> None:
    demander(client, {"charge": "public:formateur"})
    assert rasa.recus[-1]["message"] == '/choisir_public{"public": "formateur"}'
    assert rasa.recus[-1]["metadata"]["public"] == "formateur"


def test_real_door_passes_everything_on(connaissance: FausseConnaissance, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import recherche

    def repondre(
        question: str, public: object, date: object, contexte: object, aujourd_hui: object
    ) -> tuple[object, ...]:
        return question, public, date, contexte, aujourd_hui

    monkeypatch.setattr(recherche, "ouvrir", lambda: connaissance)
    monkeypatch.setattr(recherche, "repondre", repondre)
    porte, jour, contexte = IndexConnaissance(), date(2026, 11, 22), Contexte()
    assert porte.base is connaissance.base
    assert porte.etat is connaissance.etat
    tout = porte.repondre("q", "acheteur", None, contexte, aujourd_hui=jour)
    assert tout == ("q", "acheteur", None, contexte, jour)  # type: ignore[comparison-overlap]
    assert len(porte.chercher_fiches("clause", 2)) == 2
    assert porte.repondre_fiche("entreprise-insertion", None, jour).fiche == "entreprise-insertion"
