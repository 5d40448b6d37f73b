"""Service status for caseworkers: what does not work just now, and since when.

Whether the assistant answers is asked for every few seconds, and read off what waits for it. What
becomes of texts is read off the outbox. A part is down until something later has come through it.
One text that waits for its own reason (a telephone that is off, office hours, the text before it)
is no fault of the service, and says why where it stands.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from conversations.delivery.errors import EXPIRED, SUPPRESSED, Remedy, treatment
from conversations.delivery.outbox import good_for, is_due
from conversations.delivery.sending_window import is_decent
from conversations.models import InboundMessage, MessageState, OutboxRow, OutboxState
from conversations.retry_policy import Failing
from core.clock import Clock
from core.database import Database

ENGINE_FAILS = (Failing.ENGINE_AWAY, Failing.SLOW)
TWILIO_FAILS = (Failing.BUSY, Failing.UNCLEAR)
"""Not a telephone that is off: that is one person's, and the service works."""
OVERDUE = timedelta(minutes=2)
"""What should have been tried so long ago is tried by nobody: the work behind it stands still."""
JUST_NOW = timedelta(hours=1)
"""So long after the last text was given up it is likely that the next one meets the same."""
OUT = (OutboxState.SENT, OutboxState.DELIVERED, OutboxState.UNDELIVERED)
OWN_CODES = (EXPIRED, SUPPRESSED)
"""What we say of a text that was never sent: it tells nothing of Twilio."""


class Part(enum.StrEnum):
    """A part of the service that can be down."""

    ANSWERING = "answering"
    """The assistant answers nobody."""
    UNREACHED = "unreached"
    """Twilio is not reached, or has too much to do."""
    ACCOUNT = "account"
    """Twilio refuses what we send: our account, our keys or our number is wrong."""
    SENDING = "sending"
    """Nobody tries to send what is due."""


@dataclass(frozen=True)
class Trouble:
    """Something that does not work.

    Attributes:
        since: real time; what was stopped first came then.
        stopped: how many messages wait because of it, or were given up.
        code: Twilio's for the last of them, where it gave one.
        tried_again: whether any of them is: none of those that were given up.
    """

    part: Part
    since: datetime
    stopped: int
    code: str | None = None
    tried_again: bool = True


class ServiceStatus:
    """Tells what does not work. Safe to use from several threads.

    Args:
        database: where what waits stands, whichever process it waits for.
        clock: the time of the domain, by which office hours are told.
        engine_answers: whether the assistant's engine is there just now.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        engine_answers: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database = database
        self._clock = clock
        self._engine_answers = engine_answers
        self._engine_away_since: datetime | None = None

    def look_at_engine(self) -> None:
        """Ask whether the engine is there: it may be away while nobody writes."""
        if self._engine_answers():
            self._engine_away_since = None
        elif self._engine_away_since is None:
            self._engine_away_since = datetime.now(UTC)

    def troubles(self) -> list[Trouble]:
        """What does not work now, the same for every municipality: counts, and nobody's words."""
        real_now = datetime.now(UTC)
        late = real_now - OVERDUE
        with self._database.read() as session:
            unanswered = _unanswered(session, late)
            unsent = _unsent(session, late, decent=is_decent(self._clock.now()))
        away = self._engine_away_since
        found = []
        if unanswered or away:
            since = min([*unanswered, *([away] if away else [])])
            found.append(Trouble(Part.ANSWERING, since, len(unanswered)))
        for part in (Part.UNREACHED, Part.ACCOUNT, Part.SENDING):
            rows = [each for each in unsent if each.part is part]
            waits = any(not each.given_up for each in rows)
            if part is Part.UNREACHED and not waits:
                # Nobody is tried, so nobody can show that Twilio is back.
                rows = [each for each in rows if real_now - each.good_until < JUST_NOW]
            if rows:
                since = min(each.since for each in rows)
                found.append(Trouble(part, since, len(rows), rows[-1].code, tried_again=waits))
        return found


def _unanswered(session: Session, late: datetime) -> list[datetime]:
    """Since when each message waits for an answer, if the assistant has read none that came later.

    One that was answered for it proves nothing: danger is met without it, and a caseworker who has
    a conversation answers there.
    """
    waiting = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.state == MessageState.WAITING)
        .order_by(InboundMessage.id)
    ).all()
    if not waiting:
        return []
    done = session.execute(
        select(InboundMessage.id, InboundMessage.understood)
        .where(InboundMessage.state == MessageState.DONE)
        .where(InboundMessage.id > waiting[0].id)
    )
    read = max((id_ for id_, understood in done if understood), default=0)
    return [
        each.arrived_at or each.next_try_at
        for each in waiting
        if each.id > read
        and (each.next_try_at < late or any(failing in each.failures for failing in ENGINE_FAILS))
    ]


@dataclass(frozen=True)
class _Stopped:
    """A text that did not go out, and which part stopped it.

    Attributes:
        given_up: whether it is tried no more; it was good until `good_until`.
    """

    part: Part
    since: datetime
    code: str | None
    given_up: bool
    good_until: datetime


def _unsent(session: Session, late: datetime, *, decent: bool) -> list[_Stopped]:
    """Each text that is stopped, if none that was written later has come through."""
    gone = select(func.coalesce(func.max(OutboxRow.id), 0)).where(OutboxRow.state.in_(OUT))
    overdue = is_due(late, decent=decent)
    tried = OutboxRow.error_code.is_not(None) & OutboxRow.state.in_(
        (OutboxState.WAITING, OutboxState.SENDING, OutboxState.FAILED)
    )
    found = session.execute(
        select(OutboxRow, overdue)
        .where(or_(overdue, tried))
        .where(OutboxRow.id > gone.scalar_subquery())
        .order_by(OutboxRow.id)
    ).all()
    through = max((row.id for row, _ in found if _was_looked_at(row)), default=0)
    parts = [(row, _stopped_by(row, overdue=is_overdue)) for row, is_overdue in found]
    return [
        _Stopped(
            part,
            _written_at(row),
            _twilios(row.error_code),
            row.state is OutboxState.FAILED,
            row.expires_at,
        )
        for row, part in parts
        if part is not None and row.id > through
    ]


def _was_looked_at(row: OutboxRow) -> bool:
    """Whether Twilio took a text so far that it found fault with its number: the way is open."""
    ours = row.error_code in OWN_CODES
    faults = (Remedy.PERSON, Remedy.OPTED_OUT)
    return row.state is OutboxState.FAILED and not ours and treatment(row.error_code) in faults


def _stopped_by(row: OutboxRow, *, overdue: bool) -> Part | None:
    what = treatment(row.error_code) if row.error_code else None
    # One that has waited too long failed before that, if anybody tried it.
    waited_for_twilio = row.error_code == EXPIRED and any(it in row.failures for it in TWILIO_FAILS)
    if what in TWILIO_FAILS or waited_for_twilio:
        return Part.UNREACHED
    if what is Remedy.OPERATOR and row.state is OutboxState.FAILED:
        return Part.ACCOUNT
    return Part.SENDING if overdue else None


def _written_at(row: OutboxRow) -> datetime:
    return row.expires_at - good_for(row.created_at, decent_hours=row.decent_hours)


def _twilios(code: str | None) -> str | None:
    return code if code is not None and code.isdigit() else None
