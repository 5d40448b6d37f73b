"""Delivery: rows of the outbox go to Twilio, and what Twilio tells of them is kept.

What can be promised: a reply that was committed is sent, in order within its conversation. It is
sent once where Twilio's answer reached us. Where we died, or the connection broke, between
Twilio's "accepted" and our writing that down, the row stays in `sending`; before it is tried again
Twilio's list is searched for it, and a status callback that names the row settles it too. Twilio
has no idempotency key for messages, so one gap stays: a message that Twilio accepted but does not
yet show in its list, and of which no callback has come, would be sent twice. The pause before
looking (`outbox.SENDING`, `outbox.SETTLING` after a restart) is there to make that gap small. A
process that stands still for longer than that pause in the middle of sending, and then goes on,
is another such gap.

What is not sent while it can help is not sent any more, and becomes a task, as does whatever has
used up its tries.
"""

import math
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy import select

from conversations.delivery.errors import EXPIRED, SUPPRESSED, UNCLEAR
from conversations.delivery.outbox import Claim, Outbox
from conversations.delivery.reconciliation import FAILED, Receipts, StatusReport, is_with_twilio
from conversations.delivery.sending_window import is_decent, until_quiet
from conversations.delivery.twilio_client import Found, MaybeSent, NotSent, Sender
from conversations.delivery.undelivered import treat
from conversations.lease import real_now
from conversations.models import DeliveryEvent, OutboxRow, OutboxState
from conversations.suppression import is_suppressed
from core.clock import Clock
from core.database import Database

log = structlog.get_logger(__name__)

_MINUTE = timedelta(minutes=1)


class Delivery:
    """Sends what is due and takes in what became of it. Safe to use from several threads.

    Args:
        database: where.
        clock: the time of the domain.
        outbox: hands out rows.
        sender: the way to Twilio.
        validity: how long a text may wait in Twilio's queue; one that we started, at most until
            the quiet of the evening.
        call_ended: told how a call ended that we placed, where it had to be asked for.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        outbox: Outbox,
        sender: Sender,
        validity: timedelta,
        call_ended: Callable[[int, str], None] = lambda _row, _status: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._sender = sender
        self._validity = validity
        self._receipts = Receipts(database, clock, sender, call_ended)

    def run_next(self) -> bool:
        """Send one row. False where nothing is due."""
        claim = self._outbox.claim(decent=is_decent(self._clock.now()))
        if claim is None:
            return False
        row = claim.row
        if self._unwanted(row):
            self._fail(claim, SUPPRESSED)
            return True
        try:
            found = self._sent_before(claim)
            if found is None and row.expires_at <= real_now():
                self._fail(claim, EXPIRED)
                return True
            sid = found.sid if found else self._sender.send(row, self._valid_for(row))
        except NotSent as refused:
            log.warning("sms.refused", row=row.id, code=refused.code, attempt=row.attempts)
            self._fail(claim, refused.code, refused.status)
        except MaybeSent as unclear:
            log.warning("sms.unclear", row=row.id, why=str(unclear), attempt=row.attempts)
            self._fail(claim, UNCLEAR)
        else:
            self._accepted(claim, sid)
            if found is not None:
                log.info("sms.found_again", row=row.id, sid=sid)
                self.record(StatusReport(sid, found.status, found.error_code))
        return True

    def record(self, report: StatusReport) -> None:
        """Take in a status: once per message and status, in whatever order they come."""
        self._receipts.record(report)

    def ask_what_became(self) -> int:
        """Ask Twilio for what nobody has told in time; how many it was about."""
        return self._receipts.ask()

    def _valid_for(self, row: OutboxRow) -> timedelta:
        left = math.ceil((row.expires_at - real_now()) / _MINUTE) * _MINUTE
        longest = min(self._validity, left)
        return min(longest, until_quiet(self._clock.now())) if row.decent_hours else longest

    def _unwanted(self, row: OutboxRow) -> bool:
        with self._database.read() as session:
            listed = is_suppressed(session, row.to_number, row.from_number)
        return listed and not row.despite_suppression

    def _sent_before(self, claim: Claim) -> Found | None:
        if claim.interrupted_since is None:
            return None
        row = claim.row
        with self._database.read() as session:
            others = set(
                session.scalars(
                    select(OutboxRow.provider_sid)
                    .where(OutboxRow.conversation_id == row.conversation_id)
                    .where(OutboxRow.provider_sid.is_not(None))
                )
            ) | set(
                session.scalars(
                    select(DeliveryEvent.provider_sid)
                    .where(DeliveryEvent.outbox_id == row.id)
                    .where(DeliveryEvent.status.in_(FAILED))
                )
            )
        return self._sender.find(row, claim.interrupted_since, {sid for sid in others if sid})

    def _accepted(self, claim: Claim, sid: str) -> None:
        with self._database.write() as session:
            row = session.get_one(OutboxRow, claim.row.id, with_for_update=True)
            # A callback may have been faster and told more than "accepted".
            if row.state is OutboxState.SENDING:
                is_with_twilio(row, sid)

    def _fail(self, claim: Claim, code: str, status: int = 0) -> None:
        with self._database.write() as session:
            row = session.get_one(OutboxRow, claim.row.id, with_for_update=True)
            if row.state is OutboxState.SENDING and row.attempts == claim.row.attempts:
                end, now = OutboxState.FAILED, self._clock.now()
                treat(session, row, code, end=end, now=now, status=status)
