"""Run by Python 3.10: the actions that the trained policies predict after an intent that no rule knows."""

from __future__ import annotations

import asyncio
import sys

from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, UserUttered

TOURS_MAXIMUM = 12


async def main(model: str) -> None:
    """Print the predicted actions, marked « ACTION » (Rasa writes there too), until the bot listens."""
    agent = Agent.load(model)
    tracker = await agent.processor.fetch_tracker_and_update_session("repli")
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("quoi", intent={"name": "intention_sans_regle", "confidence": 1.0}))
    for _ in range(TOURS_MAXIMUM):
        action, _prediction = agent.processor.predict_next_with_tracker_if_should(tracker)
        print("ACTION", action.name())
        tracker.update(ActionExecuted(action.name()))
        if action.name() == "action_listen":
            return


asyncio.run(main(sys.argv[1]))
