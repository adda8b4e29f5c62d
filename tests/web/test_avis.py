"""« Utile / Pas utile »: kept once per answer, with a reason among five."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.aides import conversation, envoyer, jeton


def _donner(client: FlaskClient, **champs: str) -> int:
    message = conversation(client).messages[-1].id
    return client.post("/avis", data={"message": str(message), **jeton(client), **champs}).status_code


def test_rating_is_kept_and_thanked(client: FlaskClient) -> None:
    envoyer(client)
    assert _donner(client, verdict="oui") == 303
    assert "jugé cette réponse utile" in client.get("/").text


def test_reason_follows_a_negative_rating(client: FlaskClient) -> None:
    envoyer(client)
    _donner(client, verdict="non")
    assert '<fieldset class="raisons">' in client.get("/").text
    _donner(client, verdict="non", raison="incomplet")
    avis = conversation(client).messages[-1].avis
    assert avis is not None
    assert (avis.utile, avis.raison) == (False, "incomplet")


def test_unknown_values_are_refused(client: FlaskClient) -> None:
    envoyer(client)
    assert _donner(client, verdict="peut-être") == 422
    assert _donner(client, verdict="non", raison="texte libre") == 422
    assert client.post("/avis", data={"message": "x", "verdict": "oui", **jeton(client)}).status_code == 422


def test_only_ones_own_answers_can_be_rated(client: FlaskClient) -> None:
    envoyer(client)
    message = str(conversation(client).messages[-1].id)
    autre = client.application.test_client()
    assert autre.post("/avis", data={"message": message, "verdict": "oui"}).status_code == 404
    envoyer(autre)
    assert autre.post("/avis", data={"message": message, "verdict": "oui", **jeton(autre)}).status_code == 404
    assert client.post("/avis", data={"message": "1", "verdict": "oui", **jeton(client)}).status_code == 404


def test_script_gets_thanks(client: FlaskClient) -> None:
    envoyer(client)
    champs = {"message": str(conversation(client).messages[-1].id), "verdict": "oui", **jeton(client)}
    reponse = client.post("/avis", data=champs, headers={"Accept": "application/json"})
    assert reponse.get_json() == {"merci": "Merci, votre avis est noté."}
