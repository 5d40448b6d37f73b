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
"""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from channels.backoff import Backoff
from channels.delivery_errors import Remedy, treatment
from channels.hours import is_decent, until_quiet
from channels.lease import real_now
from channels.masking import mask_ids
from channels.models import Conversation, DeliveryEvent, OutboxRow, OutboxState
from channels.notices import MUST_REACH, notice_of
from channels.outbox import Claim, Outbox
from channels.suppression import OptOut, is_suppressed, record_opt_out
from channels.tasks import NewTask, add_task
from channels.twilio_client import Found, MaybeSent, NotSent, Sender
from foundation.clock import Clock
from foundation.database import Database

log = structlog.get_logger(__name__)

SUPPRESSED = "suppressed"

# A later status never yields to an earlier one; "delivered" is the last word.
_RANK = {
    "accepted": 0, "scheduled": 0, "queued": 1, "sending": 2, "sent": 3,
    "undelivered": 4, "failed": 4, "canceled": 4, "delivered": 5, "read": 5,
}  # fmt: skip
_FAILED = {"undelivered", "failed", "canceled"}
_LOOK_AGAIN = Backoff(first=timedelta(seconds=5), longest=timedelta(minutes=5))


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


class Delivery:
    """Sends what is due and takes in what became of it. Safe to use from several threads.

    Args:
        database: where.
        clock: the time of the domain.
        outbox: hands out rows.
        sender: the way to Twilio.
        validity: how long a text may wait in Twilio's queue; one that we started, at most until
            the quiet of the evening.
        look_again: the delay before an uncertain row is looked into.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        outbox: Outbox,
        sender: Sender,
        validity: timedelta,
        look_again: Backoff = _LOOK_AGAIN,
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._sender = sender
        self._validity = validity
        self._look_again = look_again

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
            sid = found.sid if found else self._sender.send(row, self._valid_for(row))
        except NotSent as refused:
            log.warning("sms.refused", row=row.id, code=refused.code, attempt=row.attempts)
            self._fail(claim, refused.code, refused.status)
        except MaybeSent as unclear:
            log.warning("sms.unclear", row=row.id, why=str(unclear), attempt=row.attempts)
            self._leave_unclear(claim)
        else:
            self._accepted(claim, sid)
            if found is not None:
                log.info("sms.found_again", row=row.id, sid=sid)
                self.record(StatusReport(sid, found.status, found.error_code))
        return True

    def record(self, report: StatusReport) -> None:
        """Take in a status: once per message and status, in whatever order they come."""
        try:
            with self._database.write() as session:
                self._record(session, report)
        except IntegrityError:
            # The same callback twice at once, on PostgreSQL: the other one has stored it.
            log.info("status.again", sid=report.sid, status=report.status)

    def _valid_for(self, row: OutboxRow) -> timedelta:
        if not row.decent_hours:
            return self._validity
        return min(self._validity, until_quiet(self._clock.now()))

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
                    .where(DeliveryEvent.status.in_(_FAILED))
                )
            )
        return self._sender.find(row, claim.interrupted_since, {sid for sid in others if sid})

    def _accepted(self, claim: Claim, sid: str) -> None:
        with self._database.write() as session:
            row = session.get_one(OutboxRow, claim.row.id, with_for_update=True)
            # A callback may have been faster and told more than "accepted".
            if row.state is OutboxState.SENDING:
                row.state, row.provider_sid = OutboxState.SENT, sid
                row.sending_since, row.error_code = None, None
                _forget_secret(row)

    def _leave_unclear(self, claim: Claim) -> None:
        with self._database.write() as session:
            row = session.get_one(OutboxRow, claim.row.id, with_for_update=True)
            if row.state is OutboxState.SENDING and row.attempts == claim.row.attempts:
                row.next_try_at = real_now() + self._look_again.after(row.attempts)

    def _fail(self, claim: Claim, code: str, status: int = 0) -> None:
        with self._database.write() as session:
            row = session.get_one(OutboxRow, claim.row.id, with_for_update=True)
            if row.state is OutboxState.SENDING and row.attempts == claim.row.attempts:
                self._treat(session, row, code, OutboxState.FAILED, status)

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
        if report.status in _FAILED:
            self._treat(session, row, report.error_code, OutboxState.UNDELIVERED)
        else:
            row.error_code = None
            row.state = (
                OutboxState.DELIVERED
                if _RANK.get(report.status, 0) == _RANK["delivered"]
                else OutboxState.SENT
            )

    def _treat(
        self,
        session: Session,
        row: OutboxRow,
        code: str | None,
        end: OutboxState,
        status: int = 0,
    ) -> None:
        """Try again later, or give up and call a person."""
        row.error_code, row.sending_since = code, None
        notice = notice_of(session, row.reply_id)
        if code == SUPPRESSED:
            row.state = OutboxState.FAILED
            _forget_secret(row)
            if notice is not None and notice.kind in MUST_REACH:
                self._call_a_person(session, row, Remedy.OPTED_OUT)
            return
        what = treatment(code, status)
        has_words = not (row.secret and row.provider_sid)
        if what.remedy is Remedy.RETRY and row.attempts < what.tries and has_words:
            row.state, row.provider_sid = OutboxState.WAITING, None
            row.next_try_at = real_now() + what.backoff.after(row.attempts)
            return
        row.state = end
        _forget_secret(row)
        if row.channel == "phone" and notice is None:
            return  # The task that the call is for is open still.
        now = self._clock.now()
        conversation = session.get_one(Conversation, row.conversation_id)
        must_reach = notice is not None and notice.kind in MUST_REACH
        if (
            what.remedy is Remedy.OPTED_OUT
            and not record_opt_out(session, conversation, OptOut.STOP, source="twilio", now=now)
            and not must_reach
        ):
            return  # We knew: the person asked us, and was answered.
        remedy = Remedy.PERSON if what.remedy is Remedy.RETRY else what.remedy
        log.error("sms.given_up", row=row.id, code=code, remedy=remedy.value)
        self._call_a_person(session, row, remedy)

    def _call_a_person(self, session: Session, row: OutboxRow, remedy: Remedy) -> None:
        """A task: call, or write a letter, with what the text should have told."""
        conversation = session.get_one(Conversation, row.conversation_id)
        notice = notice_of(session, row.reply_id)
        summary = {"error_code": row.error_code, "not_delivered": row.body}
        task = NewTask(
            f"outbox:{row.id}",
            f"undeliverable_{remedy.value}",
            person_id=notice.person_id if notice else None,
            summary=summary | ({"notice": notice.kind.value} if notice else {}),
        )
        add_task(session, conversation, task, self._clock.now())


def _find_row(session: Session, report: StatusReport) -> OutboxRow | None:
    """The row that a status is about: by Twilio's id, or by our own where that is not written."""
    row = session.scalar(
        select(OutboxRow).where(OutboxRow.provider_sid == report.sid).with_for_update()
    )
    if row is not None or report.row is None:
        return row
    row_id, attempt = report.row
    row = session.get(OutboxRow, row_id, with_for_update=True)
    if row is None or row.state is not OutboxState.SENDING or row.attempts < attempt:
        return None
    failed_before = (
        select(DeliveryEvent.id)
        .where(DeliveryEvent.provider_sid == report.sid)
        .where(DeliveryEvent.status.in_(_FAILED))
    )
    if session.scalar(failed_before) is not None:
        return None  # A late word of an earlier try, while the next one is under way.
    # Twilio has it, and we had not yet heard or written so. The callback is signed.
    row.provider_sid, row.sending_since = report.sid, None
    row.state = OutboxState.SENT
    _forget_secret(row)
    return row


def _forget_secret(row: OutboxRow) -> None:
    """Mask a code when Twilio has the text, or never will."""
    if row.secret:
        row.body = mask_ids(row.body)
