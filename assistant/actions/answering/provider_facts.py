"""The facts of providers as messages: the same fields for each, missing ones as missing.

Where cards can be shown side by side the fields stand in them; else they are told in sentences.
"""

from collections.abc import Callable, Iterable
from datetime import date

from assistant.actions.reply import Reply, word
from assistant.actions.situation import Situation
from core.channel import Channel
from provider_catalog.provider import Fact, Provider
from provider_catalog.vocabulary import Hours

TOLD = ("owner_type", "languages", "same_helper", "hours", "extra_services")
"""The facts that are told of everybody."""


def add_cards(reply: Reply, situation: Situation, providers: Iterable[Provider]) -> None:
    """Let the last message carry everybody's facts, where they can be shown side by side."""
    if situation.channel == Channel.WEB:
        reply.messages[-1]["cards"] = [card(each).messages[0] for each in providers]


def card(provider: Provider) -> Reply:
    """The facts of one provider: for everybody the same fields in the same words."""
    facts = provider.facts
    reply = Reply().say(
        "provider.card",
        provider={"provider": provider.id},
        owner=word(f"owner.{provider.owner_type}"),
        languages=language_words(facts["languages"]),
        same_helper=yes_no_words(facts["same_helper"]),
        hours=hours_words(facts["hours"]),
        extra=extra_words(facts["extra_services"]),
        speaks=_told("speaks", facts["languages"], languages=language_words),
        keeps=_told("keeps", facts["same_helper"]),
        comes=_comes(facts["hours"]),
        sells=_told("sells", facts["extra_services"], extra=extra_words),
    )
    reply.messages[0]["sources"] = stated([facts[name] for name in TOLD])
    return reply


def _told(what: str, fact: Fact, **words: Callable[[Fact], dict[str, object]]) -> dict[str, object]:
    """A fact as a sentence of its own: what it is, that there is nothing of it, or that it misses.

    Args:
        what: the sentence.
        fact: what is told.
        words: its field in the sentence, and how that is worded.
    """
    if fact.value is None:
        return word(f"card.{what}_unknown")
    if not fact.value:
        return word(f"card.{what}_not")
    return {"say": f"card.{what}", "values": {name: say(fact) for name, say in words.items()}}


def _comes(fact: Fact) -> dict[str, object]:
    if fact.value is None:
        return word("card.comes_unknown")
    return {"say": "card.comes", "values": hours_words(fact)["values"]}


def stated(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """Where facts stand, each page once, with the day on which the oldest of them was checked."""
    checked: dict[str, date] = {}
    for fact in facts:
        checked[fact.source] = min(fact.checked, checked.get(fact.source, fact.checked))
    return [{"url": url, "checked": day.isoformat()} for url, day in checked.items()]


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
