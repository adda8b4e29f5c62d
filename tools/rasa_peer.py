"""Runs inside `.venv-rasa`: trains an NLU pipeline and reads questions with it.

`python rasa_peer.py FOLDER`, FOLDER holding config.yml, nlu.yml, domain.yml and questions.json; writes
predictions.json: the name of the best intent (or of the best response of the selector) for each question.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path


def main() -> None:
    """Train, then predict."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    folder = Path(sys.argv[1])
    model = train_nlu(
        str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), domain=str(folder / "domain.yml")
    )
    agent = Agent.load(model)
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    found = asyncio.run(predict(agent, questions))
    (folder / "predictions.json").write_text(json.dumps(found), encoding="utf-8")


async def predict(agent, questions: list[str]) -> list[str]:  # type: ignore[no-untyped-def]
    """The best label of each question."""
    found = []
    for question in questions:
        read = await agent.parse_message(question)
        selector = read.get("response_selector", {}).get("default", {}).get("ranking")
        found.append(selector[0]["intent_response_key"] if selector else read["intent"]["name"])
    return found


if __name__ == "__main__":
    main()
