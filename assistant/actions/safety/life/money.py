"""Money or valuables that are gone: what one can do oneself, and the municipality after a yes.

Nobody is accused and nobody is in danger: no emergency number is said, and no task is left before
the person wants one. Until then nothing that is said may tell of a task.
"""

import re
from collections.abc import Mapping
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.gate.clean import words

KIND, SLOT, ASKED = "abuse:theft", "crisis", "tell:theft"
"""Its kind of state, where that is kept, and its question in the slot `danger_asked`."""
OF_A_TASK = {"abuse.here": "abuse.believed", "abuse.noted": "abuse.believed"}
"""What tells of a task, and what is said while there is none."""
SHORT_NO = 10
"""Words. Who says more beside a no goes on telling, and is asked again."""
BEGINS_NO = frozenset("nei neida næ næi nope nix ikke ikkje itj helst".split())
OF_TELLING = re.compile(
    r"\b(?:snakk\w*|prat\w*|si|sei|seia|seie|seier|sier|fortell\w*|meld\w*|bland\w*|la|lat|glem)\b",
    re.IGNORECASE,
)
"""What a no to «skal jeg si fra?» begins with, or is about: «jeg vil ikke ha henne mer» is none."""
LEAVES = ("bytt", "byte", "skift")


def offered(situation: Situation) -> Reply:
    """The first answer. Whoever asks to switch as well hears that no reason is needed."""
    reply = Reply().say("abuse.theft").say("abuse.theft_do")
    if any(word in situation.text.lower() for word in LEAVES):
        reply.then(_switch(situation))
    reply.set(**{SLOT: {"kind": KIND, "care": True, "untold": True}})
    return reply.then(_asked(situation))


def may_switch(situation: Situation) -> Reply:
    """A wish to choose before it is known whether anybody is to be told: no reason is needed."""
    reply = _switch(situation)
    return reply if reply.messages else reply.say("abuse.believed")


def _switch(situation: Situation) -> Reply:
    rule = situation.scheme.rule("switch_any_time")
    open_ = situation.scheme.open_on(situation.today) and rule.value is True
    return Reply().say("abuse.theft_switch", source=rule) if open_ else Reply()


def declines(situation: Situation, *, no: bool) -> bool:
    """Whether a no is one to the question, and not the beginning of more that is told.

    Args:
        situation: the message.
        no: whether the gate takes it for a no.
    """
    said = words(situation.text)
    of_telling = not BEGINS_NO.isdisjoint(said[:1]) or OF_TELLING.search(situation.text)
    return no and bool(of_telling) and len(said) <= SHORT_NO and "?" not in situation.text


def still_offered(
    situation: Situation, state: Mapping[str, Any], reply: Reply | None
) -> Reply | None:
    """A later answer, with the question put again as long as nothing has been passed on.

    Args:
        situation: the message.
        state: what is known of what was told.
        reply: what the message is answered with, or None.
    """
    if reply is None or not state.get("untold"):
        return reply
    if any(message.get("do") == "hand_over" for message in reply.messages):
        return reply.set(**{SLOT: {**(reply.slots.get(SLOT) or state), "untold": False}})
    for message in reply.messages:
        message["say"] = OF_A_TASK.get(message.get("say", ""), message.get("say"))
    return reply.then(_asked(situation))


def _asked(situation: Situation) -> Reply:
    name = situation.municipality.name
    ask = Reply().say("abuse.theft_ask", expect="yes_no", municipality=name)
    return ask.set(danger_asked=ASKED)
