"""The actions that Rasa calls, in the modern environment. `ACTIONS` lists every one; nothing is discovered."""

from __future__ import annotations

from bot.actions.base import ActionSure
from bot.actions.choisir import ActionChoisirFiche, ActionChoisirRang
from bot.actions.conduite import ActionChoisirPublic, ActionOrienterHumain, ActionRecommencer
from bot.actions.guides.formulaire import ActionOuvrirOutil, ActionSaisiePerdue, validation_de
from bot.actions.guides.jouer import ActionValiderJeu
from bot.actions.guides.registre import GUIDES
from bot.actions.repondre import ActionRepondre

ACTIONS: tuple[type[ActionSure], ...] = (
    ActionRepondre,
    ActionChoisirFiche,
    ActionChoisirRang,
    ActionChoisirPublic,
    ActionOrienterHumain,
    ActionRecommencer,
    ActionOuvrirOutil,
    ActionSaisiePerdue,
    *map(validation_de, GUIDES.values()),
    ActionValiderJeu,
)
