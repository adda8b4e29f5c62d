"""Answering a question: the search decides, this only carries it to the conversation."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import ActionSure, Evenements
from bot.actions.guides.aiguillage import guide_vise
from bot.actions.guides.cases import DERNIER, REPRIS
from bot.actions.guides.guide import Guide
from bot.actions.memoire import Memoire, lire_memoire
from bot.actions.porte import hors_boucle
from index import recherche
from index.modeles import Reponse

# What the site writes for a typed leading « / »: such a text is only ever a question.
BARRE = "\u2215"


class ActionRepondre(ActionSure):
    """Sends the `Reponse` of the typed question, whatever its decision."""

    nom = "action_repondre"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Raises TimeoutError, or what the search raises."""
        memoire = lire_memoire(tracker)
        vise = await hors_boucle(lambda: _guide_vise(memoire, tracker))
        if vise is not None:
            guide, suite = vise
            return [SlotSet(REPRIS, guide.nom if suite else None), FollowupAction(guide.formulaire)]
        return await repondre_question(dispatcher, memoire)


def _guide_vise(memoire: Memoire, tracker: Tracker) -> tuple[Guide, bool] | None:
    if memoire.texte.startswith(("/", BARRE)):
        return None
    return guide_vise(memoire.texte, tracker.get_slot(DERNIER), memoire.droit())


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
