"""Receipts: what became of a text that Twilio has taken, told by Twilio or asked for.

A status callback comes once, twice, out of order or never. One that never came is asked for, an
hour after the text was sent and then more seldom, as `conversations.retry_policy` has it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from conversations.delivery.errors import UNCLEAR
from conversations.delivery.twilio_client import Found, MaybeSent, Sender
from conversations.delivery.undelivered import call_a_person, forget_secret, treat
from conversations.lease import real_now
from conversations.models import DeliveryEvent, OutboxRow, OutboxState
from conversations.retry_policy import POLICY, Failing, counted
from core.channel import Channel
from core.clock import Clock
from core.database import Database

log = structlog.get_logger(__name__)

ASK_AFTER = timedelta(hours=1)
"""So long after it was sent nearly every text has had its last word."""
AT_A_TIME = 100
_TRIES = 3

# A later status never yields to an earlier one; "delivered" is the last word.
_RANK = {
    "accepted": 0, "scheduled": 0, "queued": 1, "sending": 2, "sent": 3,
    "undelivered": 4, "failed": 4, "canceled": 4, "delivered": 5, "read": 5,
}  # fmt: skip
FAILED = {"undelivered", "failed", "canceled"}
CALL_ENDS = {"completed", "busy", "no-answer", "failed", "canceled"}
"""The last words that Twilio has for a call."""


@dataclass(frozen=True)
class StatusReport:
    """A status callback.

    Args:
        sid: Twilio's id of the message.
        status: Twilio's word.
        error_code: Twilio's code, or None.
        row: the row and attempt that our callback address names, or None.
    """

    sid: str
    status: str
    error_code: str | None = None
    row: tuple[int, int] | None = None


class Receipts:
    """Keeps what is told of sent texts, and asks for what nobody told.

    Args:
        database: where.
        clock: the time of the domain.
        sender: the way to Twilio.
        call_ended: told how a call ended that we placed.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sender: Sender,
        call_ended: Callable[[int, str], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._sender = sender
        self._call_ended = call_ended

    def record(self, report: StatusReport) -> None:
        """Take in a status: once per message and status, in whatever order they come."""
        for left in reversed(range(_TRIES)):
            try:
                with self._database.write() as session:
                    self._record(session, report)
            except IntegrityError:
                # On PostgreSQL the same callback, or another that opts the same number out, may
                # come at once; the second try finds what the other one stored.
                if not left:
                    raise
            else:
                return

    def ask(self) -> int:
        """Ask Twilio for what nobody has told in time; how many texts and calls it was about."""
        with self._database.read() as session:
            due = list(
                session.scalars(
                    select(OutboxRow)
                    .where(OutboxRow.ask_at <= real_now())
                    .order_by(OutboxRow.ask_at)
                    .limit(AT_A_TIME)
                )
            )
        for row in due:
            try:
                found = self._sender.look(row)
            except MaybeSent as unclear:
                log.warning("receipt.not_told", row=row.id, why=str(unclear))
                found = None
            if found is not None:
                self._take_in(row, found)
            self._ask_again(row.id, found)
        return len(due)

    def _take_in(self, row: OutboxRow, found: Found) -> None:
        log.info("receipt.asked_for", row=row.id, status=found.status)
        if row.channel != Channel.PHONE:
            self.record(StatusReport(found.sid, found.status, found.error_code))
        elif found.status in CALL_ENDS:
            self._call_ended(row.id, found.status)

    def _ask_again(self, row_id: int, found: Found | None) -> None:
        with self._database.write() as session:
            row = session.get_one(OutboxRow, row_id, with_for_update=True)
            if row.state is not OutboxState.SENT:
                row.ask_at = None
            if row.ask_at is None or row.ask_at > real_now():
                return
            row.failures = counted(row.failures, Failing.UNTOLD)
            delay = POLICY[Failing.UNTOLD].next_delay(row.failures[Failing.UNTOLD])
            row.ask_at = None if delay is None else real_now() + delay
            # An operator that gives no receipts leaves a text at "sent": that is its last word.
            untold = found is None or found.status != "sent"
            if delay is None and untold and not row.to_duty:
                call_a_person(session, row, POLICY[Failing.UNTOLD].task, self._clock.now())

    def _record(self, session: Session, report: StatusReport) -> None:
        row = _find_row(session, report)
        known = session.scalars(
            select(DeliveryEvent.status).where(DeliveryEvent.provider_sid == report.sid)
        ).all()
        if report.status not in known:
            session.add(
                DeliveryEvent(
                    provider_sid=report.sid,
                    status=report.status,
                    error_code=report.error_code,
                    outbox_id=row.id if row else None,
                    received_at=self._clock.now(),
                )
            )
        highest = max((_RANK.get(status, 0) for status in known), default=-1)
        if row is None or _RANK.get(report.status, 0) <= highest:
            return
        if report.status in FAILED:
            row.ask_at = None
            now, code = self._clock.now(), report.error_code
            treat(session, row, code, end=OutboxState.UNDELIVERED, now=now)
            return
        row.error_code = None
        if _RANK.get(report.status, 0) == _RANK["delivered"]:
            row.state, row.ask_at = OutboxState.DELIVERED, None
        else:
            row.state = OutboxState.SENT


def is_with_twilio(row: OutboxRow, sid: str) -> None:
    """Note that Twilio has a text; what becomes of it is asked for, should nobody tell."""
    row.state, row.provider_sid = OutboxState.SENT, sid
    row.sending_since, row.error_code = None, None
    row.ask_at = real_now() + ASK_AFTER
    forget_secret(row)


def _find_row(session: Session, report: StatusReport) -> OutboxRow | None:
    """The row that a status is about: by Twilio's id, or by our own where that is not written."""
    row = session.scalar(
        select(OutboxRow).where(OutboxRow.provider_sid == report.sid).with_for_update()
    )
    if row is not None or report.row is None:
        return row
    row_id, attempt = report.row
    row = session.get(OutboxRow, row_id, with_for_update=True)
    if row is None or not _may_be_out(row) or row.attempts < attempt:
        return None
    failed_before = (
        select(DeliveryEvent.id)
        .where(DeliveryEvent.provider_sid == report.sid)
        .where(DeliveryEvent.status.in_(FAILED))
    )
    if session.scalar(failed_before) is not None:
        return None  # A late word of an earlier try, while the next one is under way.
    # Twilio has it, and we had not yet heard or written so. The callback is signed.
    is_with_twilio(row, report.sid)
    return row


def _may_be_out(row: OutboxRow) -> bool:
    given_up = row.state is OutboxState.FAILED and row.error_code == UNCLEAR
    return row.state is OutboxState.SENDING or given_up
