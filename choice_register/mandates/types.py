"""Mandates: kinds, scopes and states, what is asked for, and what is handed out about them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MandateKind(StrEnum):
    """Where the authority comes from."""

    GIVEN = "given"
    """The person gave it, in the dialogue with the own code or on a signed paper."""
    GUARDIAN = "guardian"
    """A guardian (verge) whose appointment covers this."""
    ATTORNEY = "attorney"
    """A future mandate (fremtidsfullmakt) that has come into force."""


class Scope(StrEnum):
    """How far a mandate reaches."""

    SEE = "see"
    """See the decision, the provider and the choices."""
    CHOOSE = "choose"
    """See, and also choose, switch and take back."""


class MandateState(StrEnum):
    """How a mandate stands on a day. Only the withdrawal is kept, the rest is by date."""

    LIVE = "live"
    COMING = "coming"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Paper(StrEnum):
    """A paper that a caseworker is shown."""

    SIGNED = "signed"
    """A mandate that the person has written and signed."""
    GUARDIAN = "guardian"
    ATTORNEY = "attorney"
    NEXT_OF_KIN = "next_of_kin"
    """Legalfullmakt: a spouse's or grown child's authority in everyday money matters. It is no
    authority towards the municipality, so it is always refused.
    https://www.aldringoghelse.no/tema/lover-og-forskrifter/fullmakt-og-vergemal/"""


class MandateRefusal(StrEnum):
    """Why a mandate was not given, registered or withdrawn."""

    NO_NAME = "no_name"
    BAD_PHONE = "bad_phone"
    BAD_DAYS = "bad_days"
    """It ends before it begins or today, or lasts longer than a year."""
    TOO_MANY = "too_many"
    NEXT_OF_KIN = "next_of_kin"
    NO_PAPER = "no_paper"
    """No reference for the paper, or it is said to have been seen on a day to come."""
    NOT_HERE = "not_here"
    """The person is not this municipality's."""
    NOT_THE_GIVER_S = "not_the_giver_s"
    """A guardian's or attorney's is not ended by a word: a caseworker looks at the paper."""
    BOUND = "bound"
    """Somebody else has signed in with it before."""
    OF_ONESELF = "of_oneself"
    """The giver and the one who would act are the same: nobody needs a mandate for the own case."""
    OWN_CODE = "own_code"
    """The code of a person's own letter, which is nobody else's to use."""


class CheckReason(StrEnum):
    """Why a mandate deserves a caseworker's look."""

    ENDS_SOON = "ends_soon"
    CODE_UNUSED = "code_unused"
    """Its code ran out before anybody used it: the text may have gone to a wrong number."""
    CODE_LOCKED = "code_locked"
    """Too many wrong codes in a row were compared with it."""


class MandateRefused(Exception):
    """Nothing was done, and why."""

    def __init__(self, reason: MandateRefusal) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class NewMandate:
    """A mandate that the person gives in a conversation.

    Attributes:
        agent_phone: the mobile number that the code goes to; with or without +47.
        valid_to: its last day; None for 90 days from today.
        key: the turn's idempotency key.
    """

    person_id: int
    agent_name: str
    agent_phone: str
    scope: Scope
    conversation: str
    channel: str
    key: str
    valid_to: date | None = None


@dataclass(frozen=True)
class PaperMandate:
    """A mandate that a caseworker registers, having seen the paper.

    Attributes:
        reference: which paper it was: its case number, or where a copy lies. Never a national id.
        agent_phone: None where the code is handed over or sent by letter.
        agent_national_id: the agent's, where the paper tells it: then sign-in alone is enough.
        valid_to: the last day, at most a year away; the paper is then looked at again.
        key: the same key again does nothing twice.
    """

    municipality: str
    person_id: int
    paper: Paper
    reference: str
    seen_on: date
    agent_name: str
    scope: Scope
    valid_to: date
    key: str
    valid_from: date | None = None
    agent_phone: str | None = None
    agent_national_id: str | None = None


@dataclass(frozen=True)
class MandateView:
    """A mandate, without what would tell who the agent is by number.

    Attributes:
        valid_to: the last day on which it can be used.
        bound: whether somebody has signed in with it, so that nobody else can.
        given_through: the channel: sms, phone, web or casework.
        withdrawn_by: `person`, `agent`, `system` or `caseworker:` and a name.
    """

    id: int
    person_id: int
    municipality: str
    kind: MandateKind
    scope: Scope
    state: MandateState
    agent_name: str
    agent_phone: str | None
    bound: bool
    valid_from: date
    valid_to: date
    given_at: datetime
    given_through: str
    reference: str | None
    seen_on: date | None
    seen_by: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None


@dataclass(frozen=True)
class AgentMandate:
    """A live mandate as its agent sees it after sign-in."""

    mandate: MandateView
    person_name: str


@dataclass(frozen=True)
class ListedMandate:
    """A mandate as a caseworker sees it in a list.

    Attributes:
        why: what there is to check; empty in a list of all.
    """

    mandate: MandateView
    person_name: str
    why: tuple[CheckReason, ...] = ()
