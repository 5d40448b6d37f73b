"""In danger on the telephone: an offer to be put through at once, and an answer to silence.

Where a call can be put through to stands in the catalogue (`lines` of a municipality): numbers that
the emergency centre or the helpline has agreed to be called on. Where there are none nothing is
offered, and the caller is told to hang up and ring. In a crisis we never end the call ourselves.
"""

from collections.abc import Mapping
from typing import Any

from assistant.gate.wording import anywhere
from channels.phone.questions import Question
from conversations.models import Conversation, Reply
from conversations.renderer import Say
from provider_catalog.provider import Municipality

CRISIS = "crisis"
"""The slot of a conversation from an alarm until it is over."""
OTHERWISE = ("113",)
BY_KIND: Mapping[str, tuple[str, ...]] = {
    "fire": ("110",),
    "violence": ("112", "116 006"),
    "suicide": ("113", "116 123"),
}
"""Whom to be put through to by the kind of danger, the most urgent first."""
DOCTOR = "116 117"
DOCTOR_NAMED = frozenset({"danger.unsure", "same_day.doctor"})
"""The texts after which the doctor on duty is offered."""
SILENT_LONG = 4
"""The silence in a row from which on we listen for a minute at a time."""
_ASKS = anywhere(
    [
        "(sett|sette|koble|kople|kobl|set) (meg |oss |mæ )?(over|gjennom|igjennom|til|med)…",
        "(ja|jau|jo) (takk )?(sett|koble|gjør det|gjer det)…",
        "(ring|ringe|ringje) (dem|dei|opp) for meg",
    ]
)
_NAMED = {"110": "brann…", "112": "politi…", "116 117": "legevakt…", "116 123": "mental helse"}


def lines_for(place: Municipality, thread: Conversation, reply: Reply | None = None) -> list[str]:
    """The numbers that the caller can be put through to now, in the order of their keys."""
    state: Mapping[str, Any] = thread.slots.get(CRISIS) or {}
    wanted: tuple[str, ...] = BY_KIND.get(str(state.get("kind")), OTHERWISE) if state else ()
    if reply is not None and any(say.get("say") in DOCTOR_NAMED for say in reply.says):
        wanted = (*wanted, DOCTOR)
    return [number for number in wanted if number in place.lines]


def offers(numbers: list[str]) -> list[Say]:
    """What is said of them, while keys are listened for already."""
    return [
        {
            "say": "phone.connect_offer" if key == 1 else "phone.connect_or",
            "values": {"number": number, "key": str(key)},
        }
        for key, number in enumerate(numbers, start=1)
    ]


def asked_for(question: Question, keys: str, words: str) -> str | None:
    """The number that the caller wants to be put through to; None where none is asked for.

    Never a bare «ja»: what was asked may be something else.
    """
    if keys:
        at = int(keys) if keys.isdecimal() and len(keys) == 1 else 0
        return question.lines[at - 1] if 1 <= at <= len(question.lines) else None
    said = words.lower()
    if not _ASKS.search(said):
        return None
    digits = said.replace(" ", "")
    for number in question.lines:
        name = _NAMED.get(number)
        if number.replace(" ", "") in digits or (name and anywhere([name]).search(said)):
            return number
    return question.lines[0]


def silence(silences: int) -> list[Say]:
    """What is said to who is silent in danger: that we are here, and how to be heard."""
    return [{"say": "phone.silence_in_crisis_1" if silences == 1 else "phone.silence_in_crisis_2"}]
