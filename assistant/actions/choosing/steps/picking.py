"""Picking: a service or a provider, by number, order or name, from what was put."""

import re
from dataclasses import replace
from typing import TypeVar

from assistant.actions.choosing.steps.offering import more, offer_list
from assistant.actions.choosing.steps.reading_back import with_provider, with_services
from assistant.actions.choosing.wishes import firm_and_help, scope
from assistant.actions.choosing.wishes.told_of import another_has, only_told
from assistant.actions.choosing.wishes.wished import wished
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again, ask_service, offer
from assistant.gate.clean import clean
from core.channel import Channel
from provider_catalog.facts.answering import asks_somewhere

T = TypeVar("T")
COURTEOUS = frozenset("greet thank goodbye nlu_fallback out_of_scope give_name praise".split())
"""What a message is taken for in which courtesy stands around what it says."""
WISHES = frozenset({"choose_provider", "switch_provider", "keep_municipal"})
AN_ANSWER = WISHES | {"pick_option", "affirm", "deny", "correct_that", "nlu_fallback"}
"""What an answer to «hvilken hjelp?» that names a firm is understood as."""
_ALONE = re.compile(r"(?:(?:nr|nummer|alternativ) )?(\d{1,2})")


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
    return ask_which(situation)


def ask_which(situation: Situation) -> Reply:
    """Ask anew which help it is about, for the same firm."""
    assert situation.decision is not None  # noqa: S101 - the caller has checked
    provider = situation.slots.get("provider")
    if situation.channel == Channel.SMS:
        granted = [each.service for each in situation.decision.services]
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


def read_for(situation: Situation, services: list[str]) -> Reply:
    """The firm that was read back, read back anew for the help that it is for now."""
    there = scope.heeded(situation, scope.scope(situation))
    told = dict(there.slots["wished"])
    told["kept"] = [each for each in told["kept"] if each not in services]
    there = replace(there, slots={**there.slots, "wished": told})
    wish, provider = situation.slots.get("wish") or "choose", situation.slots.get("provider")
    return Reply().set(wished=told).then(with_services(there, wish, services, provider))


def pick_service(situation: Situation) -> Reply:
    """The services that were picked from the question, for the firm that was wished for last."""
    firm, before = _firm(situation), situation.slots.get("provider")
    if firm is not None and firm != before:
        wish = situation.slots.get("wish")
        now = {"provider": firm, "wish": "choose" if wish == "municipal" else wish}
        there = replace(situation, slots={**situation.slots, **now})
        return Reply().set(**now).then(_pick_service(there, firm))
    if firm is not None or situation.entity("provider") is None:
        return _pick_service(situation, before)
    beside = firm_and_help.without_firms(situation)
    if beside is None:
        return ask_again(situation)
    return _pick_service(beside, None if firm_and_help.refuses(situation, before) else before)


def _firm(situation: Situation) -> str | None:
    """The firm that is wished for in the answer, and not only spoken of."""
    told = only_told(situation) or another_has(situation)
    return None if told else firm_and_help.wished_for(situation)


def _pick_service(situation: Situation, provider: str | None) -> Reply:
    assert situation.decision is not None  # noqa: S101 - asked only after the decision was found
    granted = [each.service for each in situation.decision.services]
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


def names_firm_for_help(situation: Situation) -> bool:
    """Whether an answer to «hvilken hjelp?» names a firm: «nei, Klokkebekk til vasken».

    Two firms, each for its own help, are a wish that is begun anew as it stands.
    """
    if situation.pending != "service" or asks_somewhere(situation.text):
        return False
    if situation.entity("provider") is None or firm_and_help.each_for_its_own(situation):
        return False
    if _firm(situation) is not None or firm_and_help.without_firms(situation) is not None:
        return True
    return situation.intent in AN_ANSWER


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


def pick_who_comes_now(situation: Situation) -> Reply:
    """«Jeg har Klokkebekk» where it was asked whom: that one, read back or told of."""
    services = situation.slots.get("services") or []
    return with_provider(situation, services, str(situation.entity("provider")))


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


def at(options: list[T], option: int | None) -> T | None:
    """The option with a number counted from 1 (-1 is the last), or None when there is none."""
    if option is None or option == 0 or option > len(options):
        return None
    return options[-1] if option == -1 else options[option - 1]
