"""What follows the read-back: registered with a receipt on a yes, else dropped."""

from assistant.actions.choosing.steps.candidates import choosable
from assistant.actions.choosing.steps.refusing import see_only, tell_refusal
from assistant.actions.choosing.wishes.wished import wished
from assistant.actions.own_case import status as case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer
from choice_register.types import Authority, ChoiceRefused, ChoiceRequest, ChoiceView, OutOfScope


def for_another(situation: Situation) -> Reply:
    """At the read-back: it is about somebody else, who needs a code. Nothing is registered."""
    name = situation.person.name.split()[0] if situation.person else ""
    return Reply().set(**FORGOTTEN).say("choice.whose", who=name)


def register(situation: Situation) -> Reply:
    """Register what was read back and confirmed."""
    services, provider = situation.slots.get("services"), situation.slots.get("provider")
    assert situation.person is not None  # noqa: S101 - the caller has checked
    if not services or not provider:
        return Reply().set(**FORGOTTEN).say("nothing_to_answer")
    request = ChoiceRequest(
        person_id=situation.person.id,
        picks=dict.fromkeys(services, provider),
        channel=situation.channel,
        authority=Authority.MANDATE if situation.person.mandate else Authority.SELF,
        conversation=situation.conversation,
        key=situation.key,
        # It was said in the read-back that the new choice takes the old one's place.
        replaces=True,
    )
    try:
        made = situation.deps.register.register_choice(request)
    except ChoiceRefused as refused:
        return tell_refusal(situation, refused.reason, refused.provider_id, services)
    except OutOfScope:
        return see_only()
    return _receipt(situation, made)


def _receipt(situation: Situation, made: list[ChoiceView]) -> Reply:
    first = made[0]
    reply = Reply().set(**FORGOTTEN)
    case_number = {"digits": first.case_number}
    reply.say("choice.receipt", provider={"provider": first.provider_id}, case=case_number)
    reply.then(case.start(situation, made))
    told = situation.scheme.rule("tell_current_provider")
    if told.value == "helps" and situation.slots.get("wish") == "switch":
        reply.say("how_to.tell_current", source=told)
    if first.can_undo:
        reply.say("choice.receipt_undo")
    if situation.person is not None and situation.person.mandate and situation.person.phone:
        reply.say("mandate.giver_is_told", name=situation.person.name)
    return reply


def decline(situation: Situation) -> Reply:
    """The read-back was wrong, or the person thinks better of it: nothing is registered."""
    services = situation.slots.get("services") or []
    providers = choosable(situation, services) if situation.person and services else []
    # «Nei, ikke Vintereple»: who was just rejected is not offered again.
    rejected = wished(situation).rejected
    providers = [each for each in providers if each.id not in rejected] or providers
    if len(providers) < 2:  # noqa: PLR2004 - with one provider there is nothing else to offer
        return Reply().set(**FORGOTTEN).say("choice.dropped")
    reply = Reply().say("choice.dropped").set(provider=None)
    return reply.then(offer(situation, [each.id for each in providers], 0))
