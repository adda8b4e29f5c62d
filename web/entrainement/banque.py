"""The items that may be practised today, remembered as long as the base and the day are the same."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from base_connaissance.questionnaire.etat import items_jouables
from base_connaissance.questionnaire.modeles import Item
from web.services import services


def jouables() -> tuple[Item, ...]:
    """Every playable item, in the order of the bank."""
    return _jouables(services().connaissance.base.empreinte, services().aujourd_hui())


@lru_cache(maxsize=4)
def _jouables(_empreinte: str, jour: date) -> tuple[Item, ...]:
    return items_jouables(services().connaissance.base, jour)


def choisir(theme: str | None, public: str | None, niveau: str | None) -> list[Item]:
    """Those of a theme, for a reader, at a level (« 1 » to « 3 »); None or unknown leaves the choice open."""
    return [
        item
        for item in jouables()
        if theme in {None, "", item.theme}
        and (not public or public in item.publics)
        and (not niveau or str(item.niveau) == niveau)
    ]
