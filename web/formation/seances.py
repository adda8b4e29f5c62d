"""Where the scenarios of a request come from."""

from __future__ import annotations

from web.formation.depot import Scenarios
from web.services import services


def scenarios() -> Scenarios:
    """The saved scenarios of the current application."""
    return Scenarios(services().database, services().clock)
