"""What the engine's `/turn` promises: one list, held against the engine and against its fake.

`tests/engine/test_contract.py` puts it to the real engine, `tests/conversations/test_contract.py`
to the
fake that the channels are tested with, and to the client. So the fake cannot drift from the engine.
"""

import enum
from typing import Any

Json = dict[str, Any]


class Status(enum.IntEnum):
    """Every status that `/turn` answers with; there is no other."""

    TURN = 200
    """The turn, as `is_turn` has it."""
    WRONG_SHAPE = 400
    """The request is not what `/turn` takes."""
    MESSAGE_FAILED = 422
    """An action failed on this very message: it may never go through."""
    BROKEN = 500
    """An error of the engine's own at this message."""
    NOT_NOW = 503
    """The action server is not there: it will pass."""
    TOO_SLOW = 504
    """It took longer than a turn may."""


WRONG_REQUESTS: list[Any] = [
    {},
    {"conversation": "c", "text": "hei", "slots": {}},
    {"conversation": "c", "slots": {}, "context": {}},
    {"conversation": "", "text": "hei", "slots": {}, "context": {}},
    {"conversation": 5, "text": "hei", "slots": {}, "context": {}},
    {"conversation": "c", "text": None, "slots": {}, "context": {}},
    {"conversation": "c", "text": ["hei"], "slots": {}, "context": {}},
    {"conversation": "c", "text": "a" * 10_001, "slots": {}, "context": {}},
    {"conversation": "c", "text": "hei", "slots": [], "context": {}},
    {"conversation": "c", "text": "hei", "slots": {}, "context": "x"},
    [],
    "hei",
]
"""Requests that are answered with `WRONG_SHAPE` and a reason."""
LONGEST_TEXT = 10_000


def is_request(body: Any) -> bool:
    """Whether a request has the shape that `/turn` takes."""
    return (
        isinstance(body, dict)
        and isinstance(body.get("conversation"), str)
        and body["conversation"] != ""
        and isinstance(body.get("text"), str)
        and len(body["text"]) <= LONGEST_TEXT
        and isinstance(body.get("slots"), dict)
        and isinstance(body.get("context"), dict)
    )


def is_turn(body: Any) -> bool:
    """Whether an answer with status `TURN` has its shape."""
    return (
        isinstance(body, dict)
        and isinstance(body.get("messages"), list)
        and all(isinstance(each, dict) for each in body["messages"])
        and all(("say" in each) != ("do" in each) for each in body["messages"])
        and isinstance(body.get("slots"), dict)
        and isinstance(body.get("understood"), dict)
        and "intent" in body["understood"]
    )


def is_refusal(body: Any) -> bool:
    """Whether an answer with any other status has its shape: a reason, and no words of a person."""
    return isinstance(body, dict) and isinstance(body.get("reason"), str) and body["reason"] != ""
