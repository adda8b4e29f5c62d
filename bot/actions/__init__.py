"""The actions that Rasa calls, in the modern environment. `ACTIONS` lists every one; nothing is discovered."""

from __future__ import annotations

from bot.actions.base import ActionSure
from bot.actions.choisir import ActionChoisirFiche, ActionChoisirRang
from bot.actions.conduite import ActionChoisirPublic, ActionOrienterHumain, ActionRecommencer
from bot.actions.repondre import ActionRepondre

ACTIONS: tuple[type[ActionSure], ...] = (
    ActionRepondre,
    ActionChoisirFiche,
    ActionChoisirRang,
    ActionChoisirPublic,
    ActionOrienterHumain,
    ActionRecommencer,
)
