"""«Mente du … eller …?»: the reading that was picked is answered as if it had been understood."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.actions.choosing.choice import at
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation

Act = Callable[[Situation], Reply]


def clarified(situation: Situation, acts: Mapping[str, Act]) -> Reply:
    """Answer the reading that was picked.

    Args:
        situation: with the readings that were offered in its slots.
        acts: what each intent leads to outside of any thread.
    """
    readings = list(situation.slots.get("readings") or [])
    settled = Reply().set(pending=None, readings=None)
    number = 1 if situation.intent == "affirm" else situation.entity("option")
    picked = None if situation.intent == "deny" else at([*readings, None], number)
    if picked is None:
        return settled.say("clarify.neither_said", expect="free")
    # The words that were unclear said nothing more than the reading itself.
    slots = {**situation.slots, "pending": None}
    meant = replace(situation, intent=picked, entities={}, slots=slots)
    return settled.set(misses=None).then(acts[picked](meant))
