"""Choosing among proposals, by a button or by words."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import reperage
from bot.actions.base import ActionSure, Evenements
from bot.actions.memoire import Memoire, lire_memoire
from bot.actions.porte import hors_boucle
from bot.actions.repondre import envoyer
from index import recherche
from index.modeles import Reponse


class ActionChoisirFiche(ActionSure):
    """Sends the answer of the fiche carried by a button."""

    nom = "action_choisir_fiche"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Raises TimeoutError, or what the search raises."""
        choisie = next(tracker.get_latest_entity_values("fiche"), None)
        return await repondre_fiche(dispatcher, lire_memoire(tracker), choisie)


class ActionChoisirRang(ActionSure):
    """Sends the answer of « la deuxième » among what was last proposed."""

    nom = "action_choisir_rang"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Raises TimeoutError, or what the search raises."""
        memoire = lire_memoire(tracker)
        propositions = tracker.get_slot("propositions") or []
        rang = reperage.rang(memoire.texte)
        if rang is None or not -1 <= rang < len(propositions) or not propositions:
            dispatcher.utter_message(response="utter_rang_inconnu")
            return memoire.evenements()
        return await repondre_fiche(dispatcher, memoire, propositions[rang])


async def repondre_fiche(dispatcher: CollectingDispatcher, memoire: Memoire, identifiant: str | None) -> Evenements:
    """Send the answer of a fiche, or say that it is not in the base any more."""

    def chercher() -> Reponse | None:
        ouverte = recherche.ouvrir()
        if identifiant not in ouverte.base.fiches:
            return None
        jour = memoire.date or memoire.contexte.date_droit
        return ouverte.repondre_fiche(identifiant, memoire.public, jour)

    reponse = await hors_boucle(chercher)
    if reponse is None:
        dispatcher.utter_message(response="utter_fiche_inconnue")
        return memoire.evenements()
    return envoyer(dispatcher, memoire, reponse)
