"""What an action answers: texts to say by name, acts for the channel, and slots to set."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from provider_catalog.duty import SameDay
from provider_catalog.scheme import Rule

Option = dict[str, Any]


def word(name: str) -> dict[str, Any]:
    """A text used as a word inside another, for instance «fact.missing»."""
    return {"say": name}


class Reply:
    """Collects an answer; every method returns the reply itself, so that calls can be chained."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.slots: dict[str, Any] = {}

    def say(
        self,
        text: str,
        /,
        *,
        expect: str | None = None,
        options: Iterable[Option] = (),
        source: Rule | SameDay | None = None,
        values: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> "Reply":
        """Say a text.

        Args:
            text: its name in assistant/texts.
            expect: what kind of answer it asks for: code, birth_date, yes_no, option or free.
            options: what can be picked, each with `label` and `value`.
            source: the rule, or the number, that the text states; its page and date go along.
            values: what the text is filled with, plain or typed; `more` is the same by name.
        """
        message: dict[str, Any] = {"say": text, "values": {**(values or {}), **more}}
        if expect:
            message["expect"] = expect
        if listed := list(options):
            message["options"] = listed
        if source is not None:
            message["source"] = {"url": source.source, "checked": source.checked.isoformat()}
        self.messages.append(message)
        return self

    def do(self, act: str, /, **details: Any) -> "Reply":
        """Ask the channel for an act: hand_over, repeat, pace, more, suppress, standard, end …"""
        self.messages.append({"do": act, **details})
        return self

    def set(self, **slots: Any) -> "Reply":
        """Set slots; None empties one."""
        self.slots.update(slots)
        return self

    def ask(self, pending: str, text: str, /, *, expect: str, **more: Any) -> "Reply":
        """Say a question and remember that it waits for an answer."""
        return self.say(text, expect=expect, **more).set(pending=pending)

    def then(self, other: "Reply") -> "Reply":
        """Go on with another reply; its slots win."""
        self.messages.extend(other.messages)
        self.slots.update(other.slots)
        return self

    def once(self) -> Iterator[dict[str, Any]]:
        """The messages, none of them said twice: two roads may lead to the same answer."""
        said: list[dict[str, Any]] = []
        for message in self.messages:
            if message not in said:
                said.append(message)
                yield message
