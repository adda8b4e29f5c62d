"""Every way in which Rasa fails is noticed."""

from __future__ import annotations

import httpx
import pytest

from web.services.rasa import RasaClient, RasaUnavailable


def _client(handler: object, clock: list[float] | None = None) -> RasaClient:
    temps = clock if clock is not None else [0.0]
    return RasaClient("http://rasa", 2.0, httpx.MockTransport(handler), lambda: temps[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "reponse",
    [
        httpx.Response(200, json=[]),
        httpx.Response(200, json={}),
        httpx.Response(200, json=None),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[{}]),
        httpx.Response(200, json=[{"text": 3}]),
        httpx.Response(200, json=[{"text": ""}]),
        httpx.Response(200, json=[{"text": "a", "buttons": [{"title": "b"}]}]),
        httpx.Response(200, json=["texte"]),
        httpx.Response(500, json=[{"text": "a"}]),
        httpx.Response(302, headers={"Location": "http://ailleurs"}),
        httpx.Response(200, json=[{"text": "a"}, {"custom": {}}]),
        httpx.Response(200, content=b"\xff\xfe"),
    ],
)
def test_unusable_reply(reponse: httpx.Response) -> None:
    with pytest.raises(RasaUnavailable) as raised:
        _client(lambda request: reponse).send("s", "bonjour", {})
    assert not raised.value.timed_out


def test_refused_connection() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refusé")

    client = _client(refuse)
    with pytest.raises(RasaUnavailable):
        client.send("s", "bonjour", {})
    assert not client.is_alive()


def test_two_timeouts_pause_the_client_for_five_seconds() -> None:
    essais: list[float] = []
    temps = [0.0]

    def trop_lent(request: httpx.Request) -> httpx.Response:
        essais.append(temps[0])
        raise httpx.ReadTimeout("lent")

    client = _client(trop_lent, temps)
    for _ in range(4):
        with pytest.raises(RasaUnavailable):
            client.send("s", "bonjour", {})
    assert len(essais) == 2, "les autres visiteurs ne doivent pas attendre aussi"
    temps[0] = 5.1
    with pytest.raises(RasaUnavailable) as raised:
        client.send("s", "bonjour", {})
    assert raised.value.timed_out
    assert len(essais) == 3


def test_good_reply() -> None:
    reponse = httpx.Response(
        200, json=[{"recipient_id": "s", "text": "Bonjour", "buttons": [{"title": "A", "payload": "aide"}]}]
    )
    (message,) = _client(lambda request: reponse).send("s", "bonjour", {"public": None})
    assert message.text == "Bonjour"
    assert message.buttons[0].payload == "aide"
