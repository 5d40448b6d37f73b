"""The verbs, one small handler each, as twilio.com/docs/voice/twiml describes them.

A handler does what the verb does to the call and returns where to go on, or None for the next verb.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from assistant.texts.measures import count_spoken_words
from devtools.phone_simulator.call import Call, CallRecord, Ended, EndedBy, Go
from devtools.phone_simulator.gather import gather
from devtools.phone_simulator.script import HangUp, Keys, Outcome, Silent
from devtools.phone_simulator.sounds import pause, play, say

QUEUE_SECONDS = 60
"""How long a caller listens to an `<Enqueue>` that nobody answers before hanging up."""


def redirect(call: Call, element: Element) -> Go:
    """Go on with another document."""
    url = call.webhook.resolve(element.text or "", call.current_url)
    return Go(url, {}, element.get("method", "POST").upper())


def hangup(_call: Call, _element: Element) -> None:
    """End the call."""
    raise Ended(EndedBy.APP)


def reject(call: Call, element: Element) -> None:
    """Refuse the call; only as a call's first verb, else it hangs up like any other end."""
    call.note("note", element.get("reason", "rejected"))
    raise Ended(EndedBy.REJECTED)


def dial(call: Call, element: Element) -> Go | None:
    """Call somebody else; with an action its answer goes on, without one the next verb."""
    number = "".join(element.itertext()).strip()
    call.note("ring", number)
    outcome = call.script.outcome()
    call.pass_time(_until_decided(outcome, float(element.get("timeout", "30"))))
    bridged = outcome.status == "completed" and _whisper(call, element, outcome.presses)
    call.note("note", f"DialCallStatus={outcome.status}")
    if bridged:
        _talk(call, outcome)
    if not element.get("action"):
        return None
    params = {"DialCallStatus": outcome.status, "DialCallSid": "CA" + "d" * 32}
    if outcome.status == "completed":
        params |= {"DialCallDuration": str(outcome.seconds), "DialBridged": str(bridged).lower()}
    return call.go(element, params)


def _whisper(call: Call, element: Element, presses: str) -> bool:
    """Play the `url` of a `<Number>` to who answered; False where it hung up on them.

    The caller hears it ring meanwhile. twilio.com/docs/voice/twiml/number
    """
    address = next((n.get("url") for n in element.iter("Number") if n.get("url")), None)
    if address is None:
        return True
    there = call.dialled("".join(element.itertext()).strip(), [presses] if presses else [])
    run(there, Go(call.webhook.resolve(address, call.current_url)))
    for event in there.record.events:
        call.note("whisper" if event.kind == "say" else "note", event.text)
    call.record.problems += there.record.problems
    call.pass_time(there.record.seconds)
    return (
        there.record.ended_by is EndedBy.DROPPED
    )  # The document ended, and the two are connected.


def enqueue(call: Call, element: Element) -> Go | None:
    """Wait in a queue until somebody answers, or until the caller gives up."""
    call.note("ring", (element.text or "").strip())
    outcome = call.script.outcome()
    if outcome.status != "completed":
        call.pass_time(QUEUE_SECONDS)
        raise Ended(EndedBy.CALLER)
    _talk(call, outcome)
    if not element.get("action"):
        return None
    return call.go(element, {"QueueResult": "bridged", "QueueTime": "0"})


def record(call: Call, element: Element) -> Go | None:
    """Record what the caller says; silence goes on with the next verb."""
    if element.get("playBeep", "true") == "true":
        call.note("beep", "")
    timeout = float(element.get("timeout", "5"))
    answer = call.script.answer()
    if isinstance(answer, HangUp):
        raise Ended(EndedBy.CALLER)
    if isinstance(answer, Silent):
        call.note("silence", f"{timeout:g}")
        call.pass_time(timeout)
        return None
    if isinstance(answer, Keys):
        call.note("keys", answer.keys)
        return call.go(element, _recording(call, 0, answer.keys[:1]))
    seconds = count_spoken_words(answer.words) * 60 / call.pace.words_per_minute
    call.note("speech", answer.words)
    call.pass_time(seconds + timeout)
    return call.go(element, _recording(call, max(round(seconds), 1), ""))


VERBS: dict[str, Callable[[Call, Element], Go | None]] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Gather": gather,
    "Redirect": redirect,
    "Hangup": hangup,
    "Reject": reject,
    "Dial": dial,
    "Enqueue": enqueue,
    "Record": record,
}


def _until_decided(outcome: Outcome, timeout: float) -> float:
    # Somebody who answers does so after a few rings; busy and failed show at once.
    return {"no-answer": timeout, "completed": min(10.0, timeout)}.get(outcome.status, 1.0)


def _talk(call: Call, outcome: Outcome) -> None:
    if outcome.status == "completed":
        call.talked = True
        call.pass_time(outcome.seconds)


def _recording(call: Call, seconds: int, digits: str) -> dict[str, str]:
    sid = "RE" + call.record.call_sid[2:]
    return {
        "RecordingSid": sid,
        "RecordingUrl": f"https://api.twilio.com/2010-04-01/Recordings/{sid}",
        "RecordingDuration": str(seconds),
        "Digits": digits,
    }


def run(call: Call, first: Go) -> CallRecord:
    """Execute documents until the call ends."""
    go: Go | None = first
    try:
        while go is not None:
            go = _execute(call, call.fetch(go))
        ended = EndedBy.TRANSFERRED if call.talked else EndedBy.DROPPED
    except Ended as end:
        ended = end.by
        if end.problem:
            call.problem(end.problem)
    call.record.ended_by = ended
    call.record.waited = call.webhook.waited
    return call.record


def _execute(call: Call, document: Element) -> Go | None:
    # None when the document ended and led nowhere.
    for element in document:
        handler = VERBS.get(element.tag)
        if handler is None:
            raise Ended(EndedBy.ERROR, f"12200: unknown verb <{element.tag}>")
        if (go := handler(call, element)) is not None:
            return go
    return None
