"""What our components read from Rasa's messages and put on them, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.entity import Found
from assistant.nlu.wording.normalise import Normalised, normalise

NORMALISED, NAMED = "normalised", "named"
ACTS, CHOICE = "acts", "choice"
KIND = DefaultV1Recipe.ComponentType


def normalised_of(message: Message) -> Normalised:
    """The message's normalised form, made once a message."""
    known = message.get(NORMALISED)
    if known is None:
        known = normalise(message.get("text") or "")
        message.set(NORMALISED, known)
    return known


def set_ranking(message: Message, ranking: list[tuple[str, float]]) -> None:
    """Give the message its intent and ranking in Rasa's form."""
    named = [{"name": intent, "confidence": confidence} for intent, confidence in ranking]
    message.set("intent", named[0], add_to_output=True)
    message.set("intent_ranking", named, add_to_output=True)


def ranking_of(message: Message) -> list[tuple[str, float]]:
    """The message's intents and their confidence, likeliest first."""
    ranking = message.get("intent_ranking") or []
    return [(entry["name"], entry["confidence"]) for entry in ranking]


def author_of(example: Message) -> str | None:
    """Who wrote a training message, from its metadata; None for those who built the assistant."""
    metadata = (example.get("metadata") or {}).get("intent") or {}
    author = metadata.get("author")
    return str(author) if author else None


def add_entities(message: Message, found: Iterable[Found]) -> None:
    """Put what was found on the message in Rasa's form, beside what is already there."""
    entities = message.get("entities") or []
    message.set("entities", entities + [one.as_rasa() for one in found], add_to_output=True)


class Component(GraphComponent):
    """What the components that learn nothing have in common."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Component:
        """Make the component from its part of config.yml."""
        return cls(config)
