"""What people bring besides the choice: worries, life events, wishes that only a person can meet.

Nothing is promised here and nothing guessed. Where only a person can help, one is offered with the
reason that the person gave; a death and a suspicion of abuse become tasks at once.
"""

import re
from collections.abc import Callable

from assistant.actions.answering import answers, providers
from assistant.actions.answering.closed import closed
from assistant.actions.choosing.steps import picking
from assistant.actions.facts.presenter import say_statement
from assistant.actions.own_case import own_case
from assistant.actions.reply import Reply
from assistant.actions.safety import grave, people, told
from assistant.actions.safety.life.events import asks_beside_it
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ON_THE_SIDE, ask_again, offer_person, take_up
from provider_catalog.facts.must_choose import asks_whether_one_must, is_known, must_choose
from provider_catalog.vocabulary import SERVICES

Act = Callable[[Situation], Reply]

SECRETS = ("code", "birth_date")
"""What is asked for to prove who somebody is: never beside a doubt that we are genuine."""

MEANINGS = {
    "decision": ("vedtak",),
    "provider": ("leverandør", "leverandor", "utfører", "utførar", "utforer", "tilbyder"),
    "own_share": ("egenandel", "eigenandel", "eigendel"),
    "free_choice": ("brukervalg", "brukarval", "fritt valg", "fritt val"),
    "mandate": ("fullmakt",),
    "granted": ("innvilg",),
    "rejected": ("avslag", "avslått"),
    "nonprofit": ("ideell",),
    "deadline": ("frist",),
    "complaint": ("klagerett", "klageadgang", "påklag"),
    "caseworker": ("saksbehandl", "sakshandsam"),
    "guardian": ("verge", "verje"),
}
"""Words in letters by what they mean, each known by how it begins; the texts hold the meanings."""

KEEPS = re.compile(r"\b(?:be?h[oae]l+d\w*|fortset\w*|bli(?:r)? (?:hos|hjå))\b", re.IGNORECASE)
LEAVES = re.compile(
    r"\b(?:bytt\w*|byte[rs]?|bøtt\w*|skift\w*|privat\w*|(?:nytt|anna|annet) firma)\b",
    re.IGNORECASE,
)
LOSES = re.compile(r"\b(?:mist[ae]?r?|tap[ae]r?|frata\w*)\b", re.IGNORECASE)
COMPLAINS = re.compile(r"\b(?:klag\w*|sie?r? i?fr[aå]|seier? i?frå|sei i?frå)\b", re.IGNORECASE)
"""In a question whether one must: may I keep who comes, also when I leave them for another, and do
I lose the help?"""

MONEY = re.compile(r"\b(?:bank\w*|kort\w*|kontonummer|penger|pengar|vipps\w*)\b", re.IGNORECASE)
"""In a doubt that we are genuine: what we never ask for."""

SATISFIED = re.compile(r"\b\w*(?:fornøyd\w*|nøgd\w*)\b(?!\?)", re.IGNORECASE)
SELLS = re.compile(
    r"\b(?:skriv\w*|signer\w*|skreiv) (?:\w+ )?under\b|\bpå døra\b|\bselger\w*\b|\bseljar\w*\b",
    re.IGNORECASE,
)
"""In a fear of having to choose: somebody who sells, and says so."""

HISTORY = ("når kom", "når begynte", "når start", "hvor lenge", "kor lenge", "siden når")
"""In a question about figures: since when."""


def act(situation: Situation) -> Reply:
    """Answer by intent, then take up the thread that it interrupted."""
    reply = ANSWERS[situation.intent](situation)
    if "pending" in reply.slots or situation.intent in UNINTERRUPTED:
        return reply
    return reply.then(take_up(situation))


NEAR = frozenset(
    "ask_no_choice ask_how_to_switch ask_how_to_choose ask_eligibility choose_provider "
    "switch_provider ask_same_helper ask_scheme out_of_scope nlu_fallback".split()
)
"""What the fear of having to choose is taken for."""


def is_must_i(situation: Situation) -> bool:
    """Whether a message asks whether one must, though it was understood as a question near it."""
    elsewhere = situation.deps.catalogue.places_in(situation.text)
    return situation.intent in NEAR and not elsewhere and asks_whether_one_must(situation.text)


def must_i(situation: Situation) -> Reply:
    """Whether anybody must choose or switch, loses the help, may keep who comes: no or yes first.

    Only then what follows, and where the municipality does not state it, a person.
    """
    scheme, today, name = situation.scheme, situation.today, situation.municipality.name
    responsible = situation.deps.catalogue.national_rule("responsible")
    reply, known = Reply(), is_known(scheme, today)
    if known and scheme.open_on(today):
        if KEEPS.search(situation.text) and LEAVES.search(situation.text):
            return reply.say("must_i.keep_and_switch")
        facts = situation.deps.catalogue.facts
        if KEEPS.search(situation.text):
            return reply.say("must_i.keep").say("must_i.nothing_changes")
        if SATISFIED.search(situation.story) and not LOSES.search(situation.text):
            told = facts.statements["choosing.keep_doing_nothing"]
            return reply.then(say_statement(situation, told))
        if LOSES.search(situation.text) and COMPLAINS.search(situation.story):
            reply.say("must_i.not_lost")
            return reply.then(say_statement(situation, facts.statements["trust.may_complain"]))
        if MONEY.search(situation.story):
            reply.then(say_statement(situation, facts.statements["fraud.money"]))
        if LOSES.search(situation.text):
            reply.say("must_i.not_lost")
        if SELLS.search(situation.story):
            told = facts.statements["fraud.nothing_to_sign"]
            return reply.then(say_statement(situation, told))
    reply.messages += must_choose(scheme, name, today, responsible)
    if not scheme.open_on(today):
        return reply.then(closed(situation))
    if not known:
        return reply.then(offer_person("unknown:no_choice", "must_i.offer"))
    return reply.say("must_i.nothing_changes") if situation.person is not None else reply


def report_death(situation: Situation) -> Reply:
    """Condolences, and a task at once: whoever would have come must not ring the bell tomorrow.

    Where it was years ago somebody tells of a life, and no visit is to be stopped.
    """
    if grave.is_years_ago(situation):
        name = situation.municipality.name
        return offer_person(people.ASKED, "death.years_ago", municipality=name)
    return _at_once(situation, "death", "death")


def report_abuse(situation: Situation) -> Reply:
    """Theft, violence, threats, neglect: believed, and a task at once."""
    return _at_once(situation, "abuse", "abuse")


def _at_once(situation: Situation, reason: str, text: str) -> Reply:
    reply = Reply().set(**FORGOTTEN).say(text, municipality=situation.municipality.name)
    reply.then(told.of_urgent(situation, reason))
    reply.do("hand_over", **people.task(situation, reason, situation.caller, urgent=True))
    if situation.caller is None:
        reply.ask(
            "callback_number",
            "person.no_number",
            expect="phone",
            municipality=situation.municipality.name,
        ).set(reason=reason)
    return reply


def pause(situation: Situation) -> Reply:
    """An absence: a person is offered; what is asked beside it and not found is not known."""
    text = "pause.asked" if asks_beside_it(situation.text) else "pause.offer"
    return offer_person("pause_help", text, municipality=situation.municipality.name)


def for_a_person(reason: str, text: str) -> Act:
    """Something that a person must do: offered, with its own reason."""

    def offered(situation: Situation) -> Reply:
        return offer_person(reason, text, municipality=situation.municipality.name)

    return offered


def wish_gender(situation: Situation) -> Reply:
    """A woman, or a man, for intimate care: a right to say it, no promise, and a person."""
    rule = situation.deps.catalogue.national_rule("participation")
    return offer_person("wish_gender", "gender.offer", source=rule)


def office(situation: Situation) -> Reply:
    """The office's number and hours, as far as the catalogue holds them."""
    place, reply = situation.municipality, Reply()
    if place.switchboard is not None:
        number = {"phone": place.switchboard}
        reply.say("office.number", municipality=place.name, number=number)
    if place.opening is not None:
        hours = place.opening.weekdays
        opens, closes = (at.replace(":", ".") for at in (hours.opens, hours.closes))
        between = {"from": opens, "to": closes}
        reply.say("office.hours", municipality=place.name, values=between)
    if place.switchboard is None:
        return reply.then(offer_person("ask_office", "office.offer"))
    return reply


def scam(situation: Situation) -> Reply:
    """How to check that we are the municipality. The code is not asked for in the same breath."""
    place = situation.municipality
    facts, reply = situation.deps.catalogue.facts, Reply()
    if MONEY.search(situation.text):
        reply.then(say_statement(situation, facts.statements["fraud.money"]))
        if LOSES.search(situation.text) or KEEPS.search(situation.text):
            reply.say("must_i.not_lost")
    else:
        reply.say("scam.careful", municipality=place.name)
    if place.switchboard is not None:
        reply.say("scam.number", number={"phone": place.switchboard})
    else:
        reply.say("scam.find_number", municipality=place.name)
    if situation.pending in SECRETS:
        return reply.say("scam.wait_with_code")
    return reply.then(take_up(situation))


def elsewhere(situation: Situation) -> Reply:
    """Another place, and none that could be told: those are answered before (`facts.answering`).

    Between two districts of the own municipality it is the providers that may not be the same.
    """
    catalogue, here = situation.deps.catalogue, situation.municipality.id
    named = catalogue.places_in(situation.text)
    if named and all(each.by_district and each.place.id == here for each in named):
        return say_statement(situation, catalogue.facts.statements["choosing.new_district"])
    return Reply().say("elsewhere.unknown", municipality=situation.municipality.name)


def statistics(situation: Situation) -> Reply:
    """How many choose and how it goes: only the year in which it began is known to us."""
    since = situation.scheme.since_year
    if since is not None and any(said in situation.text.lower() for said in HISTORY):
        name, source = situation.municipality.name, situation.scheme.state_rule
        return Reply().say("statistics.since", municipality=name, year=since, source=source)
    return offer_person("unknown:statistics", "statistics.unknown")


def word_meaning(situation: Situation) -> Reply:
    """What a word in the letter means."""
    if any(each in SERVICES for each in situation.entities.get("service", [])):
        return answers.services(situation)
    said = situation.text.lower()
    for name, beginnings in MEANINGS.items():
        if any(beginning in said for beginning in beginnings):
            return Reply().say(f"meaning.{name}")
    return offer_person("ask_word", "meaning.unknown")


def correct(situation: Situation) -> Reply:
    """What was said or heard was wrong: we ask again, or take what is right at once."""
    if situation.pending == "provider" and situation.entity("provider"):
        return own_case.proven(picking.pick_provider)(situation)
    if situation.pending in ON_THE_SIDE:
        return Reply().set(pending=None, reason=None).say("correct.what", expect="free")
    return Reply().say("correct.sorry").then(ask_again(situation))


def name(situation: Situation) -> Reply:
    """A name where none was asked for."""
    if situation.pending in ON_THE_SIDE:
        return Reply().set(pending=None, reason=None).say("given.name", expect="free")
    return ask_again(situation)


def phone(situation: Situation) -> Reply:
    """A number: to call back where one was asked for, else we ask what it is for."""
    if people.leaves_word(situation):
        return people.take_down(situation)
    if situation.pending == "callback_number":
        return people.take_number(situation)
    if situation.pending in ON_THE_SIDE:
        return Reply().set(pending=None, reason=None).say("given.phone", expect="free")
    return ask_again(situation)


def district(situation: Situation) -> Reply:
    """A place: whom one can choose there."""
    asked = situation.pending == "district"
    if asked or (situation.pending in ON_THE_SIDE and situation.entity("district")):
        return providers.in_district(situation)
    if situation.pending in ON_THE_SIDE:
        return Reply().set(pending=None, reason=None).say("given.district", expect="free")
    return ask_again(situation)


TOLD: dict[str, Act] = {
    "must_i": must_i,
    "report_death": report_death,
    "report_abuse": report_abuse,
    "pause_help": pause,
    "end_help": for_a_person("end_help", "end.offer"),
    "more_help": for_a_person("more_help", "more_help.offer"),
    "new_letter": for_a_person(people.NEW_LETTER, "new_letter.offer"),
    "change_contact": for_a_person("change_contact", "contact.offer"),
    "praise": for_a_person(people.PRAISE, "praise.offer"),
    "wish_gender": wish_gender,
    "ask_office": office,
    "ask_scam": scam,
    "ask_elsewhere": elsewhere,
    "ask_statistics": statistics,
    "ask_word": word_meaning,
}
"""What can be answered by itself, and as the second wish of a message."""

ANSWERS: dict[str, Act] = {
    **TOLD,
    "correct_that": correct,
    "give_name": name,
    "give_phone": phone,
    "give_district": district,
}
UNINTERRUPTED = frozenset({"report_death", "report_abuse", "ask_scam", "correct_that"})
UNINTERRUPTED |= {"give_name", "give_phone", "give_district"}
"""What takes up the thread by itself, or lets it go."""
