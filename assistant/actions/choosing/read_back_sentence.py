"""The first sentence of a read-back: whose choice, of whom, and for which help.

Nothing is read back that the person cannot check. A text message names no help (promise 5), but may
give the person's own words back, or tell that it is all of it.
"""

from assistant.actions.own_case.proof.whose import speaker_name
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from core.channel import Channel


def first_sentence(situation: Situation, services: list[str], provider: str) -> Reply | None:
    """The read-back's first sentence, telling what it is for; None where it cannot be told here.

    Args:
        situation: of a proven person.
        services: what is about to be chosen for.
        provider: who is chosen.
    """
    decision, name = situation.decision, speaker_name(situation)
    said = {"provider": provider}
    if decision is None or len(decision.services) == 1:
        return Reply().say("choice.read_back", who=name, provider=said)
    if situation.channel != Channel.SMS:
        names = {"list": [{"service": service} for service in services]}
        return Reply().say("choice.read_back_service", who=name, provider=said, services=names)
    left = [
        each.service
        for each in decision.services
        if each.service not in services and each.provider_id != provider
    ]
    if not left:
        return Reply().say("choice.read_back_all", who=name, provider=said)
    words = (situation.slots.get("wished") or {}).get("words") or {}
    for text, told in (("choice.read_back_words", services), ("choice.read_back_but", left)):
        own = [words[service] for service in told if service in words]
        if len(own) == len(told):
            return Reply().say(text, who=name, provider=said, words={"list": own})
    return None
