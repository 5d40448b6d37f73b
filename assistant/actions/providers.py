"""Telling about providers neutrally: shuffled, the same fields for each, nothing recommended."""

from assistant.actions.own_case import closed
from assistant.actions.provider_facts import add_cards, card
from assistant.actions.reply import Reply
from assistant.actions.rights import providers_here
from assistant.actions.situation import Situation
from assistant.actions.thread import PAGE, take_up
from provider_catalog.provider import shuffled

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
    add_cards(reply, situation, providers)
    # Where the cards stand there is no more to tell of each.
    return reply if situation.channel == "web" else reply.say("providers.next_step")


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
