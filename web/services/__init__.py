"""What the pages and the API share: search, Rasa, conversations, privacy. No blueprint is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from flask import current_app

from web.services.connaissance import Connaissance
from web.services.conversations import Conversations
from web.services.database import Database
from web.services.horloge import Clock, jour_en_france
from web.services.rasa import RasaClient


@dataclass(frozen=True)
class Services:
    """The long-lived objects of one application; `clock` gives an aware UTC time and is replaced in tests."""

    connaissance: Connaissance
    conversations: Conversations
    rasa: RasaClient
    clock: Clock
    # Rasa's own database, from which some things must go before their time.
    tracker: Path

    @property
    def database(self) -> Database:
        """The one database of the site."""
        return self.conversations.database

    def aujourd_hui(self) -> date:
        """The day in France: the one on which the law is read."""
        return jour_en_france(self.clock())


def services() -> Services:
    """The services of the current application. Raises RuntimeError outside an application context."""
    return cast(Services, current_app.extensions["clausier"])
