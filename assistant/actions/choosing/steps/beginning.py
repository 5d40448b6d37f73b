"""Beginning a choice: what is wished for, measured against what is granted and covered."""

from dataclasses import replace

from assistant.actions.choosing.steps.candidates import helping_now
from assistant.actions.choosing.steps.reading_back import with_services
from assistant.actions.choosing.steps.refusing import may_choose, not_covered, see_only
from assistant.actions.choosing.wishes.wished import wished
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ask_service, offer_person


def begin(situation: Situation, wish: str, *, fresh: bool = False) -> Reply:
    """Begin or go on with a choice for the proven person.

    Args:
        situation: of somebody who has proved who it is.
        wish: choose, switch or municipal.
        fresh: the wish was said in this message, so what an older thread held is forgotten.
    """
    slots = {} if fresh else situation.slots
    meant = wished(situation)
    named = meant.named or slots.get("named") or []
    services = meant.services or slots.get("services")
    told = meant.slot if fresh else meant.slot or slots.get("wished")
    # A word for the help that was used in this thread is the person's own as long as it lasts.
    words = (situation.slots.get("wished") or {}).get("words") or {}
    if words:
        told = {**(told or {}), "words": {**words, **((told or {}).get("words") or {})}}
    situation = replace(situation, slots={**situation.slots, "wished": told})
    heed = told or {}
    named = [each for each in named if each not in heed.get("rejected", ())]
    reply = Reply().set(**FORGOTTEN | {"wish": wish, "wished": told})
    if not may_choose(situation):
        return see_only()
    if situation.decision is None:
        return reply.say("case.no_decision").then(offer_person("no_decision"))
    granted = [each.service for each in situation.decision.services]
    wanted = [service for service in granted if not services or service in services]
    # What is to stay is no part of the wish; and then it is said which part it is for.
    kept = [service for service in granted if service in heed.get("kept", ())]
    if kept and set(kept) < set(wanted):
        wanted = [service for service in wanted if service not in kept]
        services = wanted
    if not wanted:
        return reply.then(offer_person("not_granted", "choice.refused_not_granted"))
    covered = [s for s in wanted if situation.scheme.covers(s, situation.today)]
    if not covered:
        return reply.then(not_covered(situation, wanted))
    wanted = covered
    provider = _meant(wish, named, helping_now(situation, wanted))
    if len(wanted) > 1 and not services:
        return reply.set(provider=provider).then(ask_service(situation))
    return reply.then(with_services(situation, wish, wanted, provider))


def _meant(wish: str, named: list[str], now: list[str]) -> str | None:
    """The provider that is wanted: in «fra A til B» and «lei av A» not the one who helps now."""
    others = [each for each in dict.fromkeys(named) if set(now) != {each}]
    if not others and wish != "switch":
        return named[0] if named else None
    return others[0] if len(others) == 1 else None
