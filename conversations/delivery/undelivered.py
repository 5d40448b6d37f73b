"""A text that failed: tried again as its class of failure allows, else a task for a person."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from conversations.delivery.errors import SUPPRESSED, UNCLEAR, Remedy, treatment
from conversations.lease import real_now
from conversations.masking import mask_ids
from conversations.models import Conversation, OutboxRow, OutboxState
from conversations.notifications.placing import MUST_REACH
from conversations.notifications.planning import notice_of
from conversations.retry_policy import POLICY, Failing, counted
from conversations.suppression import OptOut, record_opt_out
from conversations.tasks import NewTask, add_task
from core.channel import Channel

log = structlog.get_logger(__name__)


def treat(
    session: Session,
    row: OutboxRow,
    code: str | None,
    *,
    end: OutboxState,
    now: datetime,
    status: int = 0,
) -> None:
    """Try a text again later, or give it up and call a person, in the caller's transaction.

    Args:
        session: the transaction.
        row: locked in it.
        code: Twilio's code, or one of our own (`delivery_errors`); None where nobody named one.
        end: the state where it is given up.
        now: the time of the domain.
        status: the HTTP status of a refusal.
    """
    row.error_code = code
    what = treatment(code, status)
    if isinstance(what, Failing) and _again(row, what):
        return
    row.state, row.sending_since = end, None
    forget_secret(row)
    if row.to_duty:
        return  # It shows with the alert, and others are called (`conversations.duty`).
    notice = notice_of(session, row.reply_id)
    must_reach = notice is not None and notice.kind in MUST_REACH
    if code == SUPPRESSED and not must_reach:
        return
    if row.channel == Channel.PHONE and notice is None:
        return  # The task that the call is for is open still.
    if what is Remedy.OPTED_OUT and code != SUPPRESSED:
        conversation = session.get_one(Conversation, row.conversation_id)
        new = record_opt_out(session, conversation, OptOut.STOP, source="twilio", now=now)
        if not new and not must_reach:
            return  # We knew: the person asked us, and was answered.
    reason = POLICY[what].task if isinstance(what, Failing) else f"undeliverable_{what.value}"
    log.error("sms.given_up", row=row.id, code=code, reason=reason)
    call_a_person(session, row, reason, now)


def call_a_person(session: Session, row: OutboxRow, reason: str, now: datetime) -> None:
    """Add a task: call, or write a letter, with what the text should have told."""
    conversation = session.get_one(Conversation, row.conversation_id)
    notice = notice_of(session, row.reply_id)
    summary = {"error_code": row.error_code, "not_delivered": row.body}
    task = NewTask(
        f"outbox:{row.id}",
        reason,
        person_id=notice.person_id if notice else None,
        summary=summary | ({"notice": notice.kind.value} if notice else {}),
    )
    add_task(session, conversation, task, now)


def forget_secret(row: OutboxRow) -> None:
    """Mask a code when Twilio has the text, or never will."""
    if row.secret:
        row.body = mask_ids(row.body)


def _again(row: OutboxRow, failing: Failing) -> bool:
    """Let a text wait for its next try, if it has one, and words, while it can still help."""
    row.failures = counted(row.failures, failing)
    delay = POLICY[failing].next_delay(row.failures[failing])
    if delay is None:
        return False
    if row.error_code == UNCLEAR:
        # It may have gone out, so that Twilio is asked first (`Claim.interrupted_since`).
        row.next_try_at = min(real_now() + delay, max(row.expires_at, real_now()))
        return real_now() < row.expires_at
    has_words = not (row.secret and row.provider_sid)
    if not has_words or real_now() + delay >= row.expires_at:
        return False
    row.state, row.provider_sid, row.sending_since = OutboxState.WAITING, None, None
    row.next_try_at = real_now() + delay
    return True
