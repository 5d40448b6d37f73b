"""The thread: what is being done, what was asked last, and how to take it up after a digression."""

from assistant.actions.mandate_questions import ask_agent, which_mandate
from assistant.actions.provider_facts import add_cards
from assistant.actions.reply import Option, Reply
from assistant.actions.situation import Situation

FORGOTTEN = {
    "pending": None,
    "wish": None,
    "services": None,
    "offered": None,
    "page": None,
    "provider": None,
    "named": None,
    "case_number": None,
    "code": None,
    "birth_date": None,
    "before_think": None,
    "notice": None,
    "resume": None,
    "agent": None,
    "mandates": None,
}
"""The slots of a thread that is finished or dropped."""

# Questions on the side: they are let go when the person goes on to something else.
ON_THE_SIDE = {"offer_person", "clarify", "district", "callback_number", "matters", None}
# … and so are the questions that we began with.
ON_THE_SIDE |= {"satisfied", "change_after_notice", "mandate_offer"}

PAGE = {"sms": 5, "phone": 3, "web": 10}
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
    reply = Reply()
    slots = situation.slots
    match pending or situation.pending:
        case "code":
            return ask_code(situation)
        case "birth_date":
            return ask_birth_date(situation)
        case "service":
            return ask_service(situation)
        case "provider":
            return offer(situation, slots["offered"], slots.get("page") or 0)
        case "confirm_choice":
            reply.say("choice.read_back", provider={"provider": slots["provider"]})
            return reply.ask("confirm_choice", "prompt.confirm_choice", expect="yes_no")
        case "offer_person":
            return reply.ask("offer_person", "person.offer", expect="yes_no")
        case "callback_number":
            return reply.ask(
                "callback_number",
                "person.no_number",
                expect="phone",
                municipality=situation.municipality.name,
            )
        case "resume":
            return reply.ask("resume", "resume.ask", expect="yes_no")
        case "district":
            return reply.ask("district", "prompt.district", expect="free")
        case "mandate_who" | "mandate_scope" | "confirm_mandate":
            return ask_agent(situation)
        case "mandate_offer":
            return reply.ask("mandate_offer", "mandate.give_now", expect="yes_no")
        case "mandate_which":
            return which_mandate(situation)
    return reply


def ask_code(situation: Situation) -> Reply:
    """Ask for the code: the one in the letter, or the one that somebody with a mandate got."""
    text = "prompt.code_agent" if situation.slots.get("acting") else "prompt.code"
    return Reply().ask("code", text, expect="code")


def ask_birth_date(situation: Situation) -> Reply:
    """Ask for the birth date: always that of the person whom it concerns."""
    text = "prompt.birth_date_agent" if situation.slots.get("acting") else "prompt.birth_date"
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
    if situation.channel == "sms":
        options: list[Option] = [
            {"label": {"say": "choice.all"}, "value": services},
            {"label": {"say": "choice.some"}, "value": None},
        ]
        return Reply().ask("service", "choice.all_or_some", expect="option", options=options)
    options = [{"label": {"service": service}, "value": [service]} for service in services]
    options.append({"label": {"say": "choice.all"}, "value": services})
    return Reply().ask("service", "choice.which_service", expect="option", options=options)


def offer(situation: Situation, providers: list[str], page: int) -> Reply:
    """Offer providers to pick from, a page at a time, in the order they were shuffled into."""
    size = PAGE[situation.channel]
    shown = providers[page : page + size]
    options: list[Option] = [{"label": {"provider": each}, "value": each} for each in shown]
    if len(providers) > page + size:
        options.append({"label": {"say": "choice.more_option"}, "value": "more"})
    text = "choice.pick_more" if page else "choice.pick"
    reply = Reply().ask("provider", text, expect="option", options=options)
    add_cards(reply, situation, [situation.house.catalogue.provider(each) for each in shown])
    return reply.set(offered=providers, page=page)
