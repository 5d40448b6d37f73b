"""Two readings as they are kept, and whether they agree. No words of the person stand in them."""

from collections.abc import Callable
from typing import Any

from assistant.second_reader.reading import Choice, Pair, Reading

ALL = "all"

NameOf = Callable[[str], str]


def as_kept(reading: Reading, name_of: NameOf) -> dict[str, Any]:
    """A reading as it is kept and shown: intents, and the frame with names.

    A condition is the person's own words, so only that there is one is kept.
    """
    return {
        "acts": [act.intent for act in reading.acts],
        "choice": _choice_as_kept(reading.choice, name_of) if reading.choice else None,
    }


def _choice_as_kept(choice: Choice, name_of: NameOf) -> dict[str, Any]:
    def pairs(given: tuple[Pair, ...]) -> list[dict[str, str | None]]:
        return [
            {"service": service, "provider": name_of(provider) if provider else None}
            for service, provider in given
        ]

    return {
        "want": pairs(choice.want),
        "keep": pairs(choice.keep),
        "reject": [name_of(each) for each in choice.reject],
        "condition": choice.condition is not None,
        "negated": choice.negated,
    }


def agreement(ours: Reading, other: Reading) -> dict[str, bool]:
    """In what two readings of a message agree, by the table's columns."""
    return {
        "same_first": _intents(ours)[:1] == _intents(other)[:1],
        "same_acts": set(_intents(ours)) == set(_intents(other)),
        "same_choice": _comparable(ours.choice) == _comparable(other.choice),
    }


def _intents(reading: Reading) -> list[str]:
    return [act.intent for act in reading.acts]


def _comparable(choice: Choice | None) -> object:
    """A frame by what it leads to: help that is not named, and all of it, are the same."""
    if choice is None:
        return None

    def pairs(given: tuple[Pair, ...]) -> frozenset[Pair]:
        return frozenset((None if service == ALL else service, who) for service, who in given)

    condition = choice.condition is not None
    return pairs(choice.want), pairs(choice.keep), frozenset(choice.reject), condition
