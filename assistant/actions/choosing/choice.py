"""Choosing: found, read back, confirmed, registered. Nothing is registered before the yes."""

import re
from dataclasses import replace
from typing import TypeVar

from assistant.actions.choosing import scope
from assistant.actions.choosing.telling import tells
from assistant.actions.choosing.wished import wished
from assistant.actions.own_case import status as case
from assistant.actions.own_case import whole_case
from assistant.actions.own_case.whose import for_whom
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import (
    FORGOTTEN,
    ask_again,
    ask_service,
    ask_undo,
    offer,
    offer_person,
)
from assistant.gate.clean import clean
from choice_register.mandates.types import Scope
from choice_register.types import (
    UNDER_WAY,
    Authority,
    ChoiceRefused,
    ChoiceRequest,
    ChoiceView,
    OutOfScope,
    RefusalReason,
)
from core.channel import Channel
from provider_catalog.provider import Provider, shuffled
from provider_catalog.vocabulary import Coverage

T = TypeVar("T")

REFUSED = {
    RefusalReason.FULL: "choice.refused_full",
    RefusalReason.SERVICE_NOT_COVERED: "choice.refused_service",
    RefusalReason.DISTRICT_NOT_COVERED: "choice.refused_district",
    RefusalReason.DATE_NOT_COVERED: "choice.refused_date",
    RefusalReason.SAME_AS_NOW: "choice.refused_same",
}
"""Refusals after which somebody else can be chosen."""

COURTEOUS = frozenset("greet thank goodbye nlu_fallback out_of_scope give_name praise".split())
"""What a message is taken for in which courtesy stands around what it says."""
_ALONE = re.compile(r"(?:(?:nr|nummer|alternativ) )?(\d{1,2})")
NOBODY_SUCH = (RefusalReason.UNKNOWN_PROVIDER, RefusalReason.PROVIDER_NOT_HERE)


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
        return reply.then(_not_covered(situation, wanted))
    wanted = covered
    provider = _meant(wish, named, _now(situation, wanted))
    if len(wanted) > 1 and not services:
        return reply.set(provider=provider).then(ask_service(situation))
    return reply.then(with_services(situation, wish, wanted, provider))


def may_choose(situation: Situation) -> bool:
    """Whether who is proven may choose: the person, or somebody whose mandate reaches so far."""
    mandate = situation.person.mandate if situation.person else None
    return mandate is None or mandate.scope is Scope.CHOOSE


def see_only() -> Reply:
    """What somebody is told whose mandate is for seeing only."""
    return Reply().set(**FORGOTTEN).say("mandate.see_only")


def _not_covered(situation: Situation, services: list[str]) -> Reply:
    """None of the services can be chosen for: from when they can, where that is stated."""
    name = situation.municipality.name
    rules = [situation.scheme.rule("covered_services", service) for service in services]
    for rule in rules:
        since = rule.value.since if isinstance(rule.value, Coverage) else None
        if since is not None and since > situation.today:
            begins = {"full_date": since.isoformat()}
            reply = Reply().say("choice.refused_until", municipality=name, date=begins, source=rule)
            return reply.then(offer_person("not_covered"))
    return offer_person("not_covered", "choice.refused_scheme", municipality=name)


def _meant(wish: str, named: list[str], now: list[str]) -> str | None:
    """The provider that is wanted: in «fra A til B» and «lei av A» not the one who helps now."""
    others = [each for each in dict.fromkeys(named) if set(now) != {each}]
    if not others and wish != "switch":
        return named[0] if named else None
    return others[0] if len(others) == 1 else None


def with_services(
    situation: Situation, wish: str, services: list[str], provider: str | None
) -> Reply:
    """Go on when it is known which services it is about."""
    reply = Reply().set(services=services)
    if wish == "municipal":
        provider = situation.house.catalogue.municipal_provider(situation.municipality.id).id
    if provider is None:
        return reply.then(offer_list(situation, services))
    return reply.then(with_provider(situation, services, provider))


def with_provider(situation: Situation, services: list[str], provider: str) -> Reply:
    """Read a choice back, or tell why it cannot be made and whom one can choose instead."""
    said = {"provider": provider}
    if all(now == provider for now in _now(situation, services)):
        if changing := _under_way(situation, services):
            return _keeps(situation, services, changing)
        own = situation.house.catalogue.municipal_provider(situation.municipality.id)
        if provider == own.id:
            return Reply().set(**FORGOTTEN).say("choice.municipal_already")
        return Reply().set(**FORGOTTEN).say("choice.refused_same", provider=said)
    # What this provider does already needs no choice.
    services = [service for service in services if _now(situation, [service]) != [provider]]
    refusal = _refusals(situation, services, [provider])[provider]
    if refusal is not None:
        return _refused(situation, refusal, provider, services)
    return read_back(situation, services, provider)


def _keeps(situation: Situation, services: list[str], changing: list[ChoiceView]) -> Reply:
    """Who helps now is to stay, but another choice is under way: then that has to be taken back.

    A case is taken back as a whole. Where it holds more than that, a person sorts it out.
    """
    reply = Reply().set(**FORGOTTEN).then(whole_case.under_way(situation))
    cases = {each.case_number for each in changing}
    assert situation.person is not None  # noqa: S101 - a choice needs a proven person
    every = situation.house.register.choices(situation.person.id)
    more = [each for each in every if each.case_number in cases and each.service not in services]
    if more or len(cases) > 1 or not all(each.can_undo for each in changing):
        return reply.then(offer_person("refused"))
    return reply.then(ask_undo(situation, changing[0].case_number, changing[0].provider_id))


def read_back(situation: Situation, services: list[str], provider: str) -> Reply:
    """Say what is about to be registered, in so many words that it can be checked, and ask."""
    told = tells(situation, services, provider)
    if told is None:
        return scope.ask_in_own_words(situation, services, provider)
    reply = Reply().set(services=services, provider=provider, pending="confirm_choice")
    reply.then(for_whom(situation))
    under_way = _under_way(situation, services)
    if under_way:
        reply.say("choice.replaces", provider={"provider": under_way[0].provider_id})
    reply.then(told)
    if _rest(situation, services):
        reply.say("choice.rest_untouched")
    if (situation.slots.get("wished") or {}).get("condition"):
        reply.say("choice.no_condition")
    scheme, today = situation.scheme, situation.today
    dates = [(service, scheme.effect_date(service, today)) for service in services]
    reply.then(case.starts_on(situation, list(dates)))
    price = scheme.rule("price", services[0])
    if price.value == "same_for_all":
        reply.say("choice.same_price", source=price)
    return reply.ask("confirm_choice", "prompt.confirm_choice", expect="yes_no")


def _rest(situation: Situation, services: list[str]) -> bool:
    """Whether the person has other help, which this choice leaves as it is."""
    decision = situation.decision
    return decision is not None and len(decision.services) > len(services)


def only_some(situation: Situation) -> Reply:
    """At the read-back: only for some of the services. Which is taken as said, or asked."""
    assert situation.decision is not None  # noqa: S101 - the caller has checked
    granted = [each.service for each in situation.decision.services]
    provider = situation.slots.get("provider")
    if len(granted) == 1:
        return ask_again(situation)
    said = scope.scope(situation)
    read = situation.slots.get("services") or granted
    if services := scope.picked(said, granted if said.services else read):
        return _for_services(situation, said, services, provider)
    if situation.channel == Channel.SMS:
        return scope.ask_in_own_words(situation, granted, provider)
    return Reply().set(provider=provider).then(ask_service(situation))


def _for_services(
    situation: Situation, said: scope.Scope, services: list[str], provider: str | None
) -> Reply:
    """Go on with the help that was said, and remember the words for it."""
    there = scope.heeded(situation, said)
    wish = situation.slots.get("wish") or "choose"
    reply = Reply().set(wished=there.slots["wished"])
    return reply.then(with_services(there, wish, services, provider))


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
        made = situation.house.register.register_choice(request)
    except ChoiceRefused as refused:
        return _refused(situation, refused.reason, refused.provider_id, services)
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


def _refused(
    situation: Situation, reason: RefusalReason, provider: str, services: list[str]
) -> Reply:
    """Say why a choice cannot be made, and go on with what can."""
    said = {"provider": provider}
    if reason is RefusalReason.NO_DECISION:
        reply = Reply().set(**FORGOTTEN).say("case.no_decision")
        return reply.then(offer_person("no_decision"))
    if reason is RefusalReason.ALREADY_CHOSEN and situation.decision is not None:
        return Reply().set(**FORGOTTEN).then(case.status(situation, situation.decision))
    if reason in NOBODY_SUCH:
        return Reply().say("choice.refused_unknown").then(offer_list(situation, services))
    if reason in REFUSED:
        reply = Reply().say(REFUSED[reason], provider=said)
        return reply.then(offer_list(situation, services, but=provider))
    name = situation.municipality.name
    reply = Reply().set(**FORGOTTEN)
    return reply.then(offer_person("refused", "choice.refused_scheme", municipality=name))


def decline(situation: Situation) -> Reply:
    """The read-back was wrong, or the person thinks better of it: nothing is registered."""
    services = situation.slots.get("services") or []
    providers = _candidates(situation, services) if situation.person and services else []
    if len(providers) < 2:  # noqa: PLR2004 - with one provider there is nothing else to offer
        return Reply().set(**FORGOTTEN).say("choice.dropped")
    reply = Reply().say("choice.dropped").set(provider=None)
    return reply.then(offer(situation, [each.id for each in providers], 0))


def pick_service(situation: Situation) -> Reply:
    """The services that were picked from the question."""
    assert situation.decision is not None  # noqa: S101 - asked only after the decision was found
    granted = [each.service for each in situation.decision.services]
    provider = situation.slots.get("provider")
    said = scope.scope(situation)
    if services := scope.picked(said, granted):
        return _for_services(situation, said, services, provider)
    if (situation.slots.get("wished") or {}).get("asked"):
        return scope.ask_in_own_words(situation, granted, provider)
    picked = _picked_services(situation)
    if picked is None:
        return ask_again(situation)
    if not picked:
        return scope.ask_in_own_words(situation, granted, provider)
    wish = situation.slots.get("wish") or "choose"
    return with_services(situation, wish, picked, provider)


def says_which(situation: Situation) -> bool:
    """Whether a message answers which help it is about, whatever it was understood as."""
    if situation.pending != "service" or "?" in situation.text or situation.entity("provider"):
        return False
    return scope.scope(situation).is_said


def picked_politely(situation: Situation) -> Reply | None:
    """What follows from a number of the list among courtesy: «Hei, nr 2 takk. Hilsen Aud»."""
    asked = situation.pending == "provider" and "?" not in situation.text
    if not asked or situation.intent not in COURTEOUS or situation.person is None:
        return None
    if situation.entity("option") is not None:
        return pick_provider(situation)
    said = " ".join(clean(situation.text, (situation.person.name,)).unsigned)
    alone = _ALONE.fullmatch(said)
    if alone is None:
        return None
    entities = {**situation.entities, "option": [int(alone.group(1))]}
    return pick_provider(replace(situation, entities=entities))


def _picked_services(situation: Situation) -> list[str] | None:
    """The services picked; an empty list for «only some» by text; None for no such option."""
    assert situation.decision is not None  # noqa: S101 - asked only after the decision was found
    granted = [each.service for each in situation.decision.services]
    if named := [
        service for service in granted if service in situation.entities.get("service", [])
    ]:
        return named
    if situation.entity("option") == "all":
        return granted
    if situation.entity("option") == "some":
        return [] if situation.channel == Channel.SMS else None
    options = (
        [granted, []] if situation.channel == Channel.SMS else [*([s] for s in granted), granted]
    )
    return at(options, situation.entity("option"))


def pick_provider(situation: Situation) -> Reply:
    """The provider that was picked from the list, by number, order or name."""
    services = situation.slots.get("services") or []
    if situation.entity("provider"):
        return _named(situation, services)
    offered, page = situation.slots.get("offered") or [], situation.slots.get("page") or 0
    size = len(offer(situation, offered, page).messages[0].get("options", []))
    shown = [*offered[page : page + size], "more"][:size]
    picked = at(shown, situation.entity("option"))
    if picked is None:
        return Reply().say("choice.refused_unknown").then(ask_again(situation))
    if picked == "more":
        return more(situation)
    return with_provider(situation, services, picked)


def _named(situation: Situation, services: list[str]) -> Reply:
    """The one provider that is wished for by name, for the help that is said with it."""
    meant, said = wished(situation), scope.scope(situation)
    assert situation.decision is not None  # noqa: S101 - the caller has checked
    granted = [each.service for each in situation.decision.services]
    if len(granted) > 1 and said.is_said:
        services = scope.picked(said, granted if said.services else services) or services
        situation = scope.heeded(situation, said)
    reply = Reply().set(wished=situation.slots.get("wished"))
    named = [each for each in dict.fromkeys(meant.named or ()) if each not in meant.rejected]
    if len(named) == 1:
        return reply.then(with_provider(situation, services, named[0]))
    return reply.then(offer_list(situation, services))


def instead(situation: Situation, named: str | None) -> Reply:
    """At the read-back another provider is named: that one, for the help said with it."""
    services = situation.slots.get("services") or []
    if named is None:
        return offer_list(situation, services)
    said = scope.scope(situation)
    assert situation.decision is not None  # noqa: S101 - the caller has checked
    granted = [each.service for each in situation.decision.services]
    if len(granted) > 1 and said.is_said:
        services = scope.picked(said, granted if said.services else services) or services
        situation = scope.heeded(situation, said)
    reply = Reply().set(wished=situation.slots.get("wished"))
    return reply.then(with_provider(situation, services, named))


def more(situation: Situation) -> Reply:
    """The next page of the list; after the last, the first again."""
    offered, page = situation.slots.get("offered") or [], situation.slots.get("page") or 0
    shown = [o for o in offer(situation, offered, page).messages[0].get("options", [])]
    following = page + len([o for o in shown if o["value"] != "more"])
    return offer(situation, offered, following if following < len(offered) else 0)


def offer_list(situation: Situation, services: list[str], but: str | None = None) -> Reply:
    """Offer everybody who can be chosen for these services, in shuffled order."""
    rejected = (situation.slots.get("wished") or {}).get("rejected") or []
    candidates = [each.id for each in _candidates(situation, services) if each.id != but]
    providers = [each for each in candidates if each not in rejected] or candidates
    if not providers:
        return Reply().set(**FORGOTTEN).then(offer_person("nobody", "choice.nobody_else"))
    return Reply().set(services=services, provider=None).then(offer(situation, providers, 0))


def at(options: list[T], option: int | None) -> T | None:
    """The option with a number counted from 1 (-1 is the last), or None when there is none."""
    if option is None or option == 0 or option > len(options):
        return None
    return options[-1] if option == -1 else options[option - 1]


def _candidates(situation: Situation, services: list[str]) -> list[Provider]:
    """Whom the register would take now. Who has chosen nobody yet may also keep what there is."""
    assert situation.decision is not None  # noqa: S101 - a choice needs a decision
    granted = [each for each in situation.decision.services if each.service in services]
    keeping = all(each.since is None for each in granted)
    possible = _providers(situation, services)
    refusals = _refusals(situation, services, [each.id for each in possible])
    taken = [
        each
        for each in possible
        if refusals[each.id] is None or (keeping and refusals[each.id] is RefusalReason.SAME_AS_NOW)
    ]
    return shuffled(taken, seed=situation.conversation)


def _refusals(
    situation: Situation, services: list[str], providers: list[str]
) -> dict[str, RefusalReason | None]:
    assert situation.person is not None  # noqa: S101 - the caller has checked
    return situation.house.register.refusals(situation.person.id, services, providers)


def _providers(situation: Situation, services: list[str]) -> list[Provider]:
    """Who has a contract for any of the services where the person lives, on the day it begins."""
    person, catalogue = situation.person, situation.house.catalogue
    assert person is not None  # noqa: S101 - the caller has checked
    found: dict[str, Provider] = {}
    for service in services:
        begins = situation.scheme.effect_date(service, situation.today) or situation.today
        for each in catalogue.providers(person.municipality, person.district, service, begins):
            found[each.id] = each
    return list(found.values())


def _now(situation: Situation, services: list[str]) -> list[str]:
    assert situation.decision is not None  # noqa: S101 - a choice needs a decision
    return [each.provider_id for each in situation.decision.services if each.service in services]


def _under_way(situation: Situation, services: list[str]) -> list[ChoiceView]:
    assert situation.person is not None  # noqa: S101 - the caller has checked
    choices = situation.house.register.choices(situation.person.id)
    return [each for each in choices if each.service in services and each.state in UNDER_WAY]
