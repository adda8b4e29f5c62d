"""The Rasa form around a guide: slots in, one turn, events and messages out.

Rasa's form asks nothing by itself: the validation action holds the whole turn, and says which slot comes next. An
active form has priority over every rule, so orders (« stop », « parler à une personne ») are heard here too.
"""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import ActionSure, Evenements
from bot.actions.choisir import ActionChoisirFiche
from bot.actions.conduite import ActionChoisirPublic, ActionOrienterHumain
from bot.actions.guides import jouer
from bot.actions.guides.cases import DEMANDE, DERNIER, FINI, REPRIS
from bot.actions.guides.commandes import demande_une_personne
from bot.actions.guides.guide import Guide
from bot.actions.guides.messages import en_objet
from bot.actions.guides.registre import GUIDES
from bot.actions.guides.tour import Dit, Tour, ouvrir, redemander, tenir
from bot.actions.memoire import Memoire, lire_memoire
from bot.actions.porte import hors_boucle
from index import recherche
from index.modeles import Reponse

_SCALAIRES = (str, int, float, bool)
# Buttons of the site that a guide lets do their own work before it asks again.
_SANS_QUITTER: dict[str, type[ActionSure]] = {
    "choisir_fiche": ActionChoisirFiche,
    "choisir_public": ActionChoisirPublic,
    "demander_humain": ActionOrienterHumain,
}


class ActionValider(ActionSure):
    """Base of the validation actions; `guide` is set by the subclass that `validation_de` makes."""

    guide: Guide

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Hold one turn. Raises TimeoutError, or what the search or the computation raise."""
        memoire = lire_memoire(tracker)
        demande = _champ_demande(self.guide, tracker)
        if demande is not None and (appele := next(tracker.get_latest_entity_values("outil"), None)):
            return await self._changer(dispatcher, tracker, demande, appele, memoire)
        autre = await _sans_quitter(dispatcher, memoire, tracker) if demande is not None else None
        if demande is not None and autre is not None:
            tour = redemander(self.guide, valeurs_de(self.guide, tracker), demande, memoire.droit())
            return autre + _envoyer(dispatcher, self.guide, tour, tracker)
        tour = await hors_boucle(lambda: _tourner(self.guide, tracker, demande, memoire))
        if tour.question is not None:
            reponse = await hors_boucle(lambda: _repondre(tour.question or "", memoire))
            dispatcher.utter_message(json_message={"type": "reponse", **reponse.model_dump(mode="json")})
        return _envoyer(dispatcher, self.guide, tour, tracker)

    async def _changer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, demande: str, appele: str, memoire: Memoire
    ) -> Evenements:
        """A tool's button while this one asks: another tool, another field of this one, or this question again."""
        if appele != self.guide.nom and appele in {*GUIDES, jouer.NOM}:
            garde = SlotSet(self.guide.case(demande), tracker.get_slot(self.guide.case(demande)))
            return [garde, SlotSet(DEMANDE, None), SlotSet(REPRIS, appele), FollowupAction(f"formulaire_{appele}")]
        connues, champ = valeurs_de(self.guide, tracker), next(tracker.get_latest_entity_values("champ"), None)
        droit = memoire.droit()
        tour = (
            ouvrir(self.guide, connues, Dit(), droit, champ)
            if champ
            else redemander(self.guide, connues, demande, droit)
        )
        return _envoyer(dispatcher, self.guide, tour, tracker)


def validation_de(guide: Guide) -> type[ActionValider]:
    """The validation action of a guide's form, under the name that Rasa looks for."""
    return type(
        f"Valider{guide.nom.title()}", (ActionValider,), {"nom": f"validate_{guide.formulaire}", "guide": guide}
    )


class ActionOuvrirOutil(ActionSure):
    """Opens, resumes or reopens the guide that a button names; `valeurs` brings back what an earlier turn knew."""

    nom = "action_ouvrir_outil"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Says so when the tool does not exist."""
        nom = next(tracker.get_latest_entity_values("outil"), None) or tracker.get_slot(DERNIER) or ""
        if nom == jouer.NOM:
            reprise = tracker.get_slot(FINI) != jouer.NOM and tracker.get_slot(jouer.CASE_JEU) is not None
            rendues = jouer.valeurs_rendues(next(tracker.get_latest_entity_values("valeurs"), None))
            return [
                *rendues,
                SlotSet(REPRIS, jouer.NOM if reprise or rendues else None),
                FollowupAction(jouer.FORMULAIRE),
            ]
        guide = GUIDES.get(nom)
        if guide is None:
            dispatcher.utter_message(response="utter_outil_inconnu")
            return []
        rendues = _valeurs_rendues(guide, next(tracker.get_latest_entity_values("valeurs"), None))
        return [
            *(SlotSet(guide.case(nom), valeur) for nom, valeur in rendues.items()),
            SlotSet(REPRIS, guide.nom),
            FollowupAction(guide.formulaire),
        ]


class ActionSaisiePerdue(ActionSure):
    """A button of a question that is not open any more."""

    nom = "action_saisie_perdue"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Offers to resume."""
        dispatcher.utter_message(response="utter_saisie_perdue")
        return []


def _tourner(guide: Guide, tracker: Tracker, demande: str | None, memoire: Memoire) -> Tour:
    droit = memoire.droit()
    valeur = next(tracker.get_latest_entity_values("valeur"), None)
    texte = "" if memoire.texte.startswith("/") else memoire.texte
    if demande is not None:
        return tenir(guide, valeurs_de(guide, tracker), demande, Dit(texte, valeur), droit)
    reprise = tracker.get_slot(REPRIS) == guide.nom or tracker.get_slot(FINI) != guide.nom
    connues = valeurs_de(guide, tracker) if reprise else {}
    videes = {} if reprise else dict.fromkeys((champ.nom for champ in guide.champs), None)
    changer = next(tracker.get_latest_entity_values("champ"), None)
    tour = ouvrir(guide, connues, Dit(texte), droit, changer)
    tour.valeurs = videes | tour.valeurs
    return tour


async def _sans_quitter(dispatcher: CollectingDispatcher, memoire: Memoire, tracker: Tracker) -> Evenements | None:
    """What a person may ask for without answering: a fiche, someone, a point of view. None when it is an answer."""
    intention = (tracker.latest_message.get("intent") or {}).get("name")
    typed_order = intention == "demander_humain" and demande_une_personne(memoire.texte)
    if not (memoire.texte.startswith("/") or typed_order):
        return None
    action = _SANS_QUITTER.get(intention or "")
    if action is None:
        return None
    return await action().agir(dispatcher, tracker)


def _repondre(question: str, memoire: Memoire) -> Reponse:
    return recherche.repondre(question, public=memoire.public, date=memoire.date, contexte=memoire.contexte)


def _envoyer(dispatcher: CollectingDispatcher, guide: Guide, tour: Tour, tracker: Tracker) -> Evenements:
    for parole in tour.paroles:
        dispatcher.utter_message(json_message=en_objet(guide, tour, parole))
    avant = valeurs_de(guide, tracker)
    changees = [
        SlotSet(guide.case(champ.nom), tour.valeurs.get(champ.nom))
        for champ in guide.champs
        if tour.valeurs.get(champ.nom) != avant.get(champ.nom)
    ]
    concluant = any(parole.conclusion is not None for parole in tour.paroles)
    return [
        *changees,
        SlotSet(DERNIER, guide.nom),
        SlotSet(REPRIS, None),
        SlotSet(FINI, guide.nom if concluant else None),
        SlotSet(DEMANDE, guide.case(tour.demande) if tour.demande is not None else None),
    ]


def valeurs_de(guide: Guide, tracker: Tracker) -> dict[str, Any]:
    """What the slots know of a guide, by field."""
    return {champ.nom: tracker.get_slot(guide.case(champ.nom)) for champ in guide.champs}


def _champ_demande(guide: Guide, tracker: Tracker) -> str | None:
    demandee = tracker.get_slot(DEMANDE)
    return next((champ.nom for champ in guide.champs if guide.case(champ.nom) == demandee), None)


def _valeurs_rendues(guide: Guide, brut: str | None) -> dict[str, Any]:
    """Values that the site kept with its last message: only known fields, only plain values."""
    try:
        lues = json.loads(brut) if brut else {}
    except json.JSONDecodeError:
        return {}
    noms = {champ.nom for champ in guide.champs}
    return {
        nom: valeur
        for nom, valeur in (lues.items() if isinstance(lues, dict) else ())
        if nom in noms and isinstance(valeur, _SCALAIRES)
    }
