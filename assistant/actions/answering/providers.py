"""Telling about providers neutrally: shuffled, the same fields for each, nothing recommended."""

from assistant.actions.answering import choosing_help
from assistant.actions.answering.closed import closed
from assistant.actions.answering.provider_facts import add_cards, card
from assistant.actions.answering.rights import providers_here
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE, PAGE, take_up
from core.channel import Channel
from provider_catalog.provider import Provider, shuffled
from provider_catalog.vocabulary import SERVICES

COMPARED = 3
"""At most so many side by side: more than three nobody keeps apart."""


def list_all(situation: Situation) -> Reply:
    """Whom one can choose here; in the middle of a choice, the list that was offered."""
    if situation.pending == "provider":
        return take_up(situation)
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    district = situation.entity("district")
    per_district = situation.deps.catalogue.districts(situation.municipality.id)
    # In the middle of something else the district is not asked for: that would lose the thread.
    free = situation.pending in ON_THE_SIDE
    if per_district and not district and situation.person is None and free:
        named = situation.entities.get("service")
        return _ask_district().set(services=named, offered=None)
    return _listed(situation, district).then(take_up(situation))


def in_district(situation: Situation) -> Reply:
    """The list for the district that was asked for."""
    district = situation.entity("district")
    if district is None:
        return Reply().say("not_understood").then(_ask_district())
    return _listed(situation, district).set(pending=None, services=None)


def _ask_district() -> Reply:
    return Reply().ask("district", "prompt.district", expect="free")


def _listed(situation: Situation, district: str | None, but: str | None = None) -> Reply:
    """Whom one can choose now, by kind of help, and who is full and what then."""
    reply, cards, full = Reply(), dict[str, Provider](), dict[str, None]()
    groups: dict[tuple[str, ...], list[str]] = {}
    for service in _about(situation):
        free, taken = _split(situation, service, district, but)
        full |= dict.fromkeys(taken)
        cards |= {each.id: each for each in free}
        if any(not each.municipal for each in free):
            groups.setdefault(tuple(each.id for each in free), []).append(service)
    if not groups:
        reply.say("providers.none")
    for ids, services in groups.items():
        names = {"list": [{"provider": each} for each in ids]}
        if len(groups) == 1 and _own(situation):
            reply.say("providers.can_choose", providers=names)
            continue
        kinds = {"list": [{"service": each} for each in services]}
        reply.say("providers.can_choose_for", providers=names, services=kinds)
    if groups:
        add_cards(reply, situation, list(cards.values()))
        _tell_what_for(reply, district, groups)
        if situation.person is None:
            # «Sammenlign dem» is about these.
            reply.set(offered=[*cards])
    waited = [each for each in full if each not in cards]
    if waited:
        names = {"list": [{"provider": each} for each in waited]}
        reply.say("providers.full", providers=names).say("providers.wait")
    # Where the cards stand there is no more to tell of each.
    if groups and situation.channel != Channel.WEB:
        reply.say("providers.next_step")
    return reply


def list_others(situation: Situation, but: str) -> Reply:
    """Whom one can choose instead of a provider that nobody can be given."""
    per_district = situation.deps.catalogue.districts(situation.municipality.id)
    district = situation.entity("district")
    if per_district and not district and situation.person is None:
        return _ask_district()
    return _listed(situation, district, but).then(take_up(situation))


def _tell_what_for(
    reply: Reply, district: str | None, groups: dict[tuple[str, ...], list[str]]
) -> None:
    """Let the last message carry what was asked for, so that a page can offer to narrow it."""
    services = [each for those in groups.values() for each in those]
    reply.messages[-1]["about"] = {"district": district, "services": services}
    for each in reply.messages[-1].get("cards", ()):
        provider = each["values"]["provider"]["provider"]
        each["services"] = [s for ids, those in groups.items() if provider in ids for s in those]


def _own(situation: Situation) -> bool:
    """Whether the list is made for the person's own decision, so that no help need be named."""
    return situation.decision is not None and situation.channel != Channel.SMS


def _about(situation: Situation) -> list[str]:
    """The kinds of help that are asked for: those named, the decision's, or all.

    By text message the answer must not depend on what the decision holds (promise 5), unless
    there is only one kind, which then need not be named.
    """
    covered: list[str] = [
        each for each in SERVICES if situation.scheme.covers(each, situation.today)
    ]
    # The help that was named before the district was asked for is remembered meanwhile.
    before = situation.slots.get("services") if situation.pending == "district" else None
    asked = situation.entities.get("service") or before or []
    named = [each for each in asked if each in covered]
    if named or situation.decision is None:
        return list(dict.fromkeys(named)) or covered
    granted = [each.service for each in situation.decision.services if each.service in covered]
    if situation.channel == Channel.SMS:
        return covered
    return granted or covered


def _split(
    situation: Situation, service: str, district: str | None, but: str | None
) -> tuple[list[Provider], list[str]]:
    """Who can be chosen for a service from the day on which a choice takes effect, and who is full.

    A provider counts as full where it has no place in any of the districts that are looked at.
    """
    catalogue, here = situation.deps.catalogue, situation.municipality.id
    register = situation.deps.register
    if district is None and situation.person is not None:
        district = situation.person.district
    every: list[str | None] = [each.id for each in catalogue.districts(here)]
    begins = situation.scheme.effect_date(service, situation.today) or situation.today
    free, taken = dict[str, Provider](), dict[str, None]()
    for each in [district] if district else every or [None]:
        full = register.full_providers(here, each, service)
        for provider in catalogue.providers(here, each, service, begins):
            if provider.id == but:
                continue
            if provider.id in full:
                taken[provider.id] = None
            else:
                free[provider.id] = provider
    shown = shuffled(list(free.values()), seed=situation.conversation)
    return shown, [each for each in taken if each not in free]


def tell_about(situation: Situation) -> Reply:
    """One provider's facts."""
    named = situation.entity("provider")
    if named is None:
        if not situation.scheme.open_on(situation.today):
            return closed(situation)
        return Reply().say("providers.which").then(_listed(situation, None))
    if named not in {each.id for each in providers_here(situation)}:
        return Reply().say("choice.refused_unknown").then(_listed(situation, None))
    reply = card(situation.deps.catalogue.provider(named))
    if situation.pending is None:
        reply.say("provider.choose_hint", provider={"provider": named})
    return reply.then(take_up(situation))


def compare(situation: Situation) -> Reply:
    """The same fields of up to three providers, in shuffled order, and no verdict."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    here = {each.id: each for each in providers_here(situation)}
    listed = situation.slots.get("offered") if situation.person is None else None
    asked = situation.entities.get("provider") or listed or []
    named = [here[each] for each in asked if each in here]
    if not named and situation.pending in ON_THE_SIDE:
        return choosing_help.begin(situation)  # «Hvilken er best»: by what, is asked first.
    chosen = shuffled(named or _with_a_place(situation), seed=situation.conversation)
    reply = Reply().say("compare.neutral")
    for provider in chosen[: min(COMPARED, PAGE[situation.channel])]:
        reply.then(card(provider))
    return reply.then(take_up(situation))


def _with_a_place(situation: Situation) -> list[Provider]:
    """Who can be chosen now for any of the help that it may be about: nobody who is full."""
    district = situation.entity("district")
    split = (_split(situation, each, district, None)[0] for each in _about(situation))
    return list({each.id: each for free in split for each in free}.values())
