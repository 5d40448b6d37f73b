"""Who says again and again that there never was a danger: how it ends is told plainly.

The first time it is asked whether all are safe, as ever (`all_clear`). The next time, with nothing
said in between, a plain denial ends it, and everything else that denies is answered with the word
that does. Nothing of it holds for violence, or where somebody does not want to live.
"""

import re
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.all_clear import corrects, is_elsewhere, over, plainly_none
from assistant.actions.safety.crisis.state import LIFE, SLOT, heard, number_of
from assistant.actions.situation import Situation

_CALLS = re.compile(r"\b(?:hjelp\w*|haster|hastar|kom\w*|kjem|send\w*|når)\b", re.IGNORECASE)
"""Who calls for somebody denies nothing: «jeg ville bare at noen skulle komme»."""
_OF_A_CALL = frozenset({"rung", "unanswered", "no_phone", "you_ring", "on_the_way"})


def answered(situation: Situation, state: dict[str, Any]) -> Reply | None:
    """The answer to a denial that is not the first; None elsewhere.

    It is counted in the state, and from the beginning again after anything else.
    """
    if not _denies(situation, state):
        state.pop("denied", None)
        return None
    state["denied"] = int(state.get("denied") or 0) + 1
    if state["denied"] == 1 and not (state.get("clear") and not corrects(situation.text)):
        return None
    if plainly_none(situation.text) and not state.get("sure"):
        return over(situation, {**state, "mistaken": True})
    reply = Reply().say("crisis.way_out", number=number_of(state), expect="yes_no")
    return reply.set(**{SLOT: {**state, "clear": True}})


def _denies(situation: Situation, state: dict[str, Any]) -> bool:
    """«Nei, det er bare magen», «neida, det var bare kaffen», and nothing that is so now."""
    text = situation.text
    found = hearing.every("corrected", text)
    if state["kind"] in (LIFE, "violence") or situation.danger is not None:
        return False
    if situation.entity("provider") is not None or "?" in text:
        return False
    if "still" in found or is_elsewhere(text) or _CALLS.search(text) or heard(text) in _OF_A_CALL:
        return False
    return "ailment" in found or corrects(text)
