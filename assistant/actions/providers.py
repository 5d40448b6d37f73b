"""Telling about providers neutrally: shuffled, the same fields for each, nothing recommended."""

from assistant.actions.own_case import closed
from assistant.actions.reply import Reply, word
from assistant.actions.rights import providers_here, same_helper, who_speaks
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
    providers = shuffled(providers_here(situation, district), seed=situation.key)
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
    chosen = shuffled(named or list(here.values()), seed=situation.key)
    reply = Reply().say("compare.neutral")
    for provider in chosen[: min(COMPARED, PAGE[situation.channel])]:
        reply.then(card(provider))
    return reply.then(take_up(situation))


def find(situation: Situation) -> Reply:
    """Help to choose: who meets a wish that was named, or what there is to wish for."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    language = situation.entity("language")
    if language:
        return who_speaks(situation, str(language)).then(take_up(situation))
    if any(stem in situation.text.lower() for stem in ("samme", "fast", "same")):
        return same_helper(situation).then(take_up(situation))
    return Reply().say("find.what_matters").then(take_up(situation))


def card(provider: Provider) -> Reply:
    """The facts of one provider: for everybody the same fields in the same words."""
    facts = provider.facts
    return Reply().say(
        "provider.card",
        provider={"provider": provider.id},
        owner=word(f"owner.{provider.owner_type}"),
        languages=_languages(facts["languages"]),
        same_helper=_yes_no(facts["same_helper"]),
        hours=_hours(facts["hours"]),
        extra=_extra(facts["extra_services"]),
    )


def _languages(fact: Fact) -> dict[str, object]:
    if not isinstance(fact.value, tuple):
        return word("fact.missing")
    return {"list": [{"language": each} for each in fact.value]}


def _yes_no(fact: Fact) -> dict[str, object]:
    if fact.value is None:
        return word("fact.missing")
    return word("fact.yes" if fact.value else "fact.no")


def _hours(fact: Fact) -> dict[str, object]:
    if not isinstance(fact.value, Hours):
        return word("fact.missing")
    opens, closes = (each.replace(":", ".") for each in (fact.value.opens, fact.value.closes))
    return {"say": "fact.hours", "values": {"from": opens, "to": closes}}


def _extra(fact: Fact) -> dict[str, object]:
    if not isinstance(fact.value, tuple):
        return word("fact.missing")
    if not fact.value:
        return word("fact.no")
    return {"list": [word(f"extra_service.{each}") for each in fact.value]}
