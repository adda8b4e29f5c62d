"""Small gestures that make the tests read as sentences."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web.services import Services
from web.services.tables import Conversation

OBLIGATION = "Depuis quand la clause sociale est-elle obligatoire ?"


def jeton(client: FlaskClient) -> dict[str, str]:
    """The token of the page's form, if it has one."""
    trouve = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)
    return {"csrf_token": trouve[1]} if trouve else {}


def envoyer(client: FlaskClient, texte: str = OBLIGATION, **champs: str) -> TestResponse:
    """Send a message by the form, as a browser without script does."""
    return client.post("/", data={"texte": texte, **jeton(client), **champs})


def ouvrir(client: FlaskClient) -> str:
    """Open a conversation by the API and return its id."""
    return str(client.post("/api/v1/conversations").json["id"])


def demander(client: FlaskClient, corps: dict[str, Any], conversation: str | None = None) -> TestResponse:
    """Send a message by the API, in a new conversation by default."""
    return client.post(f"/api/v1/conversations/{conversation or ouvrir(client)}/messages", json=corps)


def conversation(client: FlaskClient) -> Conversation:
    """The conversation of the client's cookie, as stored."""
    services: Services = client.application.extensions["clausier"]
    with client.session_transaction() as session:
        return services.conversations.lire(session["conversation"])
