"""Every guide, in the order of a purchase."""

from __future__ import annotations

from bot.actions.guides.calendrier import CALENDRIER
from bot.actions.guides.clauses import CLAUSES
from bot.actions.guides.eligibilite import ELIGIBILITE
from bot.actions.guides.guide import Guide
from bot.actions.guides.heures import HEURES
from bot.actions.guides.leviers import LEVIERS
from bot.actions.guides.notation import NOTATION
from bot.actions.guides.realisation import REALISATION

GUIDES: dict[str, Guide] = {
    guide.nom: guide for guide in (LEVIERS, HEURES, CLAUSES, NOTATION, REALISATION, CALENDRIER, ELIGIBILITE)
}
