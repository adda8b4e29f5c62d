"""Every guide, in the order of a purchase."""

from __future__ import annotations

from bot.actions.guides.guide import Guide
from bot.actions.guides.heures import HEURES

GUIDES: dict[str, Guide] = {guide.nom: guide for guide in (HEURES,)}
