"""Names of providers, held against what people say to us: a name must take no other message.

What understanding looks for it finds with some slips forgiven, so a name that is also a word of the
dialogue would take over messages that mean something else. Whoever edits and whoever approves is
told which.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Protocol

MOST_EXACT = 3
"""A name that stands word for word in more messages than these is a common word."""
MOST_ALIKE = 20
"""A name that so many messages are nearly like is taken for something else all the time."""
SHOWN = 3
SHORTENED = 70


@dataclass(frozen=True)
class Taken:
    """A message in which a name would be found though nobody meant it.

    Attributes:
        exact: whether the name stands there letter for letter, and not just nearly.
        whole: whether the message is nothing else: a command, a yes, another name.
    """

    message: str
    exact: bool
    whole: bool


class NameTrial(Protocol):
    """Tries names on what people say (`service.engine.name_trial` has it)."""

    def taken(
        self, forms: Sequence[str], known: Iterable[Mapping[str, str]], own: str
    ) -> dict[str, list[Taken]]:
        """By name, the messages that it would take (`service.engine.name_trial`)."""


def unfit(form: str, taken: Sequence[Taken]) -> str | None:
    """Why a name cannot be used, in plain Bokmål; None where it can."""
    if sum(sign.isalpha() for sign in form) < 2:  # noqa: PLR2004 - one letter is no name
        return f"«{form}» må ha minst to bokstaver."
    whole = [each for each in taken if each.whole]
    exact = [each for each in taken if each.exact]
    if whole or len(exact) > MOST_EXACT or len(taken) > MOST_ALIKE:
        return (
            f"«{form}» kan ikke være et navn. "
            f"Folk sier det når de mener noe annet: {_some(whole or exact or taken)}."
        )
    return None


def tell_name(form: str, taken: Sequence[Taken]) -> str:
    """What a name that can be used does all the same, for the one who approves it."""
    if not taken:
        return f"«{form}» ligner ikke på noe folk ellers sier."
    return f"«{form}» blir også funnet i {len(taken)} av meldingene: {_some(taken)}."


def _some(taken: Sequence[Taken]) -> str:
    # The shortest say it best.
    shortest = sorted({each.message for each in taken}, key=lambda each: (len(each), each))
    return ", ".join(f"«{shorten(each, SHORTENED)}»" for each in shortest[:SHOWN])
