"""Steering the conversation: point of view, hand-over to a person, starting again."""

from __future__ import annotations

from typing import cast

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from base_connaissance.modeles import PUBLICS, Public
from bot.actions import reperage
from bot.actions.base import ActionSure, Evenements
from bot.actions.memoire import derniere_question, lire_memoire
from bot.actions.repondre import repondre_question
from settings import settings

_MOTS_D_UNE_PRESENTATION = 12
_QUESTION_ABSENTE = "(écrivez ici votre question)"


class ActionChoisirPublic(ActionSure):
    """Takes the point of view named by a button or by words; a sentence that also asks something is answered."""

    nom = "action_choisir_public"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Raises TimeoutError, or what the search raises, when the sentence is a question."""
        memoire = lire_memoire(tracker)
        choisi = next(tracker.get_latest_entity_values("public"), None)
        if choisi is None and ("?" in memoire.texte or len(memoire.texte.split()) > _MOTS_D_UNE_PRESENTATION):
            return await repondre_question(dispatcher, memoire)
        public = choisi if choisi in PUBLICS else reperage.public_nomme(memoire.texte)
        dispatcher.utter_message(response=f"utter_public_{public}" if public else "utter_demander_public")
        return memoire.evenements(public=cast("Public | None", public))


class ActionOrienterHumain(ActionSure):
    """Names the facilitator and gives a message ready to send, with the visitor's last question."""

    nom = "action_orienter_humain"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Reads nothing but the conversation and the settings."""
        question = derniere_question(tracker) or _QUESTION_ABSENTE
        dispatcher.utter_message(
            response="utter_orienter_humain",
            facilitateur=settings.facilitator_name,
            adresse=settings.facilitator_url,
            brouillon=f"Bonjour, je cherche à savoir : {question} Pouvez-vous m'aider ? Merci.",
        )
        return []


class ActionRecommencer(ActionSure):
    """Forgets the conversation; what the page shows (its public) stays the page's business."""

    nom = "action_recommencer"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Keeps only which fiche the page still names, so that it does not come back as a new subject."""
        dispatcher.utter_message(response="utter_recommencer")
        return [AllSlotsReset(), SlotSet("page_fiche", lire_memoire(tracker).page.get("derniere_fiche"))]
