"""Turns: a waiting message, or several texts in a row, become an answer, exactly once.

A turn reads the state, asks the assistant with no transaction open, and commits state, reply,
outbox rows, tasks and "done" in one write that only the holder of the lease can make. Whatever
dies before that commit leaves the message waiting and the state as it was; it is then run again
with the same key, and the register does nothing twice for one key.

What a turn meets is read in `turn`, what it asks is in `asking`, its commit in `committing`.
"""

import enum
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog

from conversations.lease import Lease, LeaseLost, Leases
from conversations.models import Reply
from conversations.readings.second import SecondReader
from conversations.renderer import Renderer
from conversations.retry_policy import Failing
from conversations.turns.asking import Asking
from conversations.turns.assistant_client import AssistantClient, AssistantFailed
from conversations.turns.committing import Committing, EndProof, no_proofs
from conversations.turns.danger import Alarms
from conversations.turns.directives import sort_out
from conversations.turns.failures import Patience, TurnFailures
from conversations.turns.out_of_hours import Office
from conversations.turns.turn import Turn, read_turn
from conversations.turns.waiting import Waiting
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


class Turns:
    """Runs turns. Safe to use from several threads and processes.

    Args:
        database: where.
        clock: the time of the domain.
        assistant: who answers.
        renderers: by channel, how a reply is made.
        leases: one turn of a conversation at a time.
        alarms: answers what may not wait, where the assistant does not.
        place: a municipality as the catalogue has it, for its hours.
        patience: how long a message is tried.
        on_reply: called after a commit that put something in the outbox.
        gathers: whether text messages that wait together are answered together.
        names: names that a municipality has added since the engine read its files.
        second: reads messages beside the assistant; None where nobody does.
        end_proof: ends the proof in a conversation, in the turn's own commit.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        assistant: AssistantClient,
        renderers: Mapping[str, Renderer],
        leases: Leases,
        alarms: Alarms,
        place: Callable[[str], Office],
        patience: Patience | None = None,
        on_reply: Callable[[], None] = lambda: None,
        gathers: bool = False,
        names: Callable[[str], list[dict[str, str]]] = lambda _: [],
        second: SecondReader | None = None,
        end_proof: EndProof = no_proofs,
    ) -> None:
        self._database = database
        self._clock = clock
        self._leases = leases
        self._alarms = alarms
        self._asking = Asking(assistant, leases, names, second)
        self._committing = Committing(database, clock, renderers, place, end_proof)
        self._setbacks = TurnFailures(database, clock, renderers, patience or Patience())
        self._on_reply = on_reply
        self._gathers = gathers
        self._waiting = Waiting(database, alarms, self._run_until_answered)

    def close(self) -> None:
        """Start nothing more for those who wait."""
        self._waiting.close()
        self._asking.close()

    def run_next(self, conversation: str) -> TurnEnd:
        """Answer the oldest waiting message of a conversation, whether or not its time has come.

        Text messages that wait with it may be answered in the same turn.
        """
        try:
            with self._leases.on(conversation) as lease:
                if lease is None:
                    return TurnEnd.BUSY
                turn = read_turn(self._database, self._clock, conversation, gathers=self._gathers)
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

    def _run(self, lease: Lease, turn: Turn) -> TurnEnd:
        if turn.conversation.holder is not None:
            understood = self._asking.understood(lease, turn)
            # While a person answers the assistant is silent, but for danger to life (promise 7),
            # and does nothing: who asks for it is told, so that no «angre» is lost in between.
            if not understood and self._alarms.answer_any(turn.messages):
                return TurnEnd.DONE
            if understood.get("intent") not in {DANGER, *CHANGES} and not turn.came.warned:
                self._leave(lease, turn, understood)
                return TurnEnd.DONE
        try:
            answer = self._asking.answer(lease, turn)
            if turn.came.held and not answer.messages:
                self._leave(lease, turn, answer.understood)
                return TurnEnd.DONE
            outcome = sort_out(answer.messages, turn.before)
            made = self._committing.made(turn, outcome)
        except AssistantFailed as failed:
            return self._postpone(lease, turn, failed)
        except LeaseLost:
            raise
        except Exception as error:
            # A text that is missing or may not go out here, or an act that nobody knows: the
            # message must not be lost, nor stop the thread for ever.
            log.exception("turn.failed", conversation=lease.conversation)
            own = AssistantFailed(Failing.MESSAGE, type(error).__name__)
            return self._postpone(lease, turn, own)
        self._committing.commit(lease, turn, answer, outcome, made)
        if made.reply.parts or made.to_others:
            self._on_reply()
        self._asking.answered(turn)
        return TurnEnd.DONE

    def _leave(self, lease: Lease, turn: Turn, understood: dict[str, Any]) -> None:
        self._committing.leave_to_caseworker(lease, turn, understood)
        self._on_reply()

    def _postpone(self, lease: Lease, turn: Turn, failed: AssistantFailed) -> TurnEnd:
        if self._alarms.answer_any(turn.messages):
            return TurnEnd.DONE
        setback = self._setbacks.count(lease, turn.ids, failed)
        if setback.told:
            self._on_reply()
        return TurnEnd.GIVEN_UP if setback.given_up else TurnEnd.POSTPONED
