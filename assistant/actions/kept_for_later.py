"""What was asked for and not served yet: kept, said back, and taken up as soon as nothing waits.

A choice that was kept is another one than what is under way: for other help. As soon as the same
help is chosen for, corrected, rejected or taken back, it is no wish any more.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.actions.choosing.wishes.wished import ALL, wished
from assistant.actions.own_case.own_case import WISHES
from assistant.actions.reply import Reply
from assistant.actions.situation import Act, Situation
from assistant.actions.thread import CHOICE_STEPS, PROOF_STEPS

Do = Callable[[Situation], Reply]
Kept = dict[str, Any]

CHOOSING = frozenset(WISHES)
LETS_GO = frozenset({"goodbye", "go_back", "stop_messages", "wrong_person"})
"""What nothing is taken up after."""
ENDS_CHOOSING = frozenset({"choice.dropped", "back.start", "undo.done", "undo.done_for"})
"""Texts by which a choice was given up or taken back: no other one is begun by itself then."""
WORDS = ("null", "en", "to", "tre", "fire", "fem", "seks")
KINDS = ("provider", "service", "district", "language")
"""Entities that are kept with what is taken up later; numbers and codes are not."""


def noted(situation: Situation, act: Act) -> Kept:
    """What is kept of an act; never a number, a code or a date."""
    text = situation.text[act.start : act.end]
    inside = [m for m in situation.mentions if act.start <= m.start and m.end <= act.end]
    entities: dict[str, list[Any]] = {}
    for mention in inside:
        if mention.kind in KINDS:
            entities.setdefault(mention.kind, []).append(mention.value)
    kept = "" if any(sign.isdigit() for sign in text) else text
    return {"intent": act.intent, "text": kept, "entities": entities}


def further_choices(situation: Situation, first: Reply) -> list[Kept]:
    """Further providers for other help, once the first is being chosen."""
    if situation.intent not in CHOOSING or not first.slots.get("pending"):
        return []
    words = (situation.choice or {}).get("words") or {}
    frame: Kept = {"keep": [], "reject": [], "condition": None, "negated": False, "words": words}
    return [
        {
            "intent": situation.intent,
            "entities": {"provider": [each["provider"]], "service": each["services"]},
            "choice": {
                **frame,
                "want": [{"service": s, "provider": each["provider"]} for s in each["services"]],
            },
        }
        for each in wished(situation).others
    ]


def keep(situation: Situation, reply: Reply, later: list[Kept], said: int = 0) -> Reply:
    """Keep what is left for later, and say it back in one sentence before what is asked.

    Args:
        situation: the message.
        reply: what it is answered with.
        later: what is kept of it.
        said: how many things it asks for; nothing is said back where it is left out.
    """
    before = situation.slots.get("later") or []
    known = {(each["intent"], str(each.get("entities"))) for each in before}
    fresh = [each for each in later if (each["intent"], str(each.get("entities"))) not in known]
    if not fresh:
        return reply
    reply.set(later=[*before, *fresh])
    if not said or said >= len(WORDS):
        return reply
    names = [{"say": f"reading.{each['intent']}", "within": True} for each in fresh]
    count = Reply().say("several.count", things=WORDS[said], later={"list": names}).messages
    at = next((i for i, m in enumerate(reply.messages) if "expect" in m), len(reply.messages))
    reply.messages[at:at] = count
    return reply


def take_up_later(situation: Situation, reply: Reply, act_for: Callable[[str], Do | None]) -> Reply:
    """Take up the next thing that was kept, where nothing waits for an answer.

    Args:
        situation: the message.
        reply: what it was answered with.
        act_for: what an intent leads to by itself.
    """
    if situation.intent == "emergency":
        return reply  # Danger stands alone; what else was said waits.
    kept = situation.slots.get("later") or []
    now = reply.slots.get("later", kept) or []
    later = still_meant(situation, reply, now)
    if situation.intent in LETS_GO or any("do" in m and m["do"] == "end" for m in reply.messages):
        return reply.set(later=None) if now else reply
    if later != now:
        reply.set(later=later or None)
    waits = reply.slots.get("pending", situation.pending) is not None
    if not later or waits or any(each not in kept for each in now):
        return reply
    first, *rest = later
    act = act_for(first["intent"])
    reply.set(later=rest or None)
    if act is None:
        return reply
    there = replace(
        situation,
        intent=first["intent"],
        text=first.get("text") or "",
        entities=first.get("entities") or {},
        slots={**situation.slots, **reply.slots},
        acts=(),
        choice=first.get("choice"),
        kind=None,
        mentions=(),
    )
    what = {"say": f"reading.{first['intent']}", "within": True}
    return reply.say("several.next", what=what).then(act(there))


def still_meant(situation: Situation, reply: Reply, later: list[Kept]) -> list[Kept]:
    """What was kept without what this message and its answer have overtaken.

    A choice is overtaken by one for the same help, and by having given up choosing; everything else
    by being asked for again. What this very message left for later stands.
    """
    before = situation.slots.get("later") or []
    return [each for each in later if each not in before or _stands(situation, reply, each)]


def _stands(situation: Situation, reply: Reply, kept: Kept) -> bool:
    if kept["intent"] not in CHOOSING:
        return bool(kept["intent"] != situation.intent)
    after = {**situation.slots, **reply.slots}
    ended = any(message.get("say") in ENDS_CHOOSING for message in reply.messages)
    if ended and after.get("pending") not in CHOICE_STEPS:
        return False
    frame = situation.choice or {}
    rejected = {*(frame.get("reject") or ()), *((after.get("wished") or {}).get("rejected") or ())}
    if set(kept.get("entities", {}).get("provider") or ()) & rejected:
        return False
    steps = [slots for slots in (situation.slots, after) if slots.get("pending") in CHOICE_STEPS]
    said_anew = situation.intent in CHOOSING and after.get("pending") in PROOF_STEPS
    if said_anew:
        steps.append(after)
    if not steps:
        return True
    help_ = _help_of(kept)
    chosen_for = {service for slots in steps for service in slots.get("services") or ()}
    anything = said_anew and not after.get("services")
    return bool(help_) and not anything and not help_ & chosen_for


def _help_of(kept: Kept) -> set[str]:
    """Which help a choice that was kept is for; empty where that was not said."""
    want = (kept.get("choice") or {}).get("want") or ()
    services = {each["service"] for each in want}
    services |= set(kept.get("entities", {}).get("service") or ())
    return {str(each) for each in services if each not in (ALL, None)}
