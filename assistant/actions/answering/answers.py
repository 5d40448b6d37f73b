"""Answers to questions about the scheme: each from the rule that states it, or «not stated».

An answer leads with what was asked. What the municipality has not stated is said to be unknown,
never filled from elsewhere, and a person is offered (promise 3).
"""

import re
from collections.abc import Callable

from assistant.actions.answering import rights
from assistant.actions.answering.closed import closed
from assistant.actions.facts.presenter import say_statement
from assistant.actions.reply import Reply, word
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person, take_up
from core.channel import Channel
from provider_catalog.vocabulary import SERVICES, Coverage, Hours, Period, SchemeState, StatedIn


def answer(situation: Situation) -> Reply:
    """Answer the question, then take up the thread that it interrupted."""
    reply = ANSWERS[situation.intent](situation)
    # A question that ends in one of its own (shall a person help?) must not drown in another.
    return reply if "pending" in reply.slots else reply.then(take_up(situation))


def unknown(situation: Situation, topic: str) -> Reply:
    """Say that the municipality does not state it; offer a person, unless a thread is under way."""
    name = situation.municipality.name
    return offer_person(f"unknown:{topic}", "unknown", municipality=name)


def _services(situation: Situation) -> list[str]:
    """The services that the question is about: those named in it, else all that can be chosen."""
    named = [service for service in situation.entities.get("service", []) if service in SERVICES]
    # By text message the answer must not depend on what the decision holds (promise 5).
    if named or situation.channel == Channel.SMS or situation.decision is None:
        return named or _covered(situation)
    granted = {each.service for each in situation.decision.services}
    return [each for each in _covered(situation) if each in granted] or _covered(situation)


def _covered(situation: Situation) -> list[str]:
    return [each for each in SERVICES if situation.scheme.covers(each, situation.today)]


def _named(services: list[str]) -> dict[str, list[dict[str, str]]]:
    return {"list": [{"service": service} for service in services]}


def scheme(situation: Situation) -> Reply:
    """What free choice is here."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation).then(_ended(situation))
    name = situation.municipality.name
    return Reply().say("scheme.what", municipality=name, source=situation.scheme.state_rule)


def _ended(situation: Situation) -> Reply:
    if situation.scheme.state_on(situation.today) is SchemeState.ENDED:
        return Reply().say("scheme.ended_default")
    return Reply()


def eligibility(situation: Situation) -> Reply:
    """Who can choose, and what keeps one out."""
    scheme = situation.scheme
    if not scheme.open_on(situation.today):
        return closed(situation)
    name = situation.municipality.name
    covered = _covered(situation)
    source = scheme.rule("covered_services", covered[0]) if covered else None
    services = _named(covered)
    reply = Reply().say("eligibility.granted", services=services, municipality=name, source=source)
    who, excluded = scheme.rule("who"), scheme.rule("exclusions")
    if isinstance(who.value, tuple) and "lives_at_home_without_staff" in who.value:
        reply.say("eligibility.own_home", source=who)
    if isinstance(excluded.value, tuple):
        words = [word(f"exclusion.{each}") for each in excluded.value]
        reply.say("eligibility.excluded", exclusions={"list": words}, source=excluded)
    return reply.say("eligibility.check_own")


def how_to_choose(situation: Situation) -> Reply:
    """How a first choice is made, and by when."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    how = situation.scheme.rule("how_choose")
    reply = Reply().say("scheme.how_here")
    if isinstance(how.value, tuple):
        ways = {"list": [word(f"way.{way}") for way in how.value]}
        name = situation.municipality.name
        reply.say("how_to.choose_ways", municipality=name, ways=ways, source=how)
    return reply.then(_deadline(situation))


def _deadline(situation: Situation) -> Reply:
    rule = situation.scheme.rule("choice_deadline")
    if isinstance(rule.value, StatedIn):
        return Reply().say("deadline.in_letter", source=rule)
    if isinstance(rule.value, Period):
        return Reply().say("deadline.from_decision", duration=duration(rule.value), source=rule)
    return Reply()


def how_to_switch(situation: Situation) -> Reply:
    """Whether, when and how one can switch."""
    scheme = situation.scheme
    if not scheme.open_on(situation.today):
        return closed(situation)
    any_time, reason = scheme.rule("switch_any_time"), scheme.rule("needs_reason")
    if any(stem in situation.text.lower() for stem in WHY) and reason.value is None:
        return unknown(situation, "needs_reason")
    if HOW_LONG.search(situation.text):
        return start_date(situation)
    reply = Reply()
    if COSTS.search(situation.text):
        reply.then(_stated(situation, "money.switching"))
    if any_time.value is True:
        reply.say("how_to.switch_any_time", source=any_time)
    if COSTS.search(situation.text):
        return reply
    if reason.value is False:
        reply.say("how_to.no_reason", source=reason)
    reply.say("how_to.switch_here")
    if any_time.value is True and WHETHER.search(situation.text):
        return reply  # How often, and whether one may regret it: in what ways is not asked.
    how = scheme.rule("how_switch")
    if isinstance(how.value, tuple):
        ways = {"list": [word(f"way.{way}") for way in how.value if way != "current_provider"]}
        name = situation.municipality.name
        reply.say("how_to.switch_ways", municipality=name, ways=ways, source=how)
    told = scheme.rule("tell_current_provider")
    if told.value == "helps":
        reply.say("how_to.tell_current", source=told)
    return reply


HOW_LONG = re.compile(
    r"\b(?:hvor|kor|ka|koss) (?:lenge|lang tid|langt|fort|snart)\b"
    r"(?!.*\b(?:bunde[nt]|binde\w*|siden)\b)"
    r"|\boppsigelsestid\w*|\boppseiingstid\w*",
    re.IGNORECASE | re.DOTALL,
)
"""In a question about switching: how long it takes."""
COSTS = re.compile(r"\b(?:kost\w*|pris\w*|gratis|gebyr\w*|betal\w*)\b", re.IGNORECASE)
WHETHER = re.compile(
    r"\b(?:hvor|kor|åssen|ka) (?:ofte|mange|mang)\b|\bgang\w*\b|\bang(?:re|rer|ra)\b|\btilbake\b"
    r"|\bbunde[nt]\b|\bbinde?\w*|\bombestemm\w*|\bprøv\w*",
    re.IGNORECASE,
)
"""In a question about switching: how often, and whether it binds."""
WHY = ("hvorfor", "kvifor", "korfor", "grunn", "årsak", "begrunn")
"""In a question about switching: whether one must give a reason."""


def start_date(situation: Situation) -> Reply:
    """How long it takes before the new provider begins, by service."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    if not SWITCHES.search(situation.story):
        if NOT_BEGUN.search(situation.story):
            return _stated(situation, "visits.not_begun")
        if VISITS.search(situation.text):
            return _stated(situation, "visits.my_times")
    reply, told = Reply(), dict[tuple[str, str], list[str]]()
    for service in _services(situation):
        rule = situation.scheme.rule("start_after_switch", service)
        if isinstance(rule.value, Period):
            how = "exact"
            if rule.value.at_least:
                how = "at_least"
            elif rule.value.approximate:
                how = "about"
            told.setdefault((how, repr(duration(rule.value))), []).append(service)
    for (how, _), services in told.items():
        rule = situation.scheme.rule("start_after_switch", services[0])
        assert isinstance(rule.value, Period)  # noqa: S101 - only those are told of
        said = {"list": [{"service": each} for each in services]}
        how_long = duration(rule.value)
        reply.say(f"start.{how}", service=said, duration=how_long, source=rule)
    return reply if reply.messages else unknown(situation, "start_date")


NOT_BEGUN = re.compile(
    r"\b(?:ingen|ikke|ikkje|itj|itte)\b[^.?!]{0,30}\b(?:kom|kommet|komme|kome|begynt|byrja|startet|starta)\b"
    r"[^.?!]{0,20}\b(?:enn[åo]|enda|endå)\b|\bvedtak\w*\b[^?!]{0,60}\b(?:ingen|ikke|ikkje)\b[^.?!]{0,20}"
    r"\b(?:kommet|kome|begynt|byrja)\b",
    re.IGNORECASE,
)
"""The help that was granted has not begun."""
VISITS = re.compile(
    r"\b(?:når|kva tid|nårtid) (?:på dagen )?(?:kommer |kjem )?"
    r"(?:de|dei|hun|ho|han|vaskehjelp\w*|sykepleie\w*)\b"
    r"(?: (?:kommer|kjem))?(?! nye| begynner| starter)",
    re.IGNORECASE,
)
"""When those who come already do: nobody here sees their list."""
SWITCHES = re.compile(r"\b(?:bytt\w*|byt[ea]r?|skift\w*|ny leverandør|nytt firma)\b", re.IGNORECASE)


def _stated(situation: Situation, name: str) -> Reply:
    """A statement of the body of facts."""
    return say_statement(situation, situation.deps.catalogue.facts.statements[name])


def no_choice(situation: Situation) -> Reply:
    """What happens to whoever chooses nothing."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation).then(_ended(situation))
    rule = situation.scheme.rule("default_without_choice")
    if rule.value != "municipal_service":
        return unknown(situation, "no_choice")
    if AS_NOW.search(situation.text):
        return Reply().say("must_i.keep").say("must_i.nothing_changes")
    reply = Reply().say("no_choice.municipal", source=rule).then(_deadline(situation))
    if situation.scheme.rule("switch_any_time").value is True:
        reply.say("no_choice.later", source=situation.scheme.rule("switch_any_time"))
    return reply


AS_NOW = re.compile(
    r"\b(?:de|dei|dem|den|det|alt|hun|ho|han) sam(?:me|e)\b"
    r"|\bsom (?:før|nå|no|i dag)\b|\bfortset\w*\b"
    r"|\bbe?h[oa]l[dl]\w*",
    re.IGNORECASE,
)
"""In a question about choosing nobody: whether those who come now go on coming."""
MORE_THAN_GRANTED = re.compile(
    r"\b(?:hårklipp\w*|frisør\w*|fotpleie\w*|hagearbeid\w*|snømåking\w*|reklame\w*|tilbud\w*|tilbod\w*|"
    r"ekstra \w*hjelp\w*|kjøp\w*|vindusvask\w*)\b",
    re.IGNORECASE,
)
"""What is bought beside the decision."""


def price(situation: Situation) -> Reply:
    """What it costs: the same for all, never an amount that no data holds."""
    if MORE_THAN_GRANTED.search(situation.story):
        return extra_services(situation)
    rules = [situation.scheme.rule("price", service) for service in _services(situation)]
    rules.append(situation.scheme.rule("price"))
    same = next((rule for rule in rules if str(rule.value).startswith("same_for_all")), None)
    free = situation.deps.catalogue.national_rule("health_care_price")
    reply = Reply()
    if same is not None:
        reply.say("price.same", source=same)
    if "home_nursing" in _services(situation):
        reply.say("price.nursing_free", source=free)
    if not reply.messages:
        return unknown(situation, "price")
    return reply.say("price.amount_unknown")


def services(situation: Situation) -> Reply:
    """What a service is, and whether the choice covers it."""
    named = [each for each in situation.entities.get("service", []) if each in SERVICES]
    reply = Reply()
    for service in named:
        reply.say(f"services.what.{service}").then(_coverage(situation, service))
    if named:
        return reply
    covered = _covered(situation)
    if not covered or not situation.scheme.open_on(situation.today):
        closed_now = not situation.scheme.open_on(situation.today)
        return closed(situation) if closed_now else unknown(situation, "services")
    rule = situation.scheme.rule("covered_services", covered[0])
    name = situation.municipality.name
    return reply.say("services.covered", municipality=name, services=_named(covered), source=rule)


def _coverage(situation: Situation, service: str) -> Reply:
    scheme, name = situation.scheme, situation.municipality.name
    if not scheme.open_on(situation.today):
        return closed(situation)
    rule = scheme.rule("covered_services", service)
    said = {"service": service}
    match rule.value:
        case Coverage() as coverage if coverage.on(situation.today):
            covered = {"list": [said]}
            return Reply().say("services.covered", municipality=name, services=covered, source=rule)
        case Coverage(covered=True, since=since) if since and since > situation.today:
            begins = {"full_date": since.isoformat()}
            return Reply().say("services.from", service=said, date=begins, source=rule)
        case Coverage():
            return Reply().say("services.not_covered", service=said, municipality=name, source=rule)
    return offer_person("unknown:services", "services.not_stated", municipality=name, service=said)


def hours(situation: Situation) -> Reply:
    """At what times help comes."""
    scheme, reply = situation.scheme, Reply()
    day, night = scheme.rule("service_hours"), scheme.rule("night_hours")
    cleaning = scheme.rule("cleaning_hours")
    if scheme.state_on(situation.today) is SchemeState.PLANNED:
        reply.then(closed(situation))
    if isinstance(day.value, Hours):
        reply.say("hours.providers", values=between(day.value), source=day)
    if night.value == "by_municipality":
        reply.say("hours.night_municipal", source=night)
    if isinstance(cleaning.value, Hours):
        reply.say("hours.cleaning", values=between(cleaning.value), source=cleaning)
    known = any(rule.value is not None for rule in (day, night, cleaning))
    return reply if known else unknown(situation, "hours")


def extra_services(situation: Situation) -> Reply:
    """Buying more than the decision gives."""
    rule = situation.scheme.rule("extra_services")
    if rule.value == "full_price":
        return Reply().say("extra.can_buy", source=rule)
    if rule.value == "private_agreement":
        return Reply().say("extra.private_deal", source=rule)
    return unknown(situation, "extra_services")


def duration(period: Period) -> dict[str, dict[str, int]]:
    """A stated period as a value that can be said."""
    return {"duration": dict(period.duration)}


def between(value: Hours) -> dict[str, str]:
    """Opening and closing as values that can be said."""
    return {"from": value.opens.replace(":", "."), "to": value.closes.replace(":", ".")}


ANSWERS: dict[str, Callable[[Situation], Reply]] = {
    "ask_scheme": scheme,
    "ask_responsible": rights.responsible,
    "ask_eligibility": eligibility,
    "ask_apply": rights.apply,
    "ask_how_to_choose": how_to_choose,
    "ask_how_to_switch": how_to_switch,
    "ask_start_date": start_date,
    "ask_no_choice": no_choice,
    "ask_price": price,
    "ask_services": services,
    "ask_hours": hours,
    "ask_quality": rights.quality,
    "ask_same_helper": rights.same_helper,
    "ask_language_needs": rights.language_needs,
    "ask_extra_services": extra_services,
    "ask_provider_exit": rights.provider_exit,
    "ask_complaint": rights.complaint,
    "ask_relative": rights.relative,
    "ask_privacy": rights.privacy,
}
