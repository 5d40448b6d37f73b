"""The domain events of the register: a contract with whoever acts on what happens here."""

from enum import StrEnum


class EventType(StrEnum):
    """What can happen. In the past tense, because an event is a fact and no command."""

    CHOICE_RECEIVED = "choice_received"
    CHOICE_APPROVED = "choice_approved"
    """Also when an approved choice gets another date: the payload has it."""
    CHOICE_REJECTED = "choice_rejected"
    CHOICE_ENDED = "choice_ended"
    """It was in effect; the payload tells why."""
    CHOICE_UNDONE = "choice_undone"
    """It was under way; the payload tells whether it was undone, replaced, stopped or left by a
    move."""
    MANDATE_GIVEN = "mandate_given"
    MANDATE_ENDED = "mandate_ended"


class Undoing(StrEnum):
    """Why a choice under way came to nothing, other than by a caseworker's no."""

    UNDONE = "undone"
    REPLACED = "replaced"
    MOVED = "moved"
    STOPPED = "stopped"
    """The person says that it was somebody else: a word from the number on record."""
