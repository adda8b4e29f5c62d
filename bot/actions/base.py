"""What every action shares: a failure becomes one typed message, so that the site answers without Rasa.

An exception that reached the action server would come back to Rasa with the whole conversation in its body.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

log = logging.getLogger("clausier.actions")

Evenements = list[dict[str, Any]]


class ActionSure(Action, ABC):
    """An action that always sends exactly one message: its own, or `{"type": "erreur"}`."""

    nom: str

    def name(self) -> str:
        """The name written in `bot/domain/actions.yml`."""
        return self.nom

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Evenements:
        """Rasa's entry point. Never raises."""
        essai = CollectingDispatcher()
        try:
            evenements = await self.agir(essai, tracker)
        except Exception as error:  # whatever happens in the search, the visitor must get the site's own answer
            log.error("%s : %s", self.nom, type(error).__name__, exc_info=error)
            dispatcher.utter_message(json_message={"type": "erreur", "cause": type(error).__name__})
            return []
        dispatcher.messages.extend(essai.messages)
        return evenements

    @abstractmethod
    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Send one message and return the events. May raise anything."""
