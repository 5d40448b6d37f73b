"""Rasa's last step of understanding: the acts agree with the intent that was settled on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.grammar import NOT_A_PERSON
from assistant.nlu.listening.frames.with_names import with_names
from assistant.nlu.rasa_messages import ACTS, CHOICE, KIND, Component

DOUBT = "nlu_fallback"


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=False)
class ActsInOrder(Component):
    """Puts the intent first among the acts, whatever decided it: form, danger or the question."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Order the acts of each message."""
        for message in messages:
            text = message.get("text") or ""
            intent = message.get("intent") or {}
            if intent.get("name") == DOUBT:
                intent = message.get("likely_intent") or intent
            acts = in_order(message.get(ACTS) or [], intent, len(text))
            message.set(ACTS, acts, add_to_output=True)
            choice = message.get(CHOICE)
            named = with_names(choice) if choice else None
            message.set("choice_in_names", named, add_to_output=True)
        return messages


def in_order(
    acts: Sequence[dict[str, Any]], intent: dict[str, Any], length: int
) -> list[dict[str, Any]]:
    """The acts with the intent first; alone where no person wrote the message.

    Args:
        acts: as heard, in Rasa's form.
        intent: name and confidence that understanding settled on.
        length: of the message.
    """
    name, confidence = intent.get("name"), intent.get("confidence", 0.0)
    if not name:
        return []
    known = next((act for act in acts if act["intent"] == name), None)
    place = known or {"start": 0, "end": length}
    first = {"intent": name, "confidence": confidence, "start": place["start"], "end": place["end"]}
    if name in NOT_A_PERSON:
        return [first]
    return [first, *(act for act in acts if act["intent"] != name)]
