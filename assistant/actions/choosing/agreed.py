"""«Ja, det er vel greit» after one provider was told of: that one is read back.

Nothing is registered by it: the read-back follows, after the proof where that is missing, and only
a yes to that is a yes. So what would be too faint for the gate is enough here.
"""

from dataclasses import replace
from typing import Any

from assistant.actions.own_case.own_case import WISH, choose
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.gate.verdict import Answer, Answered, judge, read
from assistant.gate.wording import DOUBT
from assistant.gate.yes import AGREES

LATELY = "named"
"""The slot that holds who was told of just now."""
FREE = frozenset({None, "provider"})
"""What may wait: nothing, or the list."""
HEARD_AS = frozenset(
    "affirm nlu_fallback out_of_scope thank praise greet pick_option choose_provider confused "
    "keep_municipal switch_provider help more".split()
)
"""What such a message is understood as."""
TAKES_BACK = ("negation", "condition", "question", "postponed", "contrast")
LONGEST = 9
"""Words. A longer one tells more than that it is agreed."""


def answered(situation: Situation) -> Reply | None:
    """The read-back of the one provider told of just now; None where it is not agreed to."""
    named = situation.slots.get(LATELY) or []
    if situation.pending not in FREE or len(named) != 1 or situation.intent not in HEARD_AS:
        return None
    if not situation.deps.catalogue.has_provider(named[0]) or not _agrees(situation):
        return None
    frame: dict[str, Any] = {"keep": [], "reject": [], "condition": None, "words": {}}
    frame |= {"negated": False, "want": [{"provider": named[0], "service": None}]}
    entities = {**situation.entities, "provider": list(named)}
    return choose(
        replace(situation, intent="choose_provider", kind=WISH, entities=entities, choice=frame)
    )


def remember(situation: Situation, reply: Reply) -> Reply:
    """Keep who was told of in a reply, where it is one and nothing else waits after it."""
    if reply.slots.get("pending", situation.pending) not in FREE:
        return Reply()
    told = [each for each in reply.messages if str(each.get("say", "")).startswith("provider.")]
    values = [each["values"].get("provider") for each in told]
    ids = {each["provider"] for each in values if isinstance(each, dict)}
    return Reply().set(**{LATELY: list(ids)}) if len(ids) == 1 else Reply()


def _agrees(situation: Situation) -> bool:
    if "?" in situation.text or any(each.kind == "provider" for each in situation.mentions):
        return False
    answer = Answer(situation.text, "confirm_choice")
    said = read(answer)
    if len(said.words) > LONGEST or any(DOUBT[kind] & set(said.words) for kind in TAKES_BACK):
        return False
    agrees = any(each[0] in AGREES for each in said.sentences)
    return agrees or judge(answer).answered is Answered.YES
