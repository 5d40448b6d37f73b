"""The embedded reader behind the interface of every reader: the default, which needs nothing."""

from collections.abc import Mapping
from typing import Any

from assistant.second_reader.ours import stands
from assistant.second_reader.reading import (
    Act,
    Choice,
    Named,
    NoReading,
    Reading,
    ReadingContext,
)
from conversations.turns.assistant_client import AssistantClient, AssistantFailed

KINDS = ("provider", "service")
"""Kinds of names that another reader may see."""


class EmbeddedReader:
    """Reads by asking the engine, on loopback.

    Args:
        assistant: the way to it.
    """

    def __init__(self, assistant: AssistantClient) -> None:
        self._assistant = assistant

    def read(self, message: str, context: ReadingContext) -> Reading:
        """The acts of a message, what was found in it, and whether another may read it."""
        place = {"pending": context.pending, "names": list(context.names)}
        try:
            return reading_of(self._assistant.understand(message, **place), context.pending)
        except AssistantFailed as failed:
            raise NoReading("failed", failed.failing.value) from failed


def reading_of(understood: Mapping[str, Any], pending: str | None) -> Reading:
    """A reading of what the engine understood (`/parse`)."""
    frame = understood.get("frame")
    return Reading(
        acts=tuple(
            Act(act["intent"], act["start"], act["end"], act["confidence"])
            for act in understood.get("acts") or ()
        ),
        choice=_choice(frame) if frame else None,
        named=tuple(
            Named(each["entity"], str(each["value"]), each["start"], each["end"])
            for each in understood.get("entities") or ()
            if each["entity"] in KINDS
        ),
        stands=stands(understood, pending),
        doubted=bool(understood.get("doubt")),
    )


def _choice(frame: Mapping[str, Any]) -> Choice:
    pairs = {
        part: tuple((each["service"], each["provider"]) for each in frame[part])
        for part in ("want", "keep")
    }
    return Choice(
        **pairs,
        reject=tuple(frame["reject"]),
        condition=frame["condition"],
        negated=frame["negated"],
    )
