"""Changed: the answer names something else than what was read back."""

from __future__ import annotations

from assistant.gate.answer import Answer, Answered, Verdict, unclear
from assistant.gate.wording import anywhere, parts_of, table

_WORDS = table("verdict")
_PARTS = parts_of(_WORDS)
_FOR_ANOTHER = anywhere(_WORDS["for_another"], _PARTS)
_ONLY_SOME = anywhere(_WORDS["only_some"])
_REJECTS_OTHER = anywhere(_WORDS["rejects_other"])


def changed(answer: Answer, line: str) -> Verdict | None:
    """The verdict where another provider, person, service or number is named; None where not.

    Args:
        answer: the message.
        line: its words without courtesy.
    """
    if answer.question in ("confirm_choice", "confirm_undo") and (others := _others(answer)):
        if _REJECTS_OTHER.search(line):
            return unclear("rejects_other")
        return Verdict(Answered.CHANGED, "provider", others)
    if answer.question == "confirm_choice":
        if not answer.acts_for and _FOR_ANOTHER.search(line):
            return Verdict(Answered.CHANGED, "person")
        if _ONLY_SOME.search(line):
            return Verdict(Answered.CHANGED, "service")
    if answer.question == "confirm_mandate" and _another_number(answer):
        return Verdict(Answered.CHANGED, "number")
    return None


def _others(answer: Answer) -> tuple[str, ...]:
    """The providers named that were not read back, each once."""
    named = [each.value for each in answer.mentions if each.kind == "provider"]
    return tuple(dict.fromkeys(value for value in named if value not in answer.read_back))


def _another_number(answer: Answer) -> bool:
    phones = [each.value for each in answer.mentions if each.kind == "phone_number"]
    return any(value not in answer.read_back for value in phones)
