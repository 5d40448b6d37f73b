"""Bokmål or Nynorsk: we write as the person writes, unless one of the two was asked for."""

from assistant.actions.reply import Reply
from assistant.actions.safety.crisis.state import SLOT
from assistant.actions.situation import Situation

NORWEGIAN = ("nb", "nn")
HEARD_AS, ASKED_FOR = "heard", "asked for"


def mirror_first(situation: Situation) -> Reply:
    """As the person writes, until something grave is told: in it the language does not change."""
    return Reply() if situation.slots.get(SLOT) else mirror(situation)


def mirror(situation: Situation) -> Reply:
    """Write as the person writes, unless the person has asked for one of the two."""
    language, held = situation.language, situation.slots.get("standard")
    chooses = situation.intent in ("use_nynorsk", "use_bokmal")
    if chooses:
        return Reply().set(standard=ASKED_FOR)
    if held == ASKED_FOR or not situation.language_sure or language not in NORWEGIAN:
        return Reply()
    if situation.pending == "mandate_who":
        return Reply()
    reply = Reply().set(standard=HEARD_AS)
    if language == situation.context.get("standard"):
        return reply
    return reply.do("standard", value=language)
