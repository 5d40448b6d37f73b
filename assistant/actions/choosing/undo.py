"""ANGRE: a choice is taken back until it takes effect.

The one word in writing is enough, as the receipt says. Said in other words, by voice or in the chat
it is read back first: nothing that undoes may follow from a slip. So it is where the word may be
about another's choice, for it names nobody: two share the telephone, or somebody acts for another.
"""

import re

from assistant.actions import commands
from assistant.actions.choosing.steps import reading_back, refusing
from assistant.actions.choosing.wishes import scope
from assistant.actions.own_case.proof.whose import may_be_mistaken
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ask_undo, take_up
from choice_register.types import ChoiceView, UndoRefusal, UndoRefused
from core.channel import Channel

_KEEPS = re.compile(r"\bbe?h[oa]l[dl]\w*", re.IGNORECASE)


def begin(situation: Situation) -> Reply:
    """Take the latest choice back, or read it back where the words are not the command itself."""
    assert situation.person is not None  # noqa: S101 - the caller has checked
    if not refusing.may_choose(situation):
        return refusing.see_only()
    at_once = situation.slots.get("wish") == "undo_now" or is_command(situation)
    latest = _latest(situation)
    if latest is None or not latest.can_undo:
        return _take_back(situation, latest)
    if at_once and not may_be_mistaken(situation):
        return _take_back(situation, latest)
    return ask(situation, latest)


def standing(situation: Situation) -> ChoiceView | None:
    """The latest choice of the proven person that can still be taken back here."""
    if situation.person is None or not refusing.may_choose(situation):
        return None
    latest = _latest(situation)
    return latest if latest is not None and latest.can_undo else None


def ask(situation: Situation, choice: ChoiceView) -> Reply:
    """Read back which choice is to be taken back, and ask."""
    return ask_undo(situation, choice.case_number, choice.provider_id)


def is_command(situation: Situation) -> bool:
    """Whether the message is the command itself, by text message: there it is no slip of a tap."""
    return situation.channel == Channel.SMS and commands.is_bare(situation, commands.UNDO)


def register(situation: Situation) -> Reply:
    """Yes to the read-back."""
    assert situation.person is not None  # noqa: S101 - the caller has checked
    number = situation.slots.get("case_number")
    found = situation.deps.register.choices(situation.person.id)
    chosen = next((e for e in found if e.case_number == number), None)
    reply = _take_back(situation, chosen)
    wished = situation.slots.get("wished") or {}
    anew = wished.get("anew")
    taken = any(str(each.get("say", "")).startswith("undo.done") for each in reply.messages)
    if not anew or chosen is None or not taken:
        return reply
    # Of a case that was taken back whole only a part was wrong: the rest is read back anew.
    reply.then(reading_back.with_services(situation, "choose", anew, chosen.provider_id))
    return reply.set(wish="choose", wished=wished | {"anew": None})


def speaks_of_the_rest(situation: Situation) -> bool:
    """Whether the rest is spoken of where a case is to be taken back whole: «behold vasken».

    It is neither yes nor no: it may be what is to be chosen anew, or that all is to stay.
    """
    if situation.pending != "confirm_undo" or not (situation.slots.get("wished") or {}).get("anew"):
        return False
    return bool(scope.kinds_of_help(situation)) or _KEEPS.search(situation.text) is not None


def keep(_situation: Situation) -> Reply:
    """No to the read-back: nothing is taken back."""
    return Reply().set(**FORGOTTEN).say("undo.kept")


def not_meant(situation: Situation) -> Reply:
    """«Jeg skal ikke angre»: nothing is taken back, and what waits goes on."""
    return Reply().say("undo.kept").then(take_up(situation))


def _latest(situation: Situation) -> ChoiceView | None:
    """The latest that can be taken back, else the latest of all.

    Where nothing can be undone the latest is tried all the same: a turn that is run again after a
    crash finds its choice undone already, and the register answers it as it did before.
    """
    assert situation.person is not None  # noqa: S101 - the caller has checked
    choices = situation.deps.register.choices(situation.person.id)
    return next((each for each in choices if each.can_undo), choices[0] if choices else None)


def _take_back(situation: Situation, latest: ChoiceView | None) -> Reply:
    assert situation.person is not None  # noqa: S101 - the caller has checked
    reply = Reply().set(**FORGOTTEN)
    if latest is None or situation.decision is None:
        return reply.say("undo.nothing")
    try:
        taken = situation.deps.register.undo_choice(
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
    acts_for = situation.person.mandate is not None
    return reply.say(
        "undo.done_for" if acts_for else "undo.done",
        who=situation.person.name,
        provider={"provider": taken[0].provider_id},
        case={"digits": taken[0].case_number},
        now={"list": [{"provider": each} for each in dict.fromkeys(now)]},
    )
