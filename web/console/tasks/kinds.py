"""The kinds of work in the one list: what is to be done about a conversation."""

from collections import Counter
from collections.abc import Iterable

from casework.tasks.call_log import BY_PHONE
from casework.tasks.queue import Waiting
from web.console.tasks.wishes import REASONS as WISHES

ANSWER, CALL, WISH, UNDELIVERED = "answer", "call", "wish", "undelivered"
KINDS = {
    ANSWER: "Svare",
    CALL: "Ringe",
    WISH: "Ønsker og klager",
    UNDELIVERED: "Ikke levert",
}
"""In the order of the tabs."""


def kinds_of(waiting: Waiting) -> frozenset[str]:
    """What is to be done: several things where several are asked for."""
    found = {_kind(reason) for _, reason in waiting.tasks}
    return frozenset(found | {CALL} if waiting.promised_at or call_of(waiting) else found)


def call_of(waiting: Waiting) -> int | None:
    """The task whose page tells whom to ring; None where nobody is to be rung."""
    if waiting.promised_at is not None:
        return waiting.tasks[0][0]
    return next((id_ for id_, reason in waiting.tasks if reason in BY_PHONE), None)


def wish_of(waiting: Waiting) -> int | None:
    """The task whose page holds the wish or the draft of the complaint, or None."""
    return next((id_ for id_, reason in waiting.tasks if reason in WISHES), None)


def undelivered_of(waiting: Waiting) -> int | None:
    """The task of a text that did not arrive, or None."""
    found = (id_ for id_, reason in waiting.tasks if _is_undelivered(reason))
    return next(found, None)


def counted(tasks: Iterable[tuple[str, str, bool]]) -> Counter[str]:
    """How many conversations there are of each kind, and under "" in all.

    Args:
        tasks: as `Queue.open_reasons` gives them.
    """
    found: set[tuple[str, str]] = set()
    for conversation, reason, promised in tasks:
        kinds = {"", _kind(reason)} | ({CALL} if promised or reason in BY_PHONE else set())
        found |= {(conversation, kind) for kind in kinds}
    return Counter(kind for _, kind in found)


def _kind(reason: str) -> str:
    if reason in WISHES:
        return WISH
    if _is_undelivered(reason):
        return UNDELIVERED
    return CALL if reason in BY_PHONE else ANSWER


def _is_undelivered(reason: str) -> bool:
    return reason.startswith("undeliverable")
