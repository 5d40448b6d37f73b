"""Telling about providers neutrally: shuffled, the same fields for each, nothing recommended."""

from assistant.actions.own_case import closed
from assistant.actions.reply import Reply, word
from assistant.actions.rights import providers_here
from assistant.actions.situation import Situation
from assistant.actions.thread import PAGE, take_up
from provider_catalog.provider import Fact, Provider, shuffled
from provider_catalog.vocabulary import Hours

COMPARED = 3
"""At most so many side by side: more than three nobody keeps apart."""


def list_all(situation: Situation) -> Reply:
    """Whom one can choose here; in the middle of a choice, the list that was offered."""
    if situation.pending == "provider":
        return take_up(situation)
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    district = situation.entity("district")
    per_district = situation.house.catalogue.districts(situation.municipality.id)
    if per_district and not district and situation.person is None:
        return Reply().ask("district", "prompt.district", expect="free")
    return _listed(situation, district).then(take_up(situation))


def in_district(situation: Situation) -> Reply:
    """The list for the district that was asked for."""
    district = situation.entity("district")
    if district is None:
        return Reply().say("not_understood").ask("district", "prompt.district", expect="free")
    return _listed(situation, district).set(pending=None)


def _listed(situation: Situation, district: str | None) -> Reply:
    providers = shuffled(providers_here(situation, district), seed=situation.conversation)
    if not any(not each.municipal for each in providers):
        return Reply().say("providers.none")
    names = {"list": [{"provider": each.id} for each in providers]}
    reply = Reply().say("providers.can_choose", providers=names)
    return reply.say("providers.next_step")


def tell_about(situation: Situation) -> Reply:
    """One provider's facts."""
    named = situation.entity("provider")
    if named is None:
        if not situation.scheme.open_on(situation.today):
            return closed(situation)
        return Reply().say("providers.which").then(_listed(situation, None))
    if named not in {each.id for each in providers_here(situation)}:
        return Reply().say("choice.refused_unknown").then(_listed(situation, None))
    reply = card(situation.house.catalogue.provider(named))
    if situation.pending is None:
        reply.say("provider.choose_hint", provider={"provider": named})
    return reply.then(take_up(situation))


def compare(situation: Situation) -> Reply:
    """The same fields of up to three providers, in shuffled order, and no verdict."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    here = {each.id: each for each in providers_here(situation)}
    named = [here[each] for each in situation.entities.get("provider", []) if each in here]
    chosen = shuffled(named or list(here.values()), seed=situation.conversation)
    reply = Reply().say("compare.neutral")
    for provider in chosen[: min(COMPARED, PAGE[situation.channel])]:
        reply.then(card(provider))
    return reply.then(take_up(situation))


def card(provider: Provider) -> Reply:
    """The facts of one provider: for everybody the same fields in the same words."""
    facts = provider.facts
    return Reply().say(
        "provider.card",
        provider={"provider": provider.id},
        owner=word(f"owner.{provider.owner_type}"),
        languages=language_words(facts["languages"]),
        same_helper=yes_no_words(facts["same_helper"]),
        hours=hours_words(facts["hours"]),
        extra=extra_words(facts["extra_services"]),
    )


def language_words(fact: Fact) -> dict[str, object]:
    """The languages that are stated, or that the fact is missing."""
    if not isinstance(fact.value, tuple):
        return word("fact.missing")
    return {"list": [{"language": each} for each in fact.value]}


def yes_no_words(fact: Fact) -> dict[str, object]:
    """Yes, no, or that the fact is missing."""
    if fact.value is None:
        return word("fact.missing")
    return word("fact.yes" if fact.value else "fact.no")


def hours_words(fact: Fact) -> dict[str, object]:
    """From when to when, or that the fact is missing."""
    if not isinstance(fact.value, Hours):
        return word("fact.missing")
    opens, closes = (each.replace(":", ".") for each in (fact.value.opens, fact.value.closes))
    return {"say": "fact.hours", "values": {"from": opens, "to": closes}}


def extra_words(fact: Fact) -> dict[str, object]:
    """What can be bought beside the decision, or that the fact is missing."""
    if not isinstance(fact.value, tuple):
        return word("fact.missing")
    if not fact.value:
        return word("fact.no")
    return {"list": [word(f"extra_service.{each}") for each in fact.value]}
