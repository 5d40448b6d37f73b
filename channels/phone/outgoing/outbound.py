"""Calls that we place: a call-back that somebody was promised, put in the outbox like a text.

They go at decent hours, one try each: the task behind a call stays open until a caseworker closes
it, so a call that nobody took is not lost. Whoever answers may be anybody, so nothing private is
said before the code, and a machine is told only that we called.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import requests
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from channels.phone.outgoing.placement import put_call_row
from conversations.delivery.outbox import add_unprompted
from conversations.delivery.reconciliation import is_with_twilio
from conversations.delivery.twilio_client import CLOCK_SKEW, Found, refusal
from conversations.models import (
    Conversation,
    OutboxRow,
    OutboxState,
    Reply,
    Task,
    TaskState,
)
from conversations.notifications.placing import MUST_REACH
from conversations.notifications.planning import notice_of
from conversations.renderer import Say
from conversations.tasks import NewTask, add_task
from core.channel import Channel
from core.clock import Clock
from core.database import Database

RING_SECONDS = 30
"""How long it rings: somebody old needs time to get to the telephone."""
MACHINE = "machine"
UNREACHED = "unreached_by_phone"
NOT_TAKEN = frozenset({"busy", "no-answer", "failed", "canceled"})
"""The values of CallStatus that mean that nobody was talked to."""


class CannotCall(ValueError):
    """A task that no call can be placed for; the message says why."""


class Words(Protocol):
    """Makes the sentence that is kept of a call (`channels.phone.renderer.PhoneRenderer`)."""

    def sentences(self, say: Say, standard: str) -> str:
        """A message as it is spoken."""


def we_call(municipality: str) -> Say:
    """Who calls; said to whoever answers."""
    return {"say": "phone.we_call", "values": {"municipality": municipality}}


def put_call(session: Session, task: Task, municipality: str, words: Words, now: datetime) -> None:
    """Put a call-back in the outbox, in the caller's transaction.

    Args:
        session: the transaction.
        task: whom to call, and in which conversation it was promised.
        municipality: its name.
        words: makes the sentence for the transcript.
        now: the time of the domain.

    Raises:
        CannotCall: the task is done, has no number, or a call for it is on its way.
    """
    if task.state is TaskState.DONE:
        raise CannotCall("done")
    if not task.call_back_number:
        raise CannotCall("no_number")
    mine = OutboxRow.idempotency.startswith(f"call-back:{task.id}:")
    under_way = mine & OutboxRow.state.in_([OutboxState.WAITING, OutboxState.SENDING])
    if session.scalar(select(OutboxRow.id).where(under_way)) is not None:
        raise CannotCall("under_way")
    before = session.scalar(select(func.count()).select_from(OutboxRow).where(mine)) or 0
    conversation = session.get_one(Conversation, task.conversation_id)
    says = we_call(municipality)
    text = words.sentences(says, conversation.standard)
    reply = add_unprompted(session, conversation, [says], text, now)
    key = f"call-back:{task.id}:{before + 1}"
    put_call_row(session, conversation, reply, key=key, to_number=task.call_back_number)


class CallPlacer:
    """Places one call, or finds out whether it was placed before.

    Args:
        client: Twilio's client.
        base_url: our public address, for the call's documents and its end.
    """

    def __init__(self, client: Client, base_url: str) -> None:
        self._client = client
        self._base_url = base_url

    def send(self, row: OutboxRow, validity: timedelta) -> str:  # noqa: ARG002 - a call never waits
        """Place the call of a row; Twilio tells whether a machine answers.

        Returns:
            Twilio's id of the call.

        Raises:
            NotSent: it has surely not been placed.
            MaybeSent: nobody knows.
        """
        voice = f"{self._base_url}/twilio/voice"
        # Waits for the end of a machine's greeting, so that our sentence is recorded. Whoever is on
        # duty presses a key, which no machine does, and hears at once why it rings.
        detects = {} if row.to_duty else {"machine_detection": "DetectMessageEnd"}
        document = "duty" if row.to_duty else "outbound"
        try:
            call = self._client.calls.create(
                to=row.to_number,
                from_=row.from_number,
                url=f"{voice}/{document}?row={row.id}",
                **detects,
                status_callback=f"{voice}/status?row={row.id}",
                timeout=RING_SECONDS,
            )
        except (TwilioRestException, requests.RequestException) as error:
            raise refusal(error) from error
        return str(call.sid)

    def find(self, row: OutboxRow, since: datetime, others: set[str]) -> Found | None:
        """Look for the call that an interrupted try may have placed: between the same numbers.

        Raises:
            MaybeSent: Twilio could not be asked; nobody knows still.
        """
        try:
            calls = self._client.calls.list(to=row.to_number, from_=row.from_number, limit=1)
        except (TwilioRestException, requests.RequestException) as error:
            raise refusal(error, never_sent=False) from error
        for call in calls:
            made = call.date_created
            if call.sid not in others and (made is None or made >= since - CLOCK_SKEW):
                return Found(str(call.sid), "sent", None)
        return None

    def look(self, row: OutboxRow) -> Found:
        """Ask how a call went.

        Raises:
            MaybeSent: Twilio could not be asked, or does not know it any more.
        """
        try:
            call = self._client.calls(row.provider_sid).fetch()
        except (TwilioRestException, requests.RequestException) as error:
            raise refusal(error, never_sent=False) from error
        return Found(str(call.sid), str(call.status), None)


class Placed:
    """What became of calls that we placed.

    Args:
        database: where.
        clock: the time of the domain.
        not_taken: told of a call that nobody took.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        not_taken: Callable[[int], None] = lambda _row: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._not_taken = not_taken

    def answered_by_machine(self, row: int, sid: str) -> None:
        """Note that a machine took the call.

        Args:
            row: of the outbox.
            sid: Twilio's id of the call.
        """
        with self._database.write() as session:
            sent = _call(session, row)
            if sent is None:
                return
            # It may be answered before whoever placed it has written that Twilio has it.
            if sent.state is OutboxState.SENDING:
                is_with_twilio(sent, sid)
            sent.error_code = MACHINE

    def ended(self, row: int, status: str) -> None:
        """Note how the call ended.

        Args:
            row: of the outbox.
            status: Twilio's CallStatus.
        """
        with self._database.write() as session:
            sent = _call(session, row)
            if sent is None:
                return
            if status in NOT_TAKEN:
                sent.error_code = status
            taken = sent.error_code is None
            sent.state = OutboxState.DELIVERED if taken else OutboxState.UNDELIVERED
            sent.sending_since, sent.ask_at = None, None
            if not taken:
                _leave_to_a_person(session, sent, self._clock.now())
        if not taken:
            self._not_taken(row)


def _leave_to_a_person(session: Session, row: OutboxRow, now: datetime) -> None:
    """A task, where nobody was reached with what must be known."""
    notice = notice_of(session, row.reply_id)
    if notice is None or notice.kind not in MUST_REACH:
        return
    told = session.get_one(Reply, row.reply_id).text
    summary = {"notice": notice.kind.value, "not_delivered": told}
    task = NewTask(f"outbox:{row.id}", UNREACHED, person_id=notice.person_id, summary=summary)
    add_task(session, session.get_one(Conversation, row.conversation_id), task, now)


def _call(session: Session, row: int) -> OutboxRow | None:
    return session.scalar(
        select(OutboxRow)
        .where(OutboxRow.id == row, OutboxRow.channel == Channel.PHONE)
        .with_for_update()
    )
