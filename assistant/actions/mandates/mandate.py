"""Mandates, for whoever is proven: given after a read-back, told of, withdrawn with a word.

Why each step is as it is: docs/decisions/011.
"""

import re
from dataclasses import replace
from typing import Any

from assistant.actions import commands
from assistant.actions.choosing.steps.picking import at
from assistant.actions.mandates.mandate_questions import (
    SCOPES,
    ask_agent,
    confirm_withdrawal,
    mandates,
    own_given,
    which_mandate,
)
from assistant.actions.mandates.who import fault_of_phone, name_in, phone_in, tells_whom
from assistant.actions.own_case import whole_case
from assistant.actions.own_case.proof.whose import may_be_mistaken
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer_person
from choice_register.mandates.mandates import FIRST_USE, mobile
from choice_register.mandates.types import (
    MandateRefusal,
    MandateRefused,
    MandateView,
    NewMandate,
    Scope,
)
from core.phone_number import Fault


def begin(situation: Situation, agent: dict[str, Any] | None = None) -> Reply:
    """Begin to give a mandate, with what was said of the agent already."""
    if situation.person is not None and situation.person.mandate is not None:
        return Reply().set(**FORGOTTEN).say("mandate.own_only")
    reply = Reply().set(**FORGOTTEN).say("mandate.what_it_is")
    return reply.then(ask_agent(situation, agent or {}))


def take_agent(situation: Situation) -> Reply:
    """A name, a number or both, in answer to «who»."""
    agent = dict(situation.slots.get("agent") or {})
    phone, name = phone_in(situation), name_in(situation.text)
    fault = fault_of_phone(situation.text)
    if phone is None and name is None and fault is Fault.NONE:
        if tells_whom(situation.text) and not agent.get("name"):
            # «Dattera mi»: who it is has been said, and only the name is missing.
            return Reply().ask("mandate_who", "mandate.who_name", expect="free").set(agent=agent)
        return Reply().say("not_understood").then(ask_agent(situation, agent))
    if name and (phone is None or not agent.get("name")):
        agent["name"] = name
    if phone is not None:
        try:
            agent["phone"] = mobile(phone)
        except MandateRefused as refused:
            fault = getattr(refused.__cause__, "fault", Fault.UNUSED)
    if fault is not Fault.NONE:
        return Reply().say(BAD_PHONE[fault]).then(ask_agent(situation, agent))
    return ask_agent(situation, agent)


def in_a_step(situation: Situation) -> Reply | None:
    """What is said to a step of giving a mandate, whatever it was understood as.

    An answer to «who» is one, also where it is «dattera mi»; who does not follow hears what the
    step is for. None where the message is about something else.
    """
    pending, text = situation.pending, situation.text
    if pending not in ("mandate_who", "mandate_scope") or situation.person is None:
        return None
    if LOST.search(text) or situation.intent in ("confused", "help"):
        agent = situation.slots.get("agent") or {}
        name = str(agent.get("name") or "")
        if pending == "mandate_scope":
            return Reply().say("mandate.the_two", name=name).then(ask_agent(situation))
        return (
            Reply()
            .say("mandate.why_phone" if name else "mandate.what_it_is")
            .then(ask_agent(situation))
        )
    answers = situation.intent in NO_OTHER_WISH and "?" not in text
    if pending == "mandate_who" and answers:
        # A lone word may be a name that is in no list; «hmm» and «ja» are answered as before.
        said = tells_whom(text) or phone_in(situation) is not None or name_in(text) is not None
        return take_agent(situation) if said and situation.intent != "affirm" else None
    return None


LOST = re.compile(
    r"\b(?:hva|kva|ka) (?:betyr|tyder|vil|meiner|mener) (?:det|dette|du)\b"
    r"|\b(?:skjønner|skjønar|forstår|forsto|forstod) (?:det |jeg |eg |æ )*(?:ikke|ikkje|itj|inte)\b"
    r"|\b(?:hvorfor|kvifor|koffer|korfor) (?:må|trenger|treng|vil|spør)\b"
    r"|\b(?:hva|kva|ka) er (?:forskjellen|skilnaden|en fullmakt|ei fullmakt|fullmakt)\b",
    re.IGNORECASE,
)
"""What somebody says who does not follow a step."""
NO_OTHER_WISH = frozenset(
    "nlu_fallback give_mandate ask_relative give_name give_phone out_of_scope greet more "
    "pick_option affirm give_code give_birth_date ask_mandates".split()
)
"""What an answer to «who» is understood as."""

BAD_PHONE = {
    Fault.NONE: "mandate.bad_phone",
    Fault.SHORT: "phone_number.short",
    Fault.LONG: "phone_number.long",
    Fault.UNUSED: "phone_number.unused",
    Fault.SERVICE: "phone_number.service",
    Fault.FOREIGN: "mandate.foreign_phone",
    Fault.LANDLINE: "mandate.bad_phone",
    Fault.SEVERAL: "phone_number.several",
}
"""What is said of a number that no text can go to."""


def take_scope(situation: Situation) -> Reply:
    """How far the mandate is to reach."""
    agent = dict(situation.slots.get("agent") or {})
    scope = at(list(SCOPES), situation.entity("option"))
    if scope is None:
        return Reply().say("not_understood").then(ask_agent(situation, agent))
    return ask_agent(situation, agent | {"scope": scope.value})


def register(situation: Situation) -> Reply:
    """Yes to the read-back: the mandate is given, and its code goes to the agent."""
    agent = situation.slots.get("agent") or {}
    assert situation.person is not None  # noqa: S101 - the caller has checked
    if not all(agent.get(part) for part in ("name", "phone", "scope")):
        return Reply().set(**FORGOTTEN).say("nothing_to_answer")
    new = NewMandate(
        person_id=situation.person.id,
        agent_name=agent["name"],
        agent_phone=agent["phone"],
        scope=Scope(agent["scope"]),
        conversation=situation.conversation,
        channel=situation.channel,
        key=situation.key,
    )
    try:
        given = situation.deps.register.give_mandate(new)
    except MandateRefused as refused:
        text = "mandate.too_many"
        if refused.reason is not MandateRefusal.TOO_MANY:
            text = "mandate.not_given"
        return Reply().set(**FORGOTTEN).then(offer_person("mandate", text))
    mandate = given.mandate
    reply = Reply().set(**FORGOTTEN)
    reply.do("send_code", **_message(situation, mandate, given.code))
    until = {"full_date": mandate.valid_to.isoformat()}
    reply.say("mandate.given", name=mandate.agent_name, until=until)
    reply.say("mandate.code_goes", number={"phone": agent["phone"]})
    reply.say("mandate.use_in_time", duration={"duration": {"days": FIRST_USE.days}})
    return reply.say("mandate.how_to_withdraw")


def _message(situation: Situation, mandate: MandateView, code: str) -> dict[str, Any]:
    """The text to the agent. It tells neither whose case it is nor the birth date to use with it.

    So whoever gets it by mistake has nothing; `secret` are the values that are masked when it has
    gone.
    """
    grouped = " ".join(code[start : start + 3] for start in range(0, len(code), 3))
    values = {
        "municipality": situation.municipality.name,
        "code": grouped,
        "until": {"full_date": mandate.valid_to.isoformat()},
    }
    return {
        "to": mandate.agent_phone,
        "from": situation.municipality.phone,
        "says": [{"say": "mandate.code", "values": values}],
        "secret": ["code"],
        "slots": {"acting": True},
    }


def drop(_situation: Situation) -> Reply:
    """No to the read-back: nothing is given."""
    return Reply().set(**FORGOTTEN).say("mandate.dropped")


def tell(situation: Situation) -> Reply:
    """Who has a mandate; to an agent only the own one."""
    reply = Reply().set(**FORGOTTEN)
    if situation.person is not None and situation.person.mandate is not None:
        own = situation.person.mandate
        until = {"full_date": own.valid_to.isoformat()}
        return reply.say(f"mandate.yours_{own.scope.value}", until=until)
    reply.then(whole_case.under_way(situation))
    found = mandates(situation)
    for mandate in found:
        until = {"full_date": mandate.valid_to.isoformat()}
        reply.say(f"mandate.one_{mandate.scope.value}", name=mandate.agent_name, until=until)
    if not found:
        return reply.say("mandate.none").say("mandate.how_to_give")
    return reply.say("mandate.how_to_withdraw") if own_given(situation) else reply


def withdraw(situation: Situation) -> Reply:
    """Withdraw at the command itself; where other words are used it is read back first."""
    if situation.person is not None and situation.person.mandate is not None:
        return _end_or_ask(situation, situation.person.mandate)
    given = own_given(situation)
    if len(given) > 1:
        named = [each for each in given if _is_named(each, situation.text)]
        return _end_or_ask(situation, named[0]) if len(named) == 1 else which_mandate(situation)
    if given:
        return _end_or_ask(situation, given[0])
    if mandates(situation):
        return Reply().set(**FORGOTTEN).then(offer_person("mandate_paper", "mandate.on_paper"))
    return Reply().set(**FORGOTTEN).say("mandate.none")


def _end_or_ask(situation: Situation, meant: MandateView) -> Reply:
    if commands.is_bare(situation, commands.WITHDRAW) and not may_be_mistaken(situation):
        return _end(situation, [meant])
    agent = {"name": meant.agent_name, "id": meant.id}
    here = replace(situation, slots={**situation.slots, "agent": agent})
    return Reply().set(**FORGOTTEN).then(confirm_withdrawal(here)).set(agent=agent)


def register_withdrawal(situation: Situation) -> Reply:
    """Yes to the read-back: the mandate that was read back is withdrawn."""
    meant = (situation.slots.get("agent") or {}).get("id")
    own = situation.person.mandate if situation.person else None
    found = [each for each in [*own_given(situation), *([own] if own else [])] if each.id == meant]
    if not found:
        return Reply().set(**FORGOTTEN).say("mandate.none")
    return _end(situation, found)


def keep(_situation: Situation) -> Reply:
    """No to the read-back: it stays."""
    return Reply().set(**FORGOTTEN).say("mandate.kept")


def take_which(situation: Situation) -> Reply:
    """The one that was picked, by number, name or «alle»."""
    given = own_given(situation)
    listed = situation.slots.get("mandates") or []
    option = situation.entity("option")
    picked = option if option == "all" else at([*listed, "all"], option)
    named = [each for each in given if _is_named(each, situation.text)]
    chosen = [each for each in given if picked in ("all", each.id)] or named
    if not chosen or (picked is None and len(named) > 1):
        return Reply().say("not_understood").then(which_mandate(situation))
    return _end(situation, chosen)


def withdrawn(ended: list[MandateView]) -> Reply:
    """What is said when mandates have been withdrawn."""
    if any(each.withdrawn_by == "agent" for each in ended):
        return Reply().set(**FORGOTTEN).say("mandate.laid_down")
    names = {"list": [each.agent_name for each in ended]}
    return Reply().set(**FORGOTTEN).say("mandate.withdrawn", names=names)


def _end(situation: Situation, chosen: list[MandateView]) -> Reply:
    where = situation.conversation, situation.key
    end = situation.deps.register.withdraw_mandate
    return withdrawn([end(each.id, *where) for each in chosen])


def _is_named(mandate: MandateView, text: str) -> bool:
    """Whether the agent's first name stands in what was said."""
    return mandate.agent_name.split()[0].lower() in text.lower().split()
