"""What a notice is said as, what came of placing it, and which kinds must reach the person."""

import enum
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from conversations.notifications.models import NoticeKind
from conversations.renderer import Say

ANSWERED_WITHIN = timedelta(days=7)
"""A thread stays open so long for the answer to a notice; people do not answer at once."""

WARNINGS = frozenset({NoticeKind.WARNING, NoticeKind.MANDATE})
"""«Var det deg?»: they interrupt, go in the evening and on Sundays too, and NEI stops it.

What they ask waits in no slot: it is answered whatever else is asked meanwhile (`open_warnings`).
"""
MUST_REACH = frozenset({NoticeKind.PROVIDER_LEAVES, NoticeKind.DECIDED, *WARNINGS})
"""Who wants no texts gets a letter or a call instead: the person has something to decide."""
BY_LETTER = "warn_by_letter"
"""The reason of the task where a warning can only be written."""
OPTED_OUT = "undeliverable_opted_out"


class Why(enum.StrEnum):
    """Why a notice was dropped."""

    NO_LONGER_TRUE = "no_longer_true"
    SWITCHED_OFF = "switched_off"
    OPTED_OUT = "opted_out"
    NO_NUMBER = "no_number"
    """We have no number for the person: a letter is the only way."""
    BY_LETTER = "by_letter"
    """We have no number, and a caseworker has written a letter."""
    WORDING = "wording"
    """It could not be said; a caseworker has a task."""
    HELD_BACK = "held_back"
    """Its conversation had no quiet hour for days; a caseworker has a task."""


class Placing(enum.StrEnum):
    """What came of trying to place a notice."""

    PLACED = "placed"
    LATER = "later"
    """Not at this hour, or the person is writing just now."""
    NOT_WANTED = "not_wanted"
    GONE = "gone"
    """Another process has placed or dropped it."""


@dataclass(frozen=True)
class Wording:
    """How a notice is said, and what is then waited for.

    Args:
        says: the messages, the question last.
        slots: set in the conversation; None removes one. Empty where nothing is asked: then what
            was asked before stays asked.
    """

    says: list[Say]
    slots: dict[str, Any]
