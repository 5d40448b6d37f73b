"""The states, results and reasons of the register, and what it hands out about them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from choice_register.mandates.types import MandateView


class ChoiceState(StrEnum):
    """The life of a choice."""

    RECEIVED = "received"
    APPROVED = "approved"
    IN_EFFECT = "in_effect"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


UNDER_WAY = (ChoiceState.RECEIVED, ChoiceState.APPROVED)
TAKES_A_PLACE = (*UNDER_WAY, ChoiceState.IN_EFFECT)


class EndReason(StrEnum):
    """Why a choice in effect ended, where no caseworker says so in words."""

    SWITCHED = "switched"
    """Another choice took its place."""
    NO_DECISION = "no_decision"
    """No decision grants the service any more."""
    MOVED = "moved"
    """The person has moved to another municipality."""
    CASEWORKER = "caseworker"
    """A caseworker ended it, and said why in words: those stand in the case, not in the event."""


class LetterState(StrEnum):
    """The state of a letter's code. Expiry is a matter of time, not of state."""

    LIVE = "live"
    REPLACED = "replaced"
    LOCKED = "locked"


class Authority(StrEnum):
    """On whose authority a choice is made."""

    SELF = "self"
    """The person, who has proved who it is in the conversation."""
    MANDATE = "mandate"
    """Somebody with a live mandate to choose, proven in the conversation."""
    CASEWORKER = "caseworker"
    """A caseworker, for a wish received on paper, by phone or face to face."""


class CodeResult(StrEnum):
    """What came of a try at a code."""

    OK = "ok"
    SLIP = "slip"
    """Not nine digits, or the check digit does not fit: a slip of the finger, and costs no try."""
    WRONG = "wrong"
    EXPIRED = "expired"
    """The right code of a letter that is too old, or that a newer letter has replaced."""
    # After any of the next three the letter's second code is taken all the same.
    LOCKED_CONVERSATION = "locked_conversation"
    LOCKED_NUMBER = "locked_number"
    LOCKED_ALL = "locked_all"
    LOCKED_LETTER = "locked_letter"
    """The right code of a letter that was locked."""
    OWN_LETTER = "own_letter"
    """The right code of a letter, given by somebody who says that the letter is another's: it is no
    proof of being that person, and a relative's authority is a mandate."""
    MANDATE_OVER = "mandate_over"
    """The right code of a mandate that has ended, or whose code was not used in time."""
    OF_ONESELF = "of_oneself"
    """The right code of a mandate, given by its giver: it stays unused."""
    NOT_AS_AGENT = "not_as_agent"
    """The right code of a mandate, from no number, where the own case was asked for: it may be the
    giver. It stays unused until somebody says to have a mandate."""


class RefusalReason(StrEnum):
    """Why a choice was refused."""

    NO_DECISION = "no_decision"
    SERVICE_NOT_IN_DECISION = "service_not_in_decision"
    SCHEME_PLANNED = "scheme_planned"
    SCHEME_NO_PROVIDER = "scheme_no_provider"
    SCHEME_ENDING = "scheme_ending"
    """It would take effect after the scheme's last day."""
    SCHEME_ENDED = "scheme_ended"
    UNKNOWN_PROVIDER = "unknown_provider"
    PROVIDER_NOT_HERE = "provider_not_here"
    """The provider has no contract with this municipality."""
    SERVICE_NOT_COVERED = "service_not_covered"
    DISTRICT_NOT_COVERED = "district_not_covered"
    DATE_NOT_COVERED = "date_not_covered"
    FULL = "full"
    SAME_AS_NOW = "same_as_now"
    ALREADY_CHOSEN = "already_chosen"
    """The same provider is chosen already and under way."""
    UNDER_WAY = "under_way"
    """Another choice for the service is under way; `replaces=True` puts this one in its place."""


class UndoRefusal(StrEnum):
    """Why a choice could not be taken back."""

    UNKNOWN_CASE = "unknown_case"
    IN_EFFECT = "in_effect"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class ChoiceRefused(Exception):
    """A choice was refused; nothing of the request was registered."""

    def __init__(self, reason: RefusalReason, service: str, provider_id: str) -> None:
        super().__init__(f"{reason}: {service}, {provider_id}")
        self.reason = reason
        self.service = service
        self.provider_id = provider_id


class UndoRefused(Exception):
    """A choice could not be taken back."""

    def __init__(self, reason: UndoRefusal) -> None:
        super().__init__(str(reason))
        self.reason = reason


class NotProven(Exception):
    """The conversation holds no valid proof that this person is the one in it."""


class OutOfScope(NotProven):
    """The conversation holds a mandate that does not reach so far."""


class NotAllowed(Exception):
    """A step that does not follow from the state that the choice is in."""


class NotGranted(NotAllowed):
    """A choice for which no decision grants the service on the day when it would take effect."""


class Overtaken(NotAllowed):
    """A step decided by a look at the case that is not true any more: somebody was faster."""


@dataclass(frozen=True)
class Attempt:
    """A try at a code.

    Attributes:
        code: as typed or heard; blanks and hyphens do not matter.
        caller: the number that called or wrote, in E.164; None where there is none.
        key: the turn's idempotency key.
        certain: whether the code was given as nine digits. One whose noughts at the start were left
            out may be another with a digit lost: where it is wrong it is a slip, and costs no try
            of the conversation's; what it is compared with is counted all the same.
        for_another: whether whoever gives it has said to be somebody else than whom the letter is
            to: then only the code of a mandate proves anything.
        another_before: whether somebody else was talking there before: the conversation proves the
            person, but is not the person's own words (`ANOTHER_SPOKE`).
        second: the letter's second code, where it was asked for: after too many wrong codes from
            somewhere or in all, a first code is compared with nothing but that very letter.
        signed_in: the national id of who gives it, where that is known: nobody uses the code of a
            mandate that is the own one.
        as_agent: whether whoever gives it has said to act for somebody else.
        own_case: whether the own case was asked for.
        proven_as: the person who has been proven there as herself, if anybody.
    """

    code: str
    birth_date: date
    conversation: str
    caller: str | None
    municipality: str
    channel: str
    key: str
    certain: bool = True
    for_another: bool = False
    another_before: bool = False
    second: str | None = None
    signed_in: str | None = None
    as_agent: bool = False
    own_case: bool = False
    proven_as: int | None = None


@dataclass(frozen=True)
class NewService:
    """A service to be granted in a decision; see `ServiceView`."""

    service: str
    hours_per_week: float | None = None
    tasks: tuple[str, ...] = ()
    choose_by: date | None = None


@dataclass(frozen=True)
class PersonView:
    """A person, without the national id.

    Attributes:
        mandate: where somebody else acts for the person in the conversation that was asked about:
            by which mandate; None everywhere else.
    """

    id: int
    name: str
    birth_date: date
    phone: str | None
    municipality: str
    district: str | None
    standard: str
    mandate: MandateView | None = None


@dataclass(frozen=True)
class ServiceView:
    """A granted service and who delivers it now.

    Attributes:
        hours_per_week: hours, or None when the decision does not state them.
        provider_id: the provider now: the one of the choice in effect, else the municipality's own.
        since: the first day with that provider by choice; None for the municipality's by default.
        choose_by: the last day to choose that the letter gives, or None.
    """

    service: str
    hours_per_week: float | None
    tasks: tuple[str, ...]
    provider_id: str
    since: date | None
    choose_by: date | None


@dataclass(frozen=True)
class DecisionView:
    """The decision in force."""

    reference: str
    decided_on: date
    valid_from: date
    valid_to: date | None
    services: tuple[ServiceView, ...]


@dataclass(frozen=True)
class ChoiceRequest:
    """A choice for one or more services at once.

    Attributes:
        picks: service to provider id.
        authority: see `Authority`; SELF and MANDATE need their proof in the conversation.
        key: the turn's idempotency key.
        replaces: whether a choice under way for the same service is to be withdrawn for this one.
    """

    person_id: int
    picks: dict[str, str]
    channel: str
    authority: Authority | str
    conversation: str | None
    key: str
    replaces: bool = False


@dataclass(frozen=True)
class ChoiceView:
    """A choice for one service.

    Attributes:
        effect_date: the day it takes effect, or None when the municipality does not state it.
        can_undo: whether the person can take it back today.
        authority: on whose it was made.
        mandate_id: the mandate that it was made with, if it was.
        end_reason: why one that was in effect ended.
        channel: through which it was made; empty in outcomes kept from before.
        conversation: where it was made; None on paper, and in outcomes kept from before.
    """

    case_number: str
    service: str
    provider_id: str
    state: ChoiceState
    received_at: datetime
    effect_date: date | None
    can_undo: bool
    rejection_reason: str | None = field(default=None)
    authority: Authority | None = None
    mandate_id: int | None = None
    ended_on: date | None = None
    end_reason: str | None = None
    channel: str = ""
    conversation: str | None = None
