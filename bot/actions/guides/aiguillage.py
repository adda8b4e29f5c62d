"""From a typed sentence to a guide, when the figures in it leave no doubt, whatever intent was heard.

Two cases: all the data of a computation in one message; and « et avec 7 % ? » just after a result.
"""

from __future__ import annotations

import re

from bot.actions.guides.guide import Guide
from bot.actions.guides.registre import GUIDES
from conseil.droit import Droit
from index.nettoyage import plier

_SUITE = re.compile(
    r"^(et |et$|si |avec |plutot|non|finalement|en fait|mets|mettons|mettez|refai|recalcul|change|corrige|pour )"
)
_MOTS_D_UNE_SUITE = 14


def guide_vise(texte: str, dernier: str | None, droit: Droit) -> tuple[Guide, bool] | None:
    """The guide that the sentence feeds, and whether it goes on from what is known (rather than from nothing)."""
    simple = plier(texte).strip()
    courant = GUIDES.get(dernier or "")
    if courant is not None and _SUITE.match(simple) and len(simple.split()) <= _MOTS_D_UNE_SUITE:
        lues = courant.extraire(texte, droit)
        if lues:
            return courant, True
    for guide in GUIDES.values():
        if len(guide.extraire(texte, droit)) >= guide.donnees_suffisantes:
            return guide, False
    return None
