"""Who says again and again that there never was a danger: how it ends is told plainly.

The first time it is asked whether all are safe, as ever (`all_clear`). From the second time on a
plain denial ends it, and everything else that denies is answered with the word that does. Nothing
of it holds for violence, or where somebody does not want to live.
"""

import re
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import hearing
from assistant.actions.safety.all_clear import HOPED, corrects, is_elsewhere, over
from assistant.actions.safety.plainly import is_qualified
from assistant.actions.safety.state import LIFE, SLOT, number_of
from assistant.actions.situation import Situation

_NO = re.compile(r"\W*(?:nei\w*|næi|nai|nix|joda|jo da)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:bare|berre|barre|kun|ingen|inga|ikke noe|ikkje noko)\b", re.IGNORECASE)


def answered(situation: Situation, state: dict[str, Any]) -> Reply | None:
    """The answer to a denial that is not the first; None elsewhere. It is counted in the state."""
    if not _denies(situation, state):
        return None
    state["denied"] = int(state.get("denied") or 0) + 1
    if state["denied"] == 1 and not (state.get("clear") and not corrects(situation.text)):
        return None
    if _plainly(situation, state):
        return over(situation, {**state, "mistaken": True})
    reply = Reply().say("crisis.way_out", number=number_of(state), expect="yes_no")
    return reply.set(**{SLOT: {**state, "clear": True}})


def _denies(situation: Situation, state: dict[str, Any]) -> bool:
    """«Nei, det er bare magen», «neida, det var bare kaffen», and nothing that is so now."""
    so_now = "still" in hearing.every("corrected", situation.text)
    if state["kind"] in (LIFE, "violence") or so_now or is_elsewhere(situation.text):
        return False
    no = _NO.match(situation.text) is not None and _ONLY.search(situation.text) is not None
    return no or corrects(situation.text)


def _plainly(situation: Situation, state: dict[str, Any]) -> bool:
    """Whether nothing in a denial is grave, thought or half, and it is about where they are."""
    text = situation.text
    if situation.danger == "alarm" or situation.entity("provider") is not None:
        return False
    doubted = is_qualified(text) or HOPED.search(text) or "?" in text
    return corrects(text) and not (doubted or state.get("sure"))
