"""Help to choose («valgkompetanse»): what matters to the person, and then the facts that differ.

At most three things are asked about. Everybody's fact is told in the same words, missing ones as
missing; nothing is ranked, left out or recommended.
"""

import re

from assistant.actions.answering.closed import closed
from assistant.actions.answering.provider_facts import (
    extra_words,
    hours_words,
    language_words,
    yes_no_words,
)
from assistant.actions.answering.rights import providers_here
from assistant.actions.reply import Option, Reply, word
from assistant.actions.situation import Situation
from assistant.actions.thread import ask_again, take_up
from core.channel import Channel
from provider_catalog.provider import shuffled

MATTERS = {
    "same_helper": yes_no_words,
    "languages": language_words,
    "hours": hours_words,
    "extra_services": extra_words,
}
"""What can matter, in the order asked, and how a provider's fact on it is worded."""

MOST = 3
CRITERION = re.compile(
    r"\b(?:firma\w*|leverandør\w*|selskap\w*|noen\w*|nokon|nån|hjelpar\w*|hjelper\w*|en|ein|ei)\s*,?\s+"
    r"(?:som|der|hvor|med|uten|utan)\s+(?P<what>[^.?!]+)"
    r"|\b(?:har|kan|er|tar|bruker|lager|følger) (?:noen av |nokon av )?"
    r"(?:de|dem|dei|leverandørene|firmaene)\s+"
    r"(?P<asked>[^.?!]+)\?",
    re.IGNORECASE,
)
"""What somebody wants of whoever comes, in words."""
IN_GENERAL = re.compile(
    r"\b(?:passer?|høver|best\w*|bra|gode?|flink\w*|snill\w*|hyggelig\w*|riktig\w*|rett|velg\w*|velje|vel|privat\w*|"
    r"forskjell\w*|skil\w*|samme|same|fast\w*|språk\w*|snakk\w*|norsk|kveld\w*|helg\w*|morgen\w*|tidlig|sen\w*|"
    r"dag|dager|natt\w*|lørdag\w*|søndag\w*|kjøpe|selger|ekstra|hjelp\w*|vask\w*|kom\w*|kjem\w*|"
    r"ide(?:ell|el)\w*|stiftels\w*|ei[eg]\w*|ledig\w*|plass\w*|full\w*|ansatt\w*|tilsett\w*|stor\w*|størst\w*|"
    r"liten|lite|små|pris\w*|kost\w*|billig\w*|dyr\w*|gratis|fornøyd\w*|nøgd\w*)\b",
    re.IGNORECASE,
)
"""What the catalogue holds of each, or what is said of anybody."""


def begin(situation: Situation) -> Reply:
    """Ask what matters; in the middle of something else only say that nobody is recommended."""
    if not situation.scheme.open_on(situation.today):
        return closed(situation)
    if situation.pending not in (None, "provider", "matters", "clarify", "offer_person"):
        return Reply().say("find.not_for_you").then(take_up(situation))
    if wants_what_is_not_known(situation):
        return Reply().say("find.not_known").then(_ask(situation, []))
    return Reply().say("find.not_for_you").then(_ask(situation, []))


def wants_what_is_not_known(situation: Situation) -> bool:
    """Whether something is wanted of whoever comes that the catalogue holds of none."""
    if situation.entities.get("matter") or situation.entities.get("language"):
        return False
    wanted = (each["what"] or each["asked"] for each in CRITERION.finditer(situation.text))
    return any(not IN_GENERAL.search(each) for each in wanted)


def picked(situation: Situation) -> Reply:
    """Tell everybody's fact on what was picked, and ask what else matters."""
    asked: list[str] = list(situation.slots.get("matters") or [])
    shown = _shown(situation, asked)
    matter = situation.entity("matter")
    if matter not in shown:
        number = situation.entity("option")
        if not isinstance(number, int) or not 0 < number <= len(shown) + 1:
            return Reply().say("not_understood").then(_ask(situation, asked))
        if number > len(shown):
            return done(situation)
        matter = shown[number - 1]
    reply = Reply().then(_facts(situation, matter))
    asked = [*asked, matter]
    return reply.then(done(situation) if len(asked) >= MOST else _ask(situation, asked))


def done(situation: Situation) -> Reply:
    """Nothing else matters: back to the list if there was one, else how to go on."""
    reply = Reply().set(pending=None, matters=None)
    if situation.slots.get("offered") and situation.person is not None:
        return reply.then(ask_again(situation, "provider"))
    return reply.say("find.next")


def _ask(situation: Situation, asked: list[str]) -> Reply:
    shown = _shown(situation, asked)
    options: list[Option] = [{"label": word(f"matters.{each}"), "value": each} for each in shown]
    options.append({"label": word("matters.nothing_else"), "value": None})
    text = "find.what_else" if asked else "find.what_matters"
    reply = Reply().ask("matters", text, expect="option", options=options)
    return reply.set(matters=asked)


def _shown(situation: Situation, asked: list[str]) -> list[str]:
    """What is still to be picked; by ear three and the way out, for nobody keeps more."""
    left = [each for each in MATTERS if each not in asked]
    return left[:MOST] if situation.channel == Channel.PHONE else left


def _facts(situation: Situation, matter: str) -> Reply:
    reply = Reply().say(f"facts.{matter}")
    for provider in shuffled(providers_here(situation), seed=situation.conversation):
        value = MATTERS[matter](provider.facts[matter])
        reply.say("fact.of", provider={"provider": provider.id}, value=value)
    return reply
