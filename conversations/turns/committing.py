"""The commit of a turn: everything that it leads to, in one write that only its lease can make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from conversations.delivery.third_party_sms import ToAnother, make, put_out, set_meanwhile
from conversations.duty.calling import all_clear
from conversations.lease import Lease, finish
from conversations.masking import mask_all, mask_ids, mask_understood
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    ReplyKind,
)
from conversations.notifications.planning import heed
from conversations.renderer import RenderedReply, Renderer, Say
from conversations.suppression import record_opt_out
from conversations.tasks import NewTask, add_task, person_wrote
from conversations.threads import close
from conversations.turns.assistant_client import TurnResponse
from conversations.turns.directives import Outcome, UnknownAct
from conversations.turns.out_of_hours import Office, out_of_hours
from conversations.turns.replies import add_reply, still_waiting
from conversations.turns.turn import Turn
from conversations.unrecognised import why_looked_at
from core.channel import Channel
from core.clock import Clock
from core.database import Database

ASKED_FOR = frozenset({"talk_to_human", "request_callback", "help"})
"""The intents that are answered also to who has said STOPP: asking for it asks for the reply."""


class EndProof(Protocol):
    """Ends the proof in a conversation, in a transaction that is open."""

    def __call__(self, session: Session, conversation: str, at: datetime, *, another: bool) -> None:
        """End it; `another` tells that it turned out to be somebody else."""


def no_proofs(*_: object, **__: object) -> None:
    """Where no register is: nothing can be proven there, so nothing can be ended."""
    raise UnknownAct("end_proof")


@dataclass(frozen=True)
class Made:
    """What a turn puts out: the reply, and texts to somebody else."""

    reply: RenderedReply
    to_others: list[ToAnother]


class Committing:
    """Makes what a turn puts out, and commits it. Safe to use from several threads.

    Args:
        database: where.
        clock: the time of the domain.
        renderers: by channel, how a reply is made.
        place: a municipality as the catalogue has it, for its hours.
        end_proof: ends the proof in a conversation, in the transaction that it is given.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        renderers: Mapping[str, Renderer],
        place: Callable[[str], Office],
        end_proof: EndProof,
    ) -> None:
        self._end_proof = end_proof
        self._database = database
        self._clock = clock
        self._renderers = renderers
        self._place = place

    def made(self, turn: Turn, outcome: Outcome) -> Made:
        """What a turn puts out, made for its channel; hours are told beside a caseworker."""
        conversation = turn.conversation
        if is_beside(turn, outcome):
            outcome.says += self._hours(conversation)
        renderer = self._renderers[conversation.channel].of(conversation.municipality)
        reply = renderer.render(outcome.says, outcome.standard, outcome.pace)
        sms, acts = self._renderers[Channel.SMS], outcome.to_others
        return Made(reply, [make(act, conversation, sms, outcome.standard) for act in acts])

    def commit(
        self,
        lease: Lease,
        turn: Turn,
        answer: TurnResponse,
        outcome: Outcome,
        made: Made,
    ) -> None:
        """Commit a turn: state, reply, outbox rows and tasks, and that its messages are done.

        Args:
            lease: the turn's.
            turn: what was read before.
            answer: the assistant's.
            outcome: what the answer leads to.
            made: what it puts out.

        Raises:
            LeaseLost: another has the conversation; nothing is written.
        """
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
                ReplyKind.NOTICE if is_beside(turn, outcome) else ReplyKind.ANSWER,
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
            if outcome.ends_proof is not None:
                another = bool(outcome.ends_proof["another"])
                self._end_proof(session, conversation.id, now, another=another)
            if outcome.end:
                close(conversation)

    def leave_to_caseworker(self, lease: Lease, turn: Turn, understood: dict[str, Any]) -> None:
        """Commit a turn to which only a person answers.

        Raises:
            LeaseLost: another has the conversation; nothing is written.
        """
        with self._database.write() as session:
            conversation = finish(session, lease)
            messages = still_waiting(session, turn.ids)
            for message in messages:
                message.state, message.text = MessageState.DONE, mask_ids(message.text)
            messages[0].understood = mask_understood(understood, everything=False)
            now = conversation.last_activity = self._clock.now()
            person_wrote(session, conversation.id, messages[0].received_at)
            self._tell_hours(session, conversation, messages[0], now)

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
            renderer = self._renderers[conversation.channel].of(conversation.municipality)
            made = renderer.render(says, conversation.standard, conversation.pace)
            outcome = Outcome(says, conversation.standard, conversation.pace)
            add_reply(session, message, ReplyKind.NOTICE, outcome, made, now=now)


def is_beside(turn: Turn, outcome: Outcome) -> bool:
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
        amends=bool(act.get("amends", False)),
    )
