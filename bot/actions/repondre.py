"""Answering a question: the search decides, this only carries it to the conversation."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import ActionSure, Evenements
from bot.actions.memoire import Memoire, lire_memoire
from bot.actions.porte import hors_boucle
from index import recherche
from index.modeles import Reponse


class ActionRepondre(ActionSure):
    """Sends the `Reponse` of the typed question, whatever its decision."""

    nom = "action_repondre"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Raises TimeoutError, or what the search raises."""
        return await repondre_question(dispatcher, lire_memoire(tracker))


async def repondre_question(dispatcher: CollectingDispatcher, memoire: Memoire) -> Evenements:
    """Search the typed text, send the result, return the slots to keep."""
    reponse = await hors_boucle(
        lambda: recherche.repondre(memoire.texte, public=memoire.public, date=memoire.date, contexte=memoire.contexte)
    )
    return envoyer(dispatcher, memoire, reponse)


def envoyer(dispatcher: CollectingDispatcher, memoire: Memoire, reponse: Reponse) -> Evenements:
    """Send a `Reponse` as one custom message and return the slots to keep."""
    dispatcher.utter_message(json_message={"type": "reponse", **reponse.model_dump(mode="json")})
    return memoire.evenements(reponse)
