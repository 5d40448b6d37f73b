"""What a turn asks: the assistant, the embedded reader and the second one, each within its time.

Each answer may take as long as a step of a turn (`lease.STEP`). Between them the lease is looked
at, so that a turn that is slow all the way is not overtaken, and one that was stops.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog

from conversations.lease import Lease, Leases
from conversations.readings.second import Said, SecondReader
from conversations.renderer import Say
from conversations.turns.assistant_client import (
    AssistantClient,
    AssistantFailed,
    Context,
    TurnRequest,
    TurnResponse,
)
from conversations.turns.turn import Turn

log = structlog.get_logger(__name__)

PICTURE = "sms.picture"
EMPTY = "sms.empty"
OWN_WORDS = "channel.own_words"


class Asking:
    """Asks for one turn after the other. Safe to use from several threads.

    Args:
        assistant: who answers.
        leases: where a turn's lease is kept for the next step.
        names: names that a municipality has added since the engine read its files.
        second: reads messages beside the assistant; None where nobody does.
    """

    def __init__(
        self,
        assistant: AssistantClient,
        leases: Leases,
        names: Callable[[str], list[dict[str, str]]],
        second: SecondReader | None,
    ) -> None:
        self._assistant = assistant
        self._leases = leases
        self._names = names
        self._second = second

    def close(self) -> None:
        """Let go what waits to be read."""
        if self._second is not None:
            self._second.close()

    def answer(self, lease: Lease, turn: Turn) -> TurnResponse:
        """The assistant's answer to a turn.

        Raises:
            AssistantFailed: no usable one came.
            LeaseLost: another has the conversation by now.
        """
        first, conversation = turn.first, turn.conversation
        with_picture = not turn.came.held and any(each.media_count for each in turn.messages)
        picture: list[Say] = [{"say": PICTURE}] if with_picture else []
        if not turn.text:
            nothing = {"say": OWN_WORDS if turn.came.quotes_us else EMPTY}
            return TurnResponse(picture or [nothing], conversation.slots)
        reading = self._second.before(self._said(turn)) if self._second else None
        self._leases.keep(lease)
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
                    reading=reading,
                ),
            )
        )
        return replace(response, messages=picture + response.messages)

    def understood(self, lease: Lease, turn: Turn) -> dict[str, Any]:
        """What a message is about that a person answers; a caseworker has it, understood or not."""
        try:
            return self._assistant.understand(turn.text) if turn.text else {}
        except AssistantFailed as failed:
            log.warning("turn.not_understood", failure=failed.failing.value)
            return {}
        finally:
            self._leases.keep(lease)

    def answered(self, turn: Turn) -> None:
        """Read a turn that has been answered, where readings are only compared."""
        if self._second is not None:
            self._second.after(self._said(turn))

    def _said(self, turn: Turn) -> Said:
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
