"""The thread: what is being done, what was asked last, and how to take it up after a digression."""

from collections.abc import Callable, Mapping

from assistant.actions.answering.provider_facts import add_cards
from assistant.actions.choosing.read_back_sentence import first_sentence
from assistant.actions.mandates.mandate_questions import (
    ask_agent,
    confirm_withdrawal,
    which_mandate,
)
from assistant.actions.own_case.proof.whose import for_whom, speaker_name
from assistant.actions.reply import Option, Reply
from assistant.actions.situation import Situation
from core.channel import Channel

Ask = Callable[[Situation], Reply]

FORGOTTEN = {
    "pending": None,
    "wish": None,
    "services": None,
    "offered": None,
    "page": None,
    "provider": None,
    "named": None,
    "wished": None,
    "case_number": None,
    "code": None,
    "birth_date": None,
    "heard": None,
    "before_think": None,
    "notice": None,
    "resume": None,
    "agent": None,
    "mandates": None,
}
"""The slots of a thread that is finished or dropped."""

CHOICE_STEPS = frozenset({"service", "provider", "confirm_choice"})
"""The questions of a choice that has been begun."""
PROOF_STEPS = frozenset({"code", "birth_date"})
"""The questions by which somebody proves who it is."""
# Questions on the side: they are let go when the person goes on to something else.
UNANSWERED = "unknown:question"
"""Why a person is offered: nothing that is known answers the question."""
ON_THE_SIDE = {"offer_person", "clarify", "district", "callback_number", "matters", None}
# … and so are the questions that we began with.
ON_THE_SIDE |= {"satisfied", "change_after_notice", "mandate_offer"}

PAGE: dict[str, int] = {Channel.SMS: 5, Channel.PHONE: 3, Channel.WEB: 10}
"""How many providers are offered at a time; by ear nobody keeps more than three."""


def take_up(situation: Situation) -> Reply:
    """Ask again what was asked before the digression, or let a side question go."""
    if situation.pending == "remind":
        return Reply().set(pending=situation.slots.get("before_think"), before_think=None)
    if situation.pending in ON_THE_SIDE:
        return Reply().set(pending=None, reason=None, readings=None, matters=None)
    return ask_again(situation)


def ask_again(situation: Situation, pending: str | None = None) -> Reply:
    """The question that waits for an answer, or the one named, with all that it takes to answer."""
    ask = ASK_AGAIN.get(pending or situation.pending or "")
    return ask(situation) if ask else Reply()


def ask_code(situation: Situation) -> Reply:
    """Ask for the code: the one in the letter, or the one that somebody with a mandate got.

    Where the first is there and is not taken alone, the second one is asked for.
    """
    if first_code(situation) is not None:
        return Reply().ask("code", "prompt.second_code", expect="code")
    return ask_code_anew(situation)


def ask_code_anew(situation: Situation) -> Reply:
    """Ask for the code from the beginning, whatever came of one before."""
    text = "prompt.code_agent" if situation.slots.get("acting") else "prompt.code"
    return Reply().ask("code", text, expect="code")


def first_code(situation: Situation) -> str | None:
    """The first code, while the second is waited for."""
    kept = situation.slots.get("code")
    return str(kept["first"]) if isinstance(kept, Mapping) and "first" in kept else None


def ask_birth_date(situation: Situation) -> Reply:
    """Ask for the birth date: always that of the person whom it concerns.

    A code that comes by itself may be a letter's or a mandate's, and nothing tells which.
    """
    text = "prompt.birth_date"
    if situation.slots.get("acting"):
        text = "prompt.birth_date_agent"
    elif situation.slots.get("wish") is None and situation.slots.get("acting") is None:
        text = "prompt.birth_date_either"
    return Reply().ask("birth_date", text, expect="birth_date")


def offer_person(reason: str, text: str = "person.offer", **values: object) -> Reply:
    """Offer a person, and remember why."""
    return Reply().ask("offer_person", text, expect="yes_no", **values).set(reason=reason)


def ask_service(situation: Situation) -> Reply:
    """Ask which of the granted services it is about.

    By text message the services are not named (promise 5): only whether it is all of the help.
    """
    assert situation.decision is not None  # noqa: S101 - asked only after the decision was found
    services = [granted.service for granted in situation.decision.services]
    if situation.channel == Channel.SMS:
        options: list[Option] = [
            {"label": {"say": "choice.all"}, "value": services},
            {"label": {"say": "choice.some"}, "value": None},
        ]
        return Reply().ask("service", "choice.all_or_some", expect="option", options=options)
    options = [{"label": {"service": service}, "value": [service]} for service in services]
    options.append({"label": {"say": "choice.all"}, "value": services})
    return Reply().ask("service", "choice.which_service", expect="option", options=options)


def ask_undo(situation: Situation, case_number: str | None, provider: str | None) -> Reply:
    """Read back whose choice is about to be taken back, and ask."""
    reply = Reply().set(**FORGOTTEN).then(_read_back_undo(situation, provider))
    reply.ask("confirm_undo", "prompt.confirm_undo", expect="yes_no")
    return reply.set(case_number=case_number, provider=provider)


def _read_back_undo(situation: Situation, provider: str | None) -> Reply:
    who = speaker_name(situation)
    return for_whom(situation).say("undo.read_back", who=who, provider={"provider": provider})


def offer(situation: Situation, providers: list[str], page: int) -> Reply:
    """Offer providers to pick from, a page at a time, in the order they were shuffled into."""
    size, catalogue = PAGE[situation.channel], situation.deps.catalogue
    # The list was drawn up in an earlier turn: a provider may have left the catalogue since.
    providers = [each for each in providers if catalogue.has_provider(each)]
    shown = providers[page : page + size]
    options: list[Option] = [{"label": {"provider": each}, "value": each} for each in shown]
    if len(providers) > page + size:
        options.append({"label": {"say": "choice.more_option"}, "value": "more"})
    text = "choice.pick_more" if page else "choice.pick"
    reply = Reply().ask("provider", text, expect="option", options=options)
    add_cards(reply, situation, [catalogue.provider(each) for each in shown])
    return reply.set(offered=providers, page=page)


def choice_again(situation: Situation) -> Reply:
    """Read back the choice once more, and ask."""
    services, provider = situation.slots.get("services") or [], situation.slots["provider"]
    reply = first_sentence(situation, services, provider) or Reply()
    return reply.ask("confirm_choice", "prompt.confirm_again", expect="yes_no")


def _service_again(situation: Situation) -> Reply:
    if (situation.slots.get("wished") or {}).get("asked"):
        return Reply().ask("service", "choice.in_own_words", expect="free")
    return ask_service(situation)


def undo_again(situation: Situation) -> Reply:
    """Read back once more what would be taken back, and ask."""
    reply = Reply()
    if (situation.slots.get("wished") or {}).get("anew"):
        reply.say("undo.whole_case")
    reply.then(_read_back_undo(situation, situation.slots["provider"]))
    return reply.ask("confirm_undo", "prompt.confirm_again", expect="yes_no")


def withdrawal_again(situation: Situation) -> Reply:
    """Ask once more whether the mandate is to be withdrawn."""
    return confirm_withdrawal(situation, "prompt.confirm_again")


def _offer_again(situation: Situation) -> Reply:
    return offer(situation, situation.slots["offered"], situation.slots.get("page") or 0)


def _number_again(situation: Situation) -> Reply:
    name = situation.municipality.name
    return Reply().ask("callback_number", "person.no_number", expect="phone", municipality=name)


def yes_or_no(question: str, text: str) -> Ask:
    """A question that is one text, whatever the situation."""
    return lambda _situation: Reply().ask(question, text, expect="yes_no")


ASK_AGAIN: dict[str, Ask] = {
    "code": ask_code,
    "birth_date": ask_birth_date,
    "service": _service_again,
    "provider": _offer_again,
    "callback_number": _number_again,
    "district": lambda _situation: Reply().ask("district", "prompt.district", expect="free"),
    "mandate_who": ask_agent,
    "mandate_scope": ask_agent,
    "mandate_which": which_mandate,
}
"""Every question that can wait for an answer, and how it is put again. Those that are answered with
yes or no bring their own (`assistant.actions.questions`)."""
