"""Turns: a waiting message, or several texts in a row, become an answer, exactly once.

A turn reads the state, asks the assistant with no transaction open, and commits state, reply,
outbox rows, tasks and "done" in one write that only the holder of the lease can make. Whatever
dies before that commit leaves the message waiting and the state as it was; it is then run again
with the same key, and the register does nothing twice for one key.
"""

import enum
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from conversations.delivery.third_party_sms import ToAnother, make, put_out, set_meanwhile
from conversations.duty.calling import all_clear
from conversations.lease import Lease, LeaseLost, Leases, finish
from conversations.masking import mask_all, mask_ids, mask_understood
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    Reply,
    ReplyKind,
)
from conversations.notifications.planning import heed
from conversations.readings.second import Said, SecondReader
from conversations.renderer import RenderedReply, Renderer, Say
from conversations.retry_policy import Failing
from conversations.suppression import record_opt_out
from conversations.tasks import NewTask, add_task, person_wrote
from conversations.threads import close
from conversations.turns.assistant_client import (
    AssistantClient,
    AssistantFailed,
    Context,
    TurnRequest,
    TurnResponse,
)
from conversations.turns.circumstances import Circumstances, circumstances
from conversations.turns.coalescing import is_settled, of_turn, settle, waiting
from conversations.turns.danger import Alarms
from conversations.turns.directives import Before, Outcome, sort_out
from conversations.turns.failures import Patience, TurnFailures
from conversations.turns.out_of_hours import Office, out_of_hours
from conversations.turns.replies import add_reply, still_waiting
from conversations.turns.waiting import Waiting
from conversations.unrecognised import why_looked_at
from core.channel import Channel
from core.clock import Clock
from core.database import Database

log = structlog.get_logger(__name__)

DANGER = "emergency"
"""The intent that is answered also where a caseworker answers."""
CHANGES = frozenset(
    "undo_choice withdraw_mandate give_mandate choose_provider switch_provider keep_municipal "
    "stop_messages start_messages".split()
)
"""What would change something. Where a caseworker answers it is told what we do not do."""
ASKED_FOR = frozenset({"talk_to_human", "request_callback", "help"})
"""The intents that are answered also to who has said STOPP: asking for it asks for the reply."""
PICTURE = "sms.picture"
EMPTY = "sms.empty"
OWN_WORDS = "channel.own_words"

_POLL_SECONDS = 0.05


class TurnEnd(enum.StrEnum):
    """How a try to run a turn ended."""

    NOTHING = "nothing"
    """No message waits."""
    BUSY = "busy"
    """Another turn of the conversation is running, here or in another process."""
    DONE = "done"
    POSTPONED = "postponed"
    """No answer could be had; the message waits for its next try."""
    GIVEN_UP = "given_up"
    """This message cannot be answered by the assistant; a person has it now."""


@dataclass(frozen=True)
class _Turn:
    """Messages and the state that they meet, read before the assistant is asked."""

    messages: list[InboundMessage]
    conversation: Conversation
    before: Before
    came: Circumstances

    @property
    def first(self) -> InboundMessage:
        """The message whose key is the turn's, and which the reply belongs to."""
        return self.messages[0]

    @property
    def ids(self) -> list[int]:
        """Every message that the turn answers."""
        return [message.id for message in self.messages]

    @property
    def text(self) -> str:
        """The person's words, as the engine may see them."""
        return self.came.text


@dataclass(frozen=True)
class _Made:
    """What a turn puts out: the reply, and texts to somebody else."""

    reply: RenderedReply
    to_others: list[ToAnother]


class Turns:
    """Runs turns. Safe to use from several threads and processes.

    Args:
        database: where.
        clock: the time of the domain.
        assistant: who answers.
        doors: by channel, how a reply is made.
        leases: one turn of a conversation at a time.
        alarms: answers what may not wait, where the assistant does not.
        place: a municipality as the catalogue has it, for its hours.
        patience: how long a message is tried.
        on_reply: called after a commit that put something in the outbox.
        gathers: whether text messages that wait together are answered together.
        names: names that a municipality has added since the engine read its files.
        second: reads messages beside the assistant; None where nobody does.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        assistant: AssistantClient,
        doors: Mapping[str, Renderer],
        leases: Leases,
        alarms: Alarms,
        place: Callable[[str], Office],
        patience: Patience | None = None,
        on_reply: Callable[[], None] = lambda: None,
        gathers: bool = False,
        names: Callable[[str], list[dict[str, str]]] = lambda _: [],
        second: SecondReader | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._assistant = assistant
        self._doors = doors
        self._leases = leases
        self._alarms = alarms
        self._place = place
        self._setbacks = TurnFailures(database, clock, doors, patience or Patience())
        self._on_reply = on_reply
        self._gathers = gathers
        self._names = names
        self._second = second
        self._waiting = Waiting(database, alarms, self._run_until_answered)

    def close(self) -> None:
        """Start nothing more for those who wait."""
        self._waiting.close()
        if self._second is not None:
            self._second.close()

    def run_next(self, conversation: str) -> TurnEnd:
        """Answer the oldest waiting message of a conversation, whether or not its time has come.

        Text messages that wait with it may be answered in the same turn.
        """
        try:
            with self._leases.on(conversation) as lease:
                if lease is None:
                    return TurnEnd.BUSY
                turn = self._read(conversation)
                return self._run(lease, turn) if turn is not None else TurnEnd.NOTHING
        except LeaseLost:
            log.warning("turn.lease_lost", conversation=conversation)
            return TurnEnd.BUSY

    def answer(self, message: int, within: timedelta) -> Reply | None:
        """The answer to a stored message, running the turns that it needs: for a call or a chat.

        Args:
            message: the stored message's id. One that was answered before gives the same reply.
            within: how long to wait in real time.

        Returns:
            The reply, or None where there is none in time, a caseworker has the conversation, or
            too many wait already: the message is answered all the same.
        """
        return self._waiting.answer(message, within)

    def _run_until_answered(self, conversation: str, done: Callable[[], bool]) -> None:
        """Run turns of a conversation until something is done, or trying further does not help."""
        while not done():
            end = self.run_next(conversation)
            if end is TurnEnd.POSTPONED:
                return
            if end is TurnEnd.BUSY:
                time.sleep(_POLL_SECONDS)

    def _read(self, conversation_id: str) -> _Turn | None:
        with self._database.read() as session:
            found = waiting(session, conversation_id)
            if not found:
                return None
            first = found[0]
            conversation = session.get_one(Conversation, conversation_id)
            settled = is_settled(conversation, first, gathers=self._gathers)
        if not settled:
            with self._database.write() as session:
                settle(session, conversation_id)
        with self._database.read() as session:
            first = session.get_one(InboundMessage, first.id)
            messages = of_turn(session, first)
            last = session.scalar(
                select(Reply)
                .where(Reply.conversation_id == conversation_id)
                .where(or_(Reply.kind == ReplyKind.ANSWER, _begun_by_us()))
                .order_by(Reply.id.desc())
                .limit(1)
            )
            came = circumstances(session, conversation, messages, last, self._clock.now())
        before = Before(
            standard=conversation.standard,
            pace=conversation.pace,
            last_says=last.says if last else [],
            last_rest=last.rest if last else [],
        )
        return _Turn(messages, conversation, before, came)

    def _run(self, lease: Lease, turn: _Turn) -> TurnEnd:
        if turn.conversation.holder is not None:
            understood = self._understood(turn)
            # While a person answers the assistant is silent, but for danger to life (promise 7),
            # and does nothing: who asks for it is told, so that no «angre» is lost in between.
            if not understood and self._alarms.answer_any(turn.messages):
                return TurnEnd.DONE
            if understood.get("intent") not in {DANGER, *CHANGES} and not turn.came.warned:
                self._leave_to_caseworker(lease, turn, understood)
                return TurnEnd.DONE
        try:
            answer = self._ask(turn)
            if turn.came.held and not answer.messages:
                self._leave_to_caseworker(lease, turn, answer.understood)
                return TurnEnd.DONE
            outcome = sort_out(answer.messages, turn.before)
            if _is_beside(turn, outcome):
                outcome.says += self._hours(turn.conversation)
            made = self._render(turn.conversation, outcome)
        except AssistantFailed as failed:
            return self._postpone(lease, turn, failed)
        except Exception as error:
            # A text that is missing or may not go out here, or an act that nobody knows: the
            # message must not be lost, nor stop the thread for ever.
            log.exception("turn.failed", conversation=lease.conversation)
            own = AssistantFailed(Failing.MESSAGE, type(error).__name__)
            return self._postpone(lease, turn, own)
        self._commit(lease, turn, answer, outcome, made)
        if made.reply.parts or made.to_others:
            self._on_reply()
        if self._second is not None:
            self._second.after(self._said(turn))
        return TurnEnd.DONE

    def _ask(self, turn: _Turn) -> TurnResponse:
        first, conversation = turn.first, turn.conversation
        with_picture = not turn.came.held and any(each.media_count for each in turn.messages)
        picture: list[Say] = [{"say": PICTURE}] if with_picture else []
        if not turn.text:
            nothing = {"say": OWN_WORDS if turn.came.quotes_us else EMPTY}
            return TurnResponse(picture or [nothing], conversation.slots)
        response = self._assistant.turn(
            TurnRequest(
                conversation=conversation.id,
                text=turn.text,
                slots=conversation.slots,
                context=Context(
                    key=first.key,
                    conversation=conversation.id,
                    channel=conversation.channel,
                    municipality=conversation.municipality,
                    caller=conversation.peer if conversation.peer.startswith("+") else None,
                    input=first.input,
                    standard=conversation.standard,
                    names=self._names(conversation.municipality),
                    came=turn.came.as_context(),
                    reading=self._second.before(self._said(turn)) if self._second else None,
                ),
            )
        )
        return replace(response, messages=picture + response.messages)

    def _said(self, turn: _Turn) -> Said:
        first, conversation = turn.first, turn.conversation
        return Said(
            message=first.id,
            conversation=conversation.id,
            municipality=conversation.municipality,
            text=turn.text,
            pending=conversation.slots.get("pending"),
            names=self._names(conversation.municipality),
            urgent=any(message.alarm_at is not None for message in turn.messages),
            keyed=any(message.input == "dtmf" for message in turn.messages),
        )

    def _render(self, conversation: Conversation, outcome: Outcome) -> _Made:
        door = self._doors[conversation.channel].of(conversation.municipality)
        reply = door.render(outcome.says, outcome.standard, outcome.pace)
        sms, acts = self._doors[Channel.SMS], outcome.to_others
        return _Made(reply, [make(act, conversation, sms, outcome.standard) for act in acts])

    def _commit(
        self,
        lease: Lease,
        turn: _Turn,
        answer: TurnResponse,
        outcome: Outcome,
        made: _Made,
    ) -> None:
        now = self._clock.now()
        with self._database.write() as session:
            conversation = finish(session, lease)
            messages = still_waiting(session, turn.ids)
            conversation.slots = answer.slots | set_meanwhile(turn.conversation, conversation)
            conversation.standard, conversation.pace = outcome.standard, outcome.pace
            conversation.last_activity, conversation.kept_until = now, None
            for message in messages:
                message.state = MessageState.DONE
                message.text = (mask_all if outcome.mask else mask_ids)(message.text)
            messages[0].understood = mask_understood(answer.understood, everything=outcome.mask)
            messages[0].missed = why_looked_at(answer.understood, outcome.says)
            if outcome.opt_out is not None and conversation.channel == Channel.SMS:
                record_opt_out(session, conversation, outcome.opt_out, source="person", now=now)
            add_reply(
                session,
                messages[0],
                # What a caseworker has to answer stays unanswered by what we say beside it.
                ReplyKind.NOTICE if _is_beside(turn, outcome) else ReplyKind.ANSWER,
                outcome,
                made.reply,
                now=now,
                asked_for=answer.understood.get("intent") in ASKED_FOR,
            )
            if outcome.all_clear is not None:
                all_clear(session, conversation.id, outcome.all_clear, now)
            for number, act in enumerate(outcome.hand_overs):
                conversation.status = ConversationStatus.HANDED_OVER
                add_task(session, conversation, _hand_over(turn.first.key, number, act), now)
            if conversation.holder is not None:
                person_wrote(session, conversation.id, messages[0].received_at)
            for act in outcome.notices:
                heed(session, conversation, turn.first.key, act, now)
            for text in made.to_others:
                put_out(session, text, conversation, now)
            if outcome.end:
                close(conversation)

    def _postpone(self, lease: Lease, turn: _Turn, failed: AssistantFailed) -> TurnEnd:
        if self._alarms.answer_any(turn.messages):
            return TurnEnd.DONE
        setback = self._setbacks.count(lease, turn.ids, failed)
        if setback.told:
            self._on_reply()
        return TurnEnd.GIVEN_UP if setback.given_up else TurnEnd.POSTPONED

    def _understood(self, turn: _Turn) -> dict[str, Any]:
        """What a message is about that a person answers; a caseworker has it, understood or not."""
        try:
            return self._assistant.understand(turn.text) if turn.text else {}
        except AssistantFailed as failed:
            log.warning("turn.not_understood", failure=failed.failing.value)
            return {}

    def _leave_to_caseworker(self, lease: Lease, turn: _Turn, understood: dict[str, Any]) -> None:
        with self._database.write() as session:
            conversation = finish(session, lease)
            messages = still_waiting(session, turn.ids)
            for message in messages:
                message.state, message.text = MessageState.DONE, mask_ids(message.text)
            messages[0].understood = mask_understood(understood, everything=False)
            now = conversation.last_activity = self._clock.now()
            person_wrote(session, conversation.id, messages[0].received_at)
            self._tell_hours(session, conversation, messages[0], now)
        self._on_reply()

    def _hours(self, conversation: Conversation) -> list[Say]:
        place = self._place(conversation.municipality)
        with self._database.read() as session:
            return out_of_hours(session, conversation, place, now=self._clock.now())

    def _tell_hours(
        self, session: Session, conversation: Conversation, message: InboundMessage, now: datetime
    ) -> None:
        place = self._place(conversation.municipality)
        says = out_of_hours(session, conversation, place, now=now)
        if says:
            door = self._doors[conversation.channel].of(conversation.municipality)
            made = door.render(says, conversation.standard, conversation.pace)
            outcome = Outcome(says, conversation.standard, conversation.pace)
            add_reply(session, message, ReplyKind.NOTICE, outcome, made, now=now)


def _is_beside(turn: _Turn, outcome: Outcome) -> bool:
    """Whether a reply is said beside a caseworker who answers: no danger, and no opt-out."""
    return turn.came.held and not outcome.hand_overs and outcome.opt_out is None


def _hand_over(key: str, number: int, act: dict[str, Any]) -> NewTask:
    return NewTask(
        key=f"{key}:hand_over:{number}",
        reason=str(act.get("reason", "asked")),
        urgent=bool(act.get("urgent", False)),
        person_id=act.get("person"),
        summary=act.get("summary") or {},
        call_back_number=act.get("call_back_number"),
        promised_at=datetime.fromisoformat(act["promised_at"]) if act.get("promised_at") else None,
        danger=act.get("danger"),
    )


def _begun_by_us() -> ColumnElement[bool]:
    return and_(Reply.kind == ReplyKind.NOTICE, Reply.message_id.is_(None))
