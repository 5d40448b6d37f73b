"""Usual answers: our own texts, ready to be put into the box, read and changed.

One that states a rule is there only where the municipality's scheme has that rule, with a source
(promise 3): a caseworker is tempted no more than the assistant to say what is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.texts import TextError, TooSensitive
from casework.writing.free_text import objections
from casework.writing.saved_answers import fill
from conversations.models import Conversation
from provider_catalog.revisions.revisions import Revisions
from provider_catalog.vocabulary import StatedIn
from web.console.dependencies import Dependencies
from web.console.request.current_user import acting_caseworker

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
        title: what it is about, for one of the municipality's own; else empty.
    """

    name: str
    text: str
    title: str = ""


def answers(
    deps: Dependencies, conversation: Conversation, *, private: bool, name: str = ""
) -> list[Usual]:
    """The usual answers for a conversation, in its channel's words and its written standard.

    Args:
        name: of the person, where it is known and proven; empty where it is not.
        private: whether private things may be written in it.
    """
    scheme = deps.catalogue.scheme(conversation.municipality)
    is_open = scheme.open_on(deps.clock.today())
    true = [name for name, (rule, fits) in _RULED.items() if fits(scheme.rule(rule).value)]
    found = []
    for each in (*(true if is_open else ()), *_ALWAYS):
        text = _words(deps, conversation, each)
        if text is not None and not objections(text, private=private):
            found.append(Usual(each, text))
    return [*_own(deps, conversation, name), *found]


def _own(deps: Dependencies, conversation: Conversation, name: str) -> list[Usual]:
    """The municipality's own saved answers, filled in, the first made first."""
    editions = Revisions(deps.database, deps.clock)
    values = {
        "fornavn": (name.split() or [""])[0],
        "saksbehandler": acting_caseworker().first_name,
        "kommune": deps.catalogue.municipality(conversation.municipality).name,
    }
    return [
        Usual(
            each.piece,
            fill(each.content[conversation.standard], values),
            str(each.content["title"]),
        )
        for each in editions.in_force_of_kind(conversation.municipality, "answer")
    ]


def _words(deps: Dependencies, conversation: Conversation, name: str) -> str | None:
    texts = deps.texts.of(conversation.municipality)
    try:
        return texts.render({"say": name}, conversation.channel, conversation.standard).text
    except (TextError, TooSensitive):
        return None
