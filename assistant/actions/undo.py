"""ANGRE: one word takes a choice back until it takes effect."""

from assistant.actions import choice
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN
from choice_register.states import UndoRefusal, UndoRefused


def begin(situation: Situation) -> Reply:
    """Take the latest choice back at once: the word is the confirmation, and it can be redone."""
    assert situation.person is not None  # noqa: S101 - the caller has checked
    if not choice.may_choose(situation):
        return choice.see_only()
    reply = Reply().set(**FORGOTTEN)
    choices = situation.house.register.choices(situation.person.id)
    if not choices or situation.decision is None:
        return reply.say("undo.nothing")
    # Where nothing can be undone the latest is tried all the same: a turn that is run again after
    # a crash finds its choice undone already, and the register answers it as it did before.
    latest = next((each for each in choices if each.can_undo), choices[0])
    try:
        taken = situation.house.register.undo_choice(
            person_id=situation.person.id,
            case_number=latest.case_number,
            conversation=situation.conversation,
            channel=situation.channel,
            key=situation.key,
        )
    except UndoRefused as refused:
        if refused.reason is UndoRefusal.IN_EFFECT:
            return reply.say("undo.too_late", provider={"provider": latest.provider_id})
        return reply.say("undo.nothing")
    services = {each.service for each in taken}
    now = [each.provider_id for each in situation.decision.services if each.service in services]
    return reply.say(
        "undo.done",
        provider={"provider": taken[0].provider_id},
        case={"digits": taken[0].case_number},
        now={"list": [{"provider": each} for each in dict.fromkeys(now)]},
    )
