"""State of the fake Twilio: messages, calls, opt-outs, and the faults that a test switches on."""

import enum
import secrets
import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from assistant.texts.measures import segments
from devtools.phone_simulator import CallRecord

API_VERSION = "2010-04-01"


class FaultKind(enum.StrEnum):
    """A way to fail."""

    REFUSE = "refuse"
    """Answer with a status and a code; nothing is accepted."""
    SLOW = "slow"
    """Accept, then answer only after some seconds."""
    DROP = "drop"
    """Accept, then break the connection without an answer."""


@dataclass(frozen=True)
class Fault:
    """How the next request fails.

    Args:
        kind: the way.
        status: the HTTP status of a refusal.
        code: Twilio's code of a refusal.
        seconds: how long a slow answer takes.
    """

    kind: FaultKind
    status: int = 500
    code: int = 20500
    seconds: float = 0.0


@dataclass(frozen=True)
class CallbackPlan:
    """Which status callbacks follow a message, and how.

    Args:
        statuses: in this order.
        error_code: told with the last one where that is a failure.
        repeats: how often each is posted.
        delay: seconds before each.
    """

    statuses: tuple[str, ...] = ("queued", "sent", "delivered")
    error_code: int | None = None
    repeats: int = 1
    delay: float = 0.02


@dataclass(frozen=True)
class Answer:
    """Who takes a call that the app places, and what they do.

    Args:
        by: what machine detection finds: `human`, `machine_end_beep`, `unknown`; empty where nobody
            takes it.
        script: as `devtools.phone_simulator.script` reads it.
    """

    by: str = "human"
    script: tuple[str, ...] = ()


@dataclass
class Resource:
    """A message or a call as Twilio describes it."""

    sid: str
    to: str
    sender: str
    body: dict[str, Any]
    status_callback: str | None
    url: str = ""
    """Of a call: its document."""
    detects: bool = False
    """Of a call: whether machine detection was asked for."""
    validity_seconds: int | None = None
    """How long a message may wait in the queue; None where nobody said."""
    made: datetime = field(default_factory=lambda: datetime.now(UTC))


class Refused(Exception):
    """Twilio refuses a request.

    Args:
        status: HTTP status.
        code: Twilio's error code.
        message: for developers.
    """

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class FakeTwilio:
    """The account and all that happened in it. Safe to use from several threads.

    Args:
        account_sid: who may use it.
        auth_token: with what; also signs the callbacks.
    """

    def __init__(self, account_sid: str, auth_token: str) -> None:
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.messages: list[Resource] = []
        self.calls: list[Resource] = []
        self.opted_out: set[tuple[str, str]] = set()
        self.faults: deque[Fault] = deque()
        self.plan = CallbackPlan()
        self.plans: dict[str, CallbackPlan] = {}
        """By receiving number, where not the ordinary plan."""
        self.answers: dict[str, Answer] = {}
        """By number: who takes a call. Where none is given the call ends without a word."""
        self.played: dict[str, CallRecord] = {}
        """By CallSid: how the calls went that somebody took."""
        self.lock = threading.Lock()

    def forget(self) -> None:
        """Forget all that happened, and all that was planned."""
        with self.lock:
            for each in (self.messages, self.calls, self.opted_out, self.faults):
                each.clear()
            for planned in (self.plans, self.answers, self.played):
                planned.clear()

    def next_fault(self) -> Fault | None:
        """What the next sending request must suffer."""
        with self.lock:
            return self.faults.popleft() if self.faults else None

    def newest_first(self, resources: list[Resource]) -> list[Resource]:
        """Messages or calls as they are listed."""
        with self.lock:
            return resources[::-1]

    def plan_for(self, number: str) -> CallbackPlan:
        """What follows a message to this number."""
        return self.plans.get(number, self.plan)

    def add_message(self, to: str, sender: str, text: str, callback: str | None) -> Resource:
        """Accept a message."""
        sid = "SM" + secrets.token_hex(16)
        resource = Resource(sid, to, sender, {}, callback)
        uri = f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{sid}"
        resource.body = {
            "account_sid": self.account_sid,
            "api_version": API_VERSION,
            "body": text,
            "date_created": rfc2822(resource.made),
            "date_sent": None,
            "date_updated": rfc2822(resource.made),
            "direction": "outbound-api",
            "error_code": None,
            "error_message": None,
            "from": sender,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": str(segments(text)),
            "price": None,
            "price_unit": "USD",
            "sid": sid,
            "status": "queued",
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": to,
            "uri": f"{uri}.json",
        }
        with self.lock:
            self.messages.append(resource)
        return resource

    def add_call(self, to: str, sender: str, callback: str | None) -> Resource:
        """Accept a call."""
        sid = "CA" + secrets.token_hex(16)
        resource = Resource(sid, to, sender, {}, callback)
        uri = f"/{API_VERSION}/Accounts/{self.account_sid}/Calls/{sid}"
        unset = (
            "annotation", "answered_by", "caller_name", "duration", "end_time", "forwarded_from",
            "group_sid", "parent_call_sid", "price", "start_time", "trunk_sid",
        )  # fmt: skip
        resource.body = dict.fromkeys(unset) | {
            "account_sid": self.account_sid,
            "api_version": API_VERSION,
            "date_created": rfc2822(resource.made),
            "date_updated": rfc2822(resource.made),
            "direction": "outbound-api",
            "from": sender,
            "from_formatted": sender,
            "phone_number_sid": "PN" + secrets.token_hex(16),
            "price_unit": "USD",
            "queue_time": "0",
            "sid": sid,
            "status": "queued",
            "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
            "to": to,
            "to_formatted": to,
            "uri": f"{uri}.json",
        }
        with self.lock:
            self.calls.append(resource)
        return resource

    def set_status(self, resource: Resource, status: str, error_code: int | None = None) -> None:
        """Move a message or call on, as its callback tells."""
        now = rfc2822(datetime.now(UTC))
        resource.body |= {"status": status, "date_updated": now}
        if "date_sent" in resource.body:
            resource.body |= {
                "date_sent": resource.body["date_sent"] or now,
                "error_code": error_code,
                "error_message": None if error_code is None else f"error {error_code}",
            }


def rfc2822(moment: datetime) -> str:
    """A time as Twilio writes it."""
    return format_datetime(moment)
