"""What begins with « ∕ » (U+2215) is a question, whatever it says.

The site writes a typed leading « / » that way, because Rasa runs « /intent » as an order. « /recommencer » typed by a
visitor must then not act as one by its mere words.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

BARRE = "\u2215"


# Rasa checks the graph by the *names* of the methods' parameters: `messages` must stay as it is.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PlainTextClassifier(IntentClassifier, GraphComponent):
    """Gives the intent `intent` to a text that begins with the neutralised slash; place it last in the pipeline."""

    def __init__(self, intent: str) -> None:
        self._intent = intent

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The option: `intent`, the intent of such a text."""
        return {"intent": "poser_question"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlainTextClassifier:
        """Build the component for one graph node (Rasa's entry point)."""
        return cls(config["intent"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent where it applies and return the same list."""
        for message in messages:
            if (message.get(TEXT) or "").lstrip().startswith(BARRE):
                heard = {INTENT_NAME_KEY: self._intent, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, heard, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [heard], add_to_output=True)
        return messages
