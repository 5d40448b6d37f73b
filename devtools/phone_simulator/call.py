"""One call: documents fetched and executed, a virtual clock, a record of all that was heard."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from devtools.phone_simulator import limits, speech
from devtools.phone_simulator.script import Script
from devtools.phone_simulator.webhook import Webhook, WebhookFailed

MAX_DOCUMENTS = 1000
"""A call that fetches more is going in circles."""


class EndedBy(StrEnum):
    """Who or what ended the call."""

    APP = "app"
    """A `<Hangup>`: the only way the app should end a call."""
    CALLER = "caller"
    REJECTED = "rejected"
    TRANSFERRED = "transferred"
    """Somebody else was talked to, and the document ended after that."""
    DROPPED = "dropped"
    """The document ended and nothing followed: the caller hears a dead line."""
    ERROR = "error"
    """Twilio's own error message was played."""


@dataclass(frozen=True)
class Event:
    """Something that happened, at a second of the virtual clock.

    `kind` is say, play, pause, ring, beep (heard) or keys, speech, silence (done by the caller) or
    whisper (heard by who answers a `<Dial>`, before the two are connected) or note (none of them).
    """

    at: float
    kind: str
    text: str
    parts: tuple[speech.Piece | speech.Silence, ...] = ()
    voice: str = ""
    language: str = ""


@dataclass(frozen=True)
class Pace:
    """How fast the simulated caller is: assumptions for the clock, not measurements."""

    thinking: float = 1.0
    """Seconds before the caller answers."""
    per_key: float = 1.0
    """Seconds a key."""
    words_per_minute: float = 120.0


@dataclass
class CallRecord:
    """All that happened in a call."""

    call_sid: str
    events: list[Event] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    questions: int = 0
    seconds: float = 0.0
    waited: float = 0.0
    ended_by: EndedBy = EndedBy.DROPPED

    @property
    def heard(self) -> list[str]:
        """What was said to the caller, one text a `<Say>`."""
        return [event.text for event in self.events if event.kind == "say"]

    @property
    def text(self) -> str:
        """All that was said to the caller."""
        return "\n".join(self.heard)


@dataclass(frozen=True)
class Go:
    """The next document to fetch."""

    url: str
    params: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


class Ended(Exception):
    """The call is over."""

    def __init__(self, by: EndedBy, problem: str = "") -> None:
        super().__init__(problem or by.value)
        self.by = by
        self.problem = problem


class Call:
    """The state of a call while it runs; the verbs' handlers work on it."""

    def __init__(  # noqa: PLR0917 - said once, in `Caller`
        self,
        webhook: Webhook,
        script: Script,
        pace: Pace,
        from_: str,
        to: str,
        account_sid: str,
        on_event: Callable[[Event], None],
    ) -> None:
        self.webhook = webhook
        self.script = script
        self.last_keys = ""
        self.pace = pace
        self.record = CallRecord(call_sid="CA" + secrets.token_hex(16))
        self.current_url = ""
        self.talked = False
        self._on_event = on_event
        self._params = {
            "CallSid": self.record.call_sid,
            "AccountSid": account_sid,
            "ApiVersion": "2010-04-01",
            "Direction": "inbound",
            "From": from_,
            "Caller": from_,
            "To": to,
            "Called": to,
            "FromCountry": "NO" if from_.startswith("+47") else "",
            "CallerCountry": "NO" if from_.startswith("+47") else "",
            "ToCountry": "NO",
            "CalledCountry": "NO",
        }

    def is_outbound(self, call_sid: str, answered_by: str) -> None:
        """Make this a call that the app has placed."""
        self.record.call_sid = call_sid
        self._params |= {"CallSid": call_sid, "Direction": "outbound-api"}
        if answered_by:
            self._params["AnsweredBy"] = answered_by

    def dialled(self, number: str, script: list[str]) -> "Call":
        """The call to somebody else that a `<Dial>` makes, as that one hears it."""
        there = Call(
            self.webhook,
            Script(script),
            self.pace,
            self._params["From"],
            number,
            self._params["AccountSid"],
            lambda _event: None,
        )
        there._params |= {"Direction": "outbound-dial", "ParentCallSid": self.record.call_sid}
        return there

    def note(self, kind: str, text: str, **details: object) -> None:
        """Add an event at this moment."""
        event = Event(round(self.record.seconds, 1), kind, text, **details)  # type: ignore[arg-type]
        self.record.events.append(event)
        self._on_event(event)

    def problem(self, text: str) -> None:
        """Add something that Twilio would refuse or warn of."""
        self.record.problems.append(text)
        self.note("note", text)

    def pass_time(self, seconds: float) -> None:
        """Move the virtual clock."""
        self.record.seconds += seconds

    def go(self, element: Element, params: dict[str, str]) -> Go:
        """Where a verb's `action` leads, with what the verb found out."""
        url = self.webhook.resolve(element.get("action", ""), self.current_url)
        return Go(url, params, element.get("method", "POST").upper())

    def fetch(self, go: Go) -> Element:
        """Fetch a document.

        Raises:
            Ended: when Twilio would not run what comes back.
        """
        status = "in-progress" if self.record.documents else "ringing"
        if len(self.record.documents) >= MAX_DOCUMENTS:
            raise Ended(EndedBy.ERROR, f"more than {MAX_DOCUMENTS} documents")
        try:
            response = self.webhook.send(
                go.url, {**self._params, "CallStatus": status, **go.params}, go.method
            )
        except WebhookFailed as error:
            raise Ended(EndedBy.ERROR, str(error)) from error
        self.current_url = go.url
        self.record.documents.append(response.text)
        if broken := limits.broken_document(
            response.content, response.headers.get("Content-Type", "")
        ):
            raise Ended(EndedBy.ERROR, broken)
        try:
            document = ElementTree.fromstring(response.content)  # noqa: S314 - our own app's answer
        except ElementTree.ParseError as error:
            raise Ended(EndedBy.ERROR, f"12100: not XML: {error}") from error
        if document.tag != "Response":
            raise Ended(EndedBy.ERROR, f"12200: <{document.tag}> instead of <Response>")
        return document

    def report_end(self, status_url: str) -> None:
        """Tell the app that the call is over, as Twilio does; an app may have no address for it."""
        params = {
            **self._params,
            "CallStatus": "completed",
            "CallDuration": str(round(self.record.seconds)),
            "Duration": str(-(-round(self.record.seconds) // 60)),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": "0",
        }
        try:
            self.webhook.send(status_url, params)
        except WebhookFailed as error:
            if "answered 404" not in str(error):
                self.record.problems.append(f"status: {error}")
