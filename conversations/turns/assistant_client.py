"""The one way to the assistant: its engine's `/turn`, over HTTP on loopback."""

import json
import time
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx

from conversations.retry_policy import Failing
from core.loopback import IN_THE_CLEAR

TIMEOUT_SECONDS = 10.0
_REACH_SECONDS = 1.0
"""The engine is on loopback: whoever does not take a request in this time is not there."""
LONGEST_SECONDS = TIMEOUT_SECONDS + 3 * _REACH_SECONDS
"""A whole request: waiting for a connection, making it, sending, and the answer."""


# What the engine says with a status that is no turn (docs/decisions/004-engine.md); any other means
# that this very message failed.
_MEANS: dict[int, Failing] = {
    httpx.codes.SERVICE_UNAVAILABLE: Failing.ENGINE_AWAY,
    httpx.codes.GATEWAY_TIMEOUT: Failing.SLOW,
}


class AssistantFailed(Exception):
    """The assistant gave no answer that can be used.

    Args:
        failing: the class of failure, by which it is tried again.
        detail: for the log; never the person's words.
    """

    def __init__(self, failing: Failing, detail: str = "") -> None:
        super().__init__(f"{failing}: {detail}" if detail else str(failing))
        self.failing = failing


@dataclass(frozen=True)
class Context:
    """What the actions must know of a turn besides its words.

    Args:
        key: the turn's idempotency key.
        conversation: the conversation's random id.
        channel: `sms`, `phone` or `web`.
        municipality: kommunenummer.
        caller: the number in E.164, or None; a hint, never a proof.
        input: `text`, `speech` or `dtmf`.
        standard: `nb` or `nn`.
        came: how the words came (`conversations.turns.circumstances`): only what holds.
        reading: a second reading of the message (`conversations.readings`), or None.
        names: ways of saying names that the engine does not know from its files, as
            `{"kind", "id", "form"}`.
    """

    key: str
    conversation: str
    channel: str
    municipality: str
    caller: str | None
    input: str
    standard: str
    names: list[dict[str, str]] = field(default_factory=list)
    came: dict[str, Any] = field(default_factory=dict)
    reading: dict[str, Any] | None = None

    def as_data(self) -> dict[str, Any]:
        """The context as it goes over HTTP: how the words came stands beside the rest."""
        data: dict[str, Any] = asdict(self)
        return self.came | {name: it for name, it in data.items() if name != "came"}


@dataclass(frozen=True)
class TurnRequest:
    """One turn: the words, the state that the app keeps, and the context."""

    conversation: str
    text: str
    slots: dict[str, Any]
    context: Context


@dataclass(frozen=True)
class TurnResponse:
    """What to say and do, and the state after it."""

    messages: list[dict[str, Any]]
    slots: dict[str, Any]
    understood: dict[str, Any] = field(default_factory=dict)


class AssistantClient:
    """Asks the engine. Safe to use from several threads; keeps its connections open.

    Args:
        base_url: the engine's address, `http://127.0.0.1:8081`.
        timeout: seconds for a whole answer.
    """

    def __init__(self, base_url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        # The engine is on loopback: a proxy named in the environment has no business here.
        reach = min(_REACH_SECONDS, timeout)
        phases = httpx.Timeout(timeout, connect=reach, write=reach, pool=reach)
        self._http = httpx.Client(
            base_url=base_url, timeout=phases, trust_env=False, verify=IN_THE_CLEAR
        )
        self._timeout = timeout

    def turn(self, request: TurnRequest) -> TurnResponse:
        """Run one turn.

        Raises:
            AssistantFailed: no usable answer came.
        """
        data = asdict(request) | {"context": request.context.as_data()}
        return _read(self._post("/turn", data))

    def understand(self, text: str, **place: Any) -> dict[str, Any]:
        """What a text is understood as (`TurnResponse.understood`); nothing is done about it.

        Args:
            text: what somebody wrote or said.
            place: what its reading depends on besides: `pending` and `names`.

        Raises:
            AssistantFailed: no usable answer came.
        """
        understood = _body(self._post("/parse", {"text": text, **place}))
        return {name: it for name, it in understood.items() if name != "text"}

    def _post(self, path: str, what: dict[str, Any]) -> bytes:
        end_at, body = time.monotonic() + self._timeout, b""
        try:
            with self._http.stream("POST", path, json=what) as answer:
                for chunk in answer.iter_bytes():
                    body += chunk
                    # httpx times each read alone: an answer that drips would never be too late.
                    if time.monotonic() > end_at:
                        raise httpx.ReadTimeout("the whole answer took too long")
        except httpx.TimeoutException as error:
            raise AssistantFailed(Failing.SLOW, type(error).__name__) from error
        except httpx.HTTPError as error:
            raise AssistantFailed(Failing.ENGINE_AWAY, type(error).__name__) from error
        if answer.status_code != httpx.codes.OK:
            failing = _MEANS.get(answer.status_code, Failing.MESSAGE)
            raise AssistantFailed(failing, f"status {answer.status_code}")
        return body

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _body(answer: bytes) -> dict[str, Any]:
    try:
        body = json.loads(answer)
    except ValueError as error:
        raise AssistantFailed(Failing.MESSAGE, "not JSON") from error
    if not isinstance(body, dict):
        raise AssistantFailed(Failing.MESSAGE, "not an object")
    return body


def _read(answer: bytes) -> TurnResponse:
    body = _body(answer)
    messages, slots = body.get("messages"), body.get("slots")
    if not isinstance(messages, list) or not isinstance(slots, dict):
        raise AssistantFailed(Failing.MESSAGE, "messages or slots missing")
    for message in messages:
        if not isinstance(message, dict) or ("say" in message) == ("do" in message):
            raise AssistantFailed(Failing.MESSAGE, "a message is neither say nor do")
    understood = body.get("understood")
    return TurnResponse(messages, slots, understood if isinstance(understood, dict) else {})
