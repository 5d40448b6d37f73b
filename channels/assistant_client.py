"""The one way to the assistant: its engine's `/turn`, over HTTP on loopback."""

import enum
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx

TIMEOUT_SECONDS = 10.0


class Failure(enum.StrEnum):
    """Why there was no answer."""

    UNREACHABLE = "unreachable"
    """Nobody listens, or the engine says that it cannot serve now. It will pass."""
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    """The engine answered with an error: this message may never go through."""
    MALFORMED = "malformed"
    """The engine answered with something that is not a turn."""


class AssistantFailed(Exception):
    """The assistant gave no answer that can be used.

    Args:
        failure: of which kind.
        detail: for the log; never the person's words.
    """

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure = failure

    @property
    def engine_is_down(self) -> bool:
        """True where waiting helps; False where this very message seems to be the trouble."""
        return self.failure in (Failure.UNREACHABLE, Failure.TIMED_OUT)


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
        self._http = httpx.Client(base_url=base_url, timeout=timeout, trust_env=False)

    def turn(self, request: TurnRequest) -> TurnResponse:
        """Run one turn.

        Raises:
            AssistantFailed: no usable answer came.
        """
        return _read(self._post("/turn", asdict(request)))

    def understand(self, text: str) -> dict[str, Any]:
        """What a text is understood as (`TurnResponse.understood`); nothing is done about it.

        Raises:
            AssistantFailed: no usable answer came.
        """
        understood = _body(self._post("/parse", {"text": text}))
        return {name: it for name, it in understood.items() if name != "text"}

    def _post(self, path: str, what: dict[str, Any]) -> httpx.Response:
        try:
            answer = self._http.post(path, json=what)
        except httpx.TimeoutException as error:
            raise AssistantFailed(Failure.TIMED_OUT, type(error).__name__) from error
        except httpx.HTTPError as error:
            raise AssistantFailed(Failure.UNREACHABLE, type(error).__name__) from error
        if answer.status_code in (502, 503, 504):
            raise AssistantFailed(Failure.UNREACHABLE, f"status {answer.status_code}")
        if answer.status_code != httpx.codes.OK:
            raise AssistantFailed(Failure.REFUSED, f"status {answer.status_code}")
        return answer

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


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError as error:
        raise AssistantFailed(Failure.MALFORMED, "not JSON") from error
    if not isinstance(body, dict):
        raise AssistantFailed(Failure.MALFORMED, "not an object")
    return body


def _read(answer: httpx.Response) -> TurnResponse:
    body = _body(answer)
    messages, slots = body.get("messages"), body.get("slots")
    if not isinstance(messages, list) or not isinstance(slots, dict):
        raise AssistantFailed(Failure.MALFORMED, "messages or slots missing")
    for message in messages:
        if not isinstance(message, dict) or ("say" in message) == ("do" in message):
            raise AssistantFailed(Failure.MALFORMED, "a message is neither say nor do")
    understood = body.get("understood")
    return TurnResponse(messages, slots, understood if isinstance(understood, dict) else {})
