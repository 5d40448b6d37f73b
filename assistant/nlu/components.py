"""Rasa's graph components: each a thin door to one plain module of this folder."""

from __future__ import annotations

import logging
import os
from datetime import date, datetime
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.classifier import IntentModel
from assistant.nlu.grammar import Reading, read
from assistant.nlu.normalise import Normalised, normalise

logger = logging.getLogger(__name__)
NORMALISED = "normalised"
KIND = DefaultV1Recipe.ComponentType


def normalised_of(message: Message) -> Normalised:
    """The message's normalised form, made once a message."""
    known = message.get(NORMALISED)
    if known is None:
        known = normalise(message.get("text") or "")
        message.set(NORMALISED, known)
    return known


def today() -> date:
    """The day it is; BRUKERVALG_NOW freezes it for demo and tests, as in the app."""
    frozen = os.environ.get("BRUKERVALG_NOW")
    return datetime.fromisoformat(frozen.replace("Z", "+00:00")).date() if frozen else date.today()


def set_ranking(message: Message, ranking: list[tuple[str, float]]) -> None:
    """Give the message its intent and ranking in Rasa's form."""
    named = [{"name": intent, "confidence": confidence} for intent, confidence in ranking]
    message.set("intent", named[0], add_to_output=True)
    message.set("intent_ranking", named, add_to_output=True)


class _Door(GraphComponent):
    """What the components that learn nothing have in common."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Door:
        """Make the component from its part of config.yml."""
        return cls(config)


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntents(GraphComponent, IntentClassifier):
    """Ranks intents with `classifier.IntentModel`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents are reported."""
        return {"ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self.config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntents:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples in assistant/data/nlu."""
        examples = training_data.intent_examples
        self._model = IntentModel().fit(
            [example.get("text") for example in examples],
            [example.get("intent") for example in examples],
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "intents.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntents:
        """Read what `train` wrote."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder / "intents.joblib")
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message."""
        for message in messages:
            if self._model is None:
                continue
            normalised = normalised_of(message)
            set_ranking(message, self._model.ranking(normalised, self.config["ranking_length"]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that comes after learns from what is ranked here."""
        return training_data


@DefaultV1Recipe.register(KIND.ENTITY_EXTRACTOR, is_trainable=False)
class Grammar(_Door):
    """Numbers, dates, codes and short commands with `grammar.read`; certain where it speaks."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities, and the intent where the message's form decides it."""
        for message in messages:
            reading = read(normalised_of(message), today())
            add_entities(message, reading)
            if reading.intent:
                others = [
                    (entry["name"], 0.0)
                    for entry in message.get("intent_ranking") or []
                    if entry["name"] != reading.intent
                ]
                set_ranking(message, [(reading.intent, 1.0), *others])
        return messages


def add_entities(message: Message, reading: Reading) -> None:
    """Put entities on the message in Rasa's form, beside those already there."""
    entities = message.get("entities") or []
    message.set("entities", entities + [found.as_rasa() for found in reading.entities], add_to_output=True)
