"""The read-back: a choice is said in so many words that it can be checked, and asked about."""

from assistant.actions.choosing.read_back_sentence import first_sentence
from assistant.actions.choosing.steps.candidates import (
    choices_under_way,
    helping_now,
    refusals_by_provider,
)
from assistant.actions.choosing.steps.offering import offer_list
from assistant.actions.choosing.steps.refusing import tell_refusal
from assistant.actions.choosing.wishes import scope
from assistant.actions.own_case import status as case
from assistant.actions.own_case import whole_case
from assistant.actions.own_case.proof.whose import for_whom
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, ask_undo, offer_person
from choice_register.types import ChoiceView


def with_services(
    situation: Situation, wish: str, services: list[str], provider: str | None
) -> Reply:
    """Go on when it is known which services it is about."""
    reply = Reply().set(services=services)
    if wish == "municipal":
        provider = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    if provider is None:
        return reply.then(offer_list(situation, services))
    return reply.then(with_provider(situation, services, provider))


def with_provider(situation: Situation, services: list[str], provider: str) -> Reply:
    """Read a choice back, or tell why it cannot be made and whom one can choose instead."""
    said = {"provider": provider}
    if all(now == provider for now in helping_now(situation, services)):
        if changing := choices_under_way(situation, services):
            return _keeps(situation, services, changing)
        own = situation.deps.catalogue.municipal_provider(situation.municipality.id)
        if provider == own.id:
            return Reply().set(**FORGOTTEN).say("choice.municipal_already")
        return Reply().set(**FORGOTTEN).say("choice.refused_same", provider=said)
    # What this provider does already needs no choice.
    services = [service for service in services if helping_now(situation, [service]) != [provider]]
    refusal = refusals_by_provider(situation, services, [provider])[provider]
    if refusal is not None:
        return tell_refusal(situation, refusal, provider, services)
    return read_back(situation, services, provider)


def _keeps(situation: Situation, services: list[str], changing: list[ChoiceView]) -> Reply:
    """Who helps now is to stay, but another choice is under way: then that has to be taken back.

    A case is taken back as a whole. Where it holds more than that, a person sorts it out.
    """
    reply = Reply().set(**FORGOTTEN).then(whole_case.under_way(situation))
    cases = {each.case_number for each in changing}
    assert situation.person is not None  # noqa: S101 - a choice needs a proven person
    every = situation.deps.register.choices(situation.person.id)
    more = [each for each in every if each.case_number in cases and each.service not in services]
    if more or len(cases) > 1 or not all(each.can_undo for each in changing):
        return reply.then(offer_person("refused"))
    return reply.then(ask_undo(situation, changing[0].case_number, changing[0].provider_id))


def read_back(situation: Situation, services: list[str], provider: str) -> Reply:
    """Say what is about to be registered, in so many words that it can be checked, and ask."""
    told = first_sentence(situation, services, provider)
    if told is None:
        return scope.ask_in_own_words(situation, services, provider)
    reply = Reply().set(services=services, provider=provider, pending="confirm_choice")
    reply.then(for_whom(situation))
    under_way = choices_under_way(situation, services)
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
