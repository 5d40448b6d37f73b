"""Usual answers: our own texts, ready to be put into the box, read and changed.

One that states a rule is there only where the municipality's scheme has that rule, with a source
(promise 3): a caseworker is tempted no more than the assistant to say what is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.texts import TextError, TooSensitive
from casework.room import Room
from channels.desk.free_text import objections
from channels.models import Conversation
from provider_catalog.vocabulary import StatedIn

_RULED: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "how_to.switch_any_time": ("switch_any_time", lambda value: value is True),
    "how_to.no_reason": ("needs_reason", lambda value: value is False),
    "deadline.in_letter": ("choice_deadline", lambda value: isinstance(value, StatedIn)),
    "price.same": ("price", lambda value: str(value).startswith("same_for_all")),
    "no_choice.municipal": ("default_without_choice", lambda value: value == "municipal_service"),
}
"""By text: the rule that it states, and what the rule must be for it to be true."""
_ALWAYS = ("problem.sorry", "proof.why", "emergency")


@dataclass(frozen=True)
class Usual:
    """A usual answer.

    Attributes:
        name: of the text.
        text: as the person would get it.
    """

    name: str
    text: str


def answers(room: Room, conversation: Conversation, *, private: bool) -> list[Usual]:
    """The usual answers for a conversation, in its channel's words and its written standard.

    Args:
        private: whether private things may be written in it.
    """
    scheme = room.catalogue.scheme(conversation.municipality)
    is_open = scheme.open_on(room.clock.today())
    true = [name for name, (rule, fits) in _RULED.items() if fits(scheme.rule(rule).value)]
    found = []
    for name in (*(true if is_open else ()), *_ALWAYS):
        text = _words(room, conversation, name)
        if text is not None and not objections(text, private=private):
            found.append(Usual(name, text))
    return found


def _words(room: Room, conversation: Conversation, name: str) -> str | None:
    texts = room.texts.of(conversation.municipality)
    try:
        return texts.render({"say": name}, conversation.channel, conversation.standard).text
    except (TextError, TooSensitive):
        return None
