"""A need of today beside another errand: it is answered first, and the errand is done as well.

No food, no medicine, nobody came, no warmth, stuck in a chair. Alone it is heard as neglect
(`care`); beside a code or a question it was kept for later, and later is too late.
"""

from collections.abc import Collection
from dataclasses import replace

from assistant.actions.own_case.proof.given import given
from assistant.actions.reply import Reply
from assistant.actions.safety import hearing, people, told
from assistant.actions.safety.crisis.state import SLOT
from assistant.actions.safety.grave import is_supposed
from assistant.actions.several import LIKELY_QUESTION, LIKELY_WISH
from assistant.actions.situation import Situation

IS_THE_NEED = frozenset(
    "report_problem report_abuse report_death emergency talk_to_human request_callback more_help "
    "ask_hours ask_no_choice ask_same_helper ask_quality my_decision my_provider".split()
)
"""What the need itself may be understood as: no errand beside it."""


def beside(situation: Situation, errands: Collection[str]) -> Situation | None:
    """The errand that stands beside a need of today, as a message of its own; None where none does.

    Args:
        situation: the message.
        errands: the intents that can be done beside it.
    """
    text, state = situation.text, situation.slots.get(SLOT) or {}
    if situation.danger == "alarm" or state.get("care"):
        return None
    if hearing.first("life", text, ("neglect",)) is None or is_supposed(text):
        return None
    if given(situation).holds:
        return replace(situation, intent="give_code", acts=())
    least = LIKELY_QUESTION if "?" in text else LIKELY_WISH
    left = tuple(
        each
        for each in situation.acts
        if each.intent in errands and each.intent not in IS_THE_NEED and each.confidence >= least
    )
    if len(left) == 1 and situation.pending is None:
        # Alone, so that no fact is looked up for the words of the need.
        [only] = left
        told = {**situation.context, "story": text}
        alone = replace(situation, text=text[only.start : only.end], context=told)
        return replace(alone, intent=only.intent, acts=(), mentions=())
    return replace(situation, intent=left[0].intent, acts=left) if left else None


def first(situation: Situation) -> Reply:
    """What is said of the need, with the number that is answered today, and a task."""
    reply = Reply().say("abuse.neglect").then(told.today(situation)).say("abuse.sick")
    act = people.task(situation, "abuse", situation.caller, urgent=True)
    act["summary"]["what"] = "neglect"
    return reply.then(told.of_task(situation, act["reason"])).do("hand_over", **act)
