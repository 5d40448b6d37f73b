"""The verbs that only sound: `<Say>`, `<Play>` and `<Pause>`; alone or inside a `<Gather>`."""

from xml.etree.ElementTree import Element

from devtools.phone_simulator import limits, speech
from devtools.phone_simulator.call import Call, Ended, EndedBy


def say(call: Call, element: Element) -> None:
    """Speak; `loop` repeats (0 means for ever, which nobody can want: once here)."""
    for problem in limits.problems_of_say(element):
        call.problem(problem)
    try:
        parts = speech.pieces(element)
    except ValueError as error:
        raise Ended(EndedBy.ERROR, f"13520: {error}") from error
    for _ in range(int(element.get("loop", "1")) or 1):
        call.note(
            "say",
            speech.plain(parts),
            parts=tuple(parts),
            voice=element.get("voice", ""),
            language=element.get("language", ""),
        )
        call.pass_time(speech.seconds(parts))


def play(call: Call, element: Element) -> None:
    """Play a file, whose length is not known here, or keys (`digits`, half a second each)."""
    digits = element.get("digits", "")
    call.note("play", digits or (element.text or "").strip())
    call.pass_time(0.5 * len(digits))


def pause(call: Call, element: Element) -> None:
    """Wait; one second unless `length` says otherwise."""
    length = float(element.get("length", "1"))
    call.note("pause", f"{length:g}")
    call.pass_time(length)
