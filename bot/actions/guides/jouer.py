"""Role-plays in the chat: the assistant plays the character, the person answers by a button or in their own words.

A Rasa form like the other guided tools, whose questions come from the play: two slots hold which one, and the replies.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from base_connaissance.jeux_de_role import JeuDeRole
from base_connaissance.modeles import Base
from base_connaissance.typographie import typographier
from bot.actions.base import ActionSure, Evenements
from bot.actions.guides.cases import DEMANDE, DERNIER, FINI, REPRIS
from bot.actions.guides.commandes import commande
from bot.actions.guides.repliques import preparer, reconnaitre
from bot.actions.memoire import lire_memoire
from bot.actions.porte import hors_boucle
from formation.jeu import Partie, debriefer, lire_partie
from formation.jeu.debrief import FINS
from index import recherche

NOM = "jeu"
FORMULAIRE = "formulaire_jeu"
CASE_JEU, CASE_PARTIE = "jeu_choisi", "jeu_partie"
_TITRE = "Jeu de rôle"
_LETTRES = "abcd"
_NON_RECONNUE = "Je n'ai pas su rattacher votre réplique. Laquelle est la plus proche de ce que vous vouliez dire ?"


class ActionValiderJeu(ActionSure):
    """One turn of a play."""

    nom = f"validate_{FORMULAIRE}"

    async def agir(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Evenements:
        """Raises TimeoutError, or what the search raises."""
        memoire = lire_memoire(tracker)
        appele = next(tracker.get_latest_entity_values("outil"), None)
        if tracker.get_slot(DEMANDE) is not None and appele not in (None, NOM):
            garde = SlotSet(CASE_PARTIE, tracker.get_slot(CASE_PARTIE))
            return [garde, SlotSet(DEMANDE, None), SlotSet(REPRIS, appele), FollowupAction(f"formulaire_{appele}")]
        base = recherche.ouvrir().base
        valeur = next(tracker.get_latest_entity_values("valeur"), None)
        champ = next(tracker.get_latest_entity_values("champ"), None)
        texte = "" if memoire.texte.startswith("/") else memoire.texte
        ouverte = tracker.get_slot(DEMANDE) is not None
        jeu = base.jeux.get(champ or tracker.get_slot(CASE_JEU) or "")
        if jeu is None or (not ouverte and champ is None and tracker.get_slot(REPRIS) != NOM):
            choisi = base.jeux.get(valeur or "") if ouverte else None
            return _commencer(dispatcher, base, choisi) if choisi else _proposer(dispatcher, base, commande(texte))
        if champ is not None or not ouverte:
            return _commencer(dispatcher, base, jeu) if champ else _montrer(dispatcher, base, _partie(jeu, tracker), "")
        return await _tourner(dispatcher, base, _partie(jeu, tracker), texte, valeur)


def valeurs_rendues(brut: str | None) -> Evenements:
    """The slots of a game that the site kept with its last message; none when they are not those of a game."""
    try:
        lues = json.loads(brut) if brut else {}
    except json.JSONDecodeError:
        return []
    if not isinstance(lues, dict) or not all(isinstance(lues.get(nom), str) for nom in (CASE_JEU, CASE_PARTIE)):
        return []
    return [SlotSet(CASE_JEU, lues[CASE_JEU]), SlotSet(CASE_PARTIE, lues[CASE_PARTIE] or None)]


def _partie(jeu: JeuDeRole, tracker: Tracker) -> Partie:
    return lire_partie(jeu, tracker.get_slot(CASE_PARTIE) or "")


async def _tourner(
    dispatcher: CollectingDispatcher, base: Base, partie: Partie, texte: str, valeur: str | None
) -> Evenements:
    ordre = commande(texte) if texte else valeur
    if ordre == "arreter":
        return _finir(dispatcher, base, partie)
    if ordre == "retour":
        return _montrer(dispatcher, base, partie.reculer(), "Revenons un tour en arrière.")
    if ordre == "recommencer":
        return _montrer(dispatcher, base, Partie(partie.jeu), "On recommence la scène.")
    rang = _LETTRES.find(valeur) if valeur else await hors_boucle(lambda: _rang(partie, texte))
    if rang is None or not 0 <= rang < len(partie.moment.repliques):
        return _montrer(dispatcher, base, partie, _NON_RECONNUE)
    suite = partie.jouer(rang)
    return _finir(dispatcher, base, suite) if suite.finie else _montrer(dispatcher, base, suite, "")


def _rang(partie: Partie, texte: str) -> int | None:
    lettre = texte.strip().lower().rstrip(").:")
    return (
        _LETTRES.find(lettre)
        if len(lettre) == 1 and lettre in _LETTRES
        else reconnaitre(partie.moment.repliques, texte)
    )


def _proposer(dispatcher: CollectingDispatcher, base: Base, ordre: str | None) -> Evenements:
    """The list of plays, or the end if the person does not want one."""
    if ordre == "arreter":
        _dire(
            dispatcher, "Entendu. Les jeux de rôle sont aussi sur la page « S'entraîner à une conversation ».", [], None
        )
        return _evenements(None, "", fini=True)
    preparer()
    boutons = [(jeu.titre, f"saisie:{nom}") for nom, jeu in base.jeux.items()]
    texte = "À quelle conversation voulez-vous vous entraîner ? Je joue la personne réticente, vous me répondez."
    _dire(dispatcher, texte, [*boutons, ("Arrêter", "saisie:arreter")], None)
    return _evenements(None, "")


def _commencer(dispatcher: CollectingDispatcher, base: Base, jeu: JeuDeRole) -> Evenements:
    preparer()
    debut = f"{jeu.situation} Votre rôle : {_minuscule(jeu.joueur)}. Votre objectif : {_minuscule(jeu.objectif)}"
    return _montrer(dispatcher, base, Partie(jeu), debut)


def _montrer(dispatcher: CollectingDispatcher, base: Base, partie: Partie, avant: str) -> Evenements:
    """The character's words and the possible replies."""
    paroles = f"{partie.jeu.personnage} : « {partie.moment.dit} »"
    boutons = [(r.dit, f"saisie:{_LETTRES[rang]}") for rang, r in enumerate(partie.moment.repliques)]
    if partie.coups:
        boutons.append(("Revenir en arrière", "saisie:retour"))
    _dire(dispatcher, "\n".join(filter(None, (avant, paroles))), [*boutons, ("Arrêter", "saisie:arreter")], partie)
    return _evenements(partie.jeu, partie.ecrite)


def _finir(dispatcher: CollectingDispatcher, base: Base, partie: Partie) -> Evenements:
    """The last word, then the debrief in a few lines; the page has the whole sheet."""
    fiche = debriefer(base, partie, date.today())
    lignes = [f"{partie.jeu.personnage} : « {partie.moment.dit} »"] if partie.finie else []
    if fiche.fin is not None:
        lignes.append(f"{FINS[fiche.fin]}. {fiche.bilan}")
    compte = f"{fiche.ouvertes} de vos {len(fiche.lignes)} répliques ont ouvert la conversation."
    lignes.append(compte if fiche.lignes else "La scène s'arrête avant votre première réplique.")
    lignes += [f"« {ligne.reponse} » : {ligne.pourquoi}" for ligne in fiche.lignes if ligne.effet != "ouvre"]
    suites = list(dict.fromkeys((ligne.titre_fiche, f"fiche:{ligne.fiche}") for ligne in fiche.lignes))[:2]
    boutons = [
        ("Rejouer la scène", f"outil:{NOM}:{partie.jeu.id}"),
        ("Choisir une autre scène", f"outil:{NOM}"),
        *suites,
    ]
    _dire(dispatcher, "\n".join(lignes), boutons, partie, fini=True)
    return _evenements(partie.jeu, partie.ecrite, fini=True)


def _dire(
    dispatcher: CollectingDispatcher, texte: str, boutons: list[tuple[str, str]], partie: Partie | None,
    fini: bool = False,
) -> None:  # fmt: skip
    chemin = "/formation/jeux"
    if partie is not None:
        chemin += f"/{partie.jeu.id}" + (f"/debrief?partie={partie.ecrite}" if fini and partie.coups else "")
    message: dict[str, Any] = {
        "type": "guide", "outil": NOM, "titre": _TITRE, "texte": typographier(texte),
        "boutons": [{"titre": typographier(titre), "charge": charge} for titre, charge in boutons],
        "en_cours": not fini and bool(boutons), "rang": len(partie.coups) + 1 if partie else 0, "questions": 0,
        "valeurs": {CASE_JEU: partie.jeu.id, CASE_PARTIE: partie.ecrite} if partie else {}, "lien": chemin,
        "resultat": None,
    }  # fmt: skip
    dispatcher.utter_message(json_message=message)


def _evenements(jeu: JeuDeRole | None, partie: str, fini: bool = False) -> Evenements:
    return [
        SlotSet(CASE_JEU, jeu.id if jeu else None),
        SlotSet(CASE_PARTIE, partie or None),
        SlotSet(DERNIER, NOM),
        SlotSet(REPRIS, None),
        SlotSet(FINI, NOM if fini else None),
        SlotSet(DEMANDE, None if fini else CASE_PARTIE),
    ]


def _minuscule(texte: str) -> str:
    return texte[0].lower() + texte[1:]
