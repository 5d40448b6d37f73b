"""«Mente du … eller …?»: the reading that was picked is answered as if it had been understood."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.actions.choosing.steps.picking import at
from assistant.actions.own_case.own_case import WISH, WISHES
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
    # Of the words that were unclear only who was named is known to say more than the reading.
    named = situation.slots.get("named")
    slots = {**situation.slots, "pending": None, "named": None}
    entities = {"provider": list(named)} if named else {}
    kind = WISH if picked in WISHES else None
    meant = replace(situation, intent=picked, entities=entities, slots=slots, kind=kind)
    return settled.set(misses=None, named=None).then(acts[picked](meant))
