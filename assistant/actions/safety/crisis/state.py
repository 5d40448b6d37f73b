"""The state of a crisis: its slot, what is listened for in it, and the number that stands by it."""

from collections.abc import Mapping
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import hearing
from assistant.gate.clean import words
from assistant.gate.wording import anywhere, parts_of, table

SLOT = "crisis"
LIFE = "suicide"
OF_THE_KIND = frozenset({"fire", "violence", LIFE})
"""Dangers whose kind says what to do; for the others the words do (words/danger.yml)."""
NUMBERS = {"fire": "110", "violence": "112"}
"""Whom to ring, where it is not 113."""
WATCH = "watch"
"""The state after a sign, and a no to the question about it: another sign is taken in earnest."""
SURE_OF_IT = 0.9
"""How sure of a danger the model may be for it to be taken back for money or a device."""
SHORT = 3
"""Words. A longer «ja» or «nei» is about something else than our question."""
_TABLE = table("crisis")
_PARTS = parts_of(_TABLE)
_KINDS = {kind: anywhere(phrases, _PARTS) for kind, phrases in _TABLE.items() if kind != "parts"}
"""In the order of the file: the first that is found is answered."""


def heard(text: str) -> str | None:
    """Which kind of answer a message in a crisis asks for; None for none of those listened for."""
    said = " ".join(words(text)) or text.lower()
    return next((name for name, found in _KINDS.items() if found.search(said)), None)


def with_number(reply: Reply, state: dict[str, Any], *, only_life: bool = False) -> Reply:
    """A reply with whom to ring after it, or who listens, and the state that it leaves."""
    if state["kind"] == LIFE:
        reply.say("crisis.tonight")
    elif not only_life:
        reply.say("crisis.ring", number=number_of(state))
    return reply.set(**{SLOT: state})


def lasts(state: Mapping[str, Any]) -> bool:
    """Whether what was told of goes on when a danger beside it is over."""
    return bool(state.get("care")) or state["kind"] == LIFE


def number_of(state: Mapping[str, Any]) -> str:
    """Whom to ring in a crisis."""
    return NUMBERS.get(str(state["kind"]), "113")


def begun(
    kind: str | None, text: str = "", before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The slots of a crisis of a kind, right after its alarm.

    Args:
        kind: fire, violence, suicide; everything else is one.
        text: what the alarm was given for.
        before: the state that it came in. Abuse, a death and a wish not to live are not over
            because a danger beside them is: that state goes on afterwards.
    """
    state: dict[str, Any] = {"kind": kind or "urgent"}
    if about := about_of(state, text):
        state["about"] = about
    if before and not lasts(before):
        before = before.get("before")
    if before and before["kind"] != state["kind"]:
        state["before"] = dict(before)
    return {SLOT: state}


def begun_in(slots: Mapping[str, Any], kind: str | None, text: str) -> dict[str, Any]:
    """The slots after an alarm that the channel gave by itself, beside what the thread knew.

    Who thinks of not living is talked with about that, whatever else is told; a fire alone is
    another thing, and that state goes on after it.

    Args:
        slots: of the thread.
        kind: as in `begun`.
        text: what the alarm was given for.
    """
    before = slots.get(SLOT) or {}
    if before.get("kind") == LIFE and kind != "fire":
        return {SLOT: dict(before)}
    return begun(kind, text, before)


def advice(state: Mapping[str, Any]) -> Reply:
    """What is said beside the number, by what the danger is about, if that is known."""
    about = state.get("about")
    reply = Reply().say(f"first_aid.{about}") if about else Reply()
    return reply.say("first_aid.poison_calm") if about == "poison" else reply


def about_of(state: Mapping[str, Any], text: str) -> str | None:
    """What a danger is about, for the advice beside the number; None where no words tell it."""
    if state["kind"] in OF_THE_KIND:
        return str(state["kind"])
    about = hearing.first("danger", text)
    of_another = {"relation", "pronoun"} & set(hearing.every("grave", text))
    # «Gå inn med en gang» is for who is out in the cold, and not for who looks for somebody.
    return None if about == "cold" and of_another else about


LINES = ("crisis.stay", "crisis.stay_2", "crisis.stay_3")


def stay(state: dict[str, Any]) -> Reply:
    """Nobody who thinks of not living hears the same twice in a row; the numbers come and go."""
    turn = int(state.get("turn") or 0)
    reply = Reply().say(LINES[turn % len(LINES)])
    if turn % len(LINES) == 0:
        reply.say("crisis.tonight")
    return reply.set(**{SLOT: {**state, "turn": turn + 1}})
