"""From a question to what is told: a statement, another municipality's rule, or «not known».

What is told of another place comes from that place's own data. Where that is missing it is said
to be missing, with who knows; nothing of the municipality that was written to is told instead.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from provider_catalog.facts.body import Facts, Found
from provider_catalog.facts.judging import NEAR, SURE, SURER
from provider_catalog.facts.places import NATION, OTHERS, UNKNOWN, Place, PlaceMention
from provider_catalog.facts.reading import TOPIC, Topic
from provider_catalog.facts.statement import Statement
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.vocabulary import SERVICES, Hours, Period, SchemeState, StatedIn

A_TOPIC = 0.28
"""The least likeness at which a question about another place is taken to be about a topic."""
BESIDE = 0.1
"""So much less like may a statement be that is told in place of a likelier one."""
MOST_PLACES = 2
LONG_STORY, NEAR_THE_END = 25, 12
"""Words: of a message that may name places it does not ask about, and of its end."""

_QUESTION = re.compile(
    r"^\W*(?:(?:og|men|så|hei|jo|ja|enn|en)[\s,]+)*"
    r"(?:hva|ka|kva|ke|hå|hått|hvem|kem|kæm|kven|hem|åkken|hvor\w*|kor\w*|kvar|koss\w*|åssen|håssen|"
    r"når|nårr|nårtid|nåti|katti|kvifor|koffer|kofor|koffør|åffer|håffer|hvilke\w*|hokken|kan|kunne|"
    r"går det|står det|e det|æ det|tør|bør|trenger|treng|kæn|kainn|slipper|slepp|rekker|rekk|"
    r"mister|mistar|tåler|toler|har|er|e|gjelder|gjeld|finnes|finst|fins|må|får|skal|vil|blir|"
    r"tilbyr|kommer|kjem|kjæm|jobber|snakker|snakkar|koster|kostar|betyr|tyder|lover|selger|sel|"
    r"tar|tek|gir|hjelper|dekker|vet|veit|blei|ble|var|hadde|fikk|fekk|starter|startar|begynner|byrjar|i|hos)\b",
    re.IGNORECASE,
)

_ASKS_WITHIN = re.compile(
    r"\b(?:hva|ka|kva|hå|hvem|kem|kæm|kven|hvilke\w*|hvor\w*|kor\w*|kvar|kvifor|koffer|kofor|koss\w*|"
    r"åssen|når|lurer? (?:på|om)|lurte på|undrer|er det|e det|går det)\s+\w+",
    re.IGNORECASE,
)
"""A clause that asks, anywhere: by telephone the question comes last."""


@dataclass(frozen=True)
class Told:
    """One thing to say.

    Attributes:
        statement: a statement, where it is one.
        rule: a rule of another municipality's scheme, where it is one.
        says: `state`, `said`, `not_known`, `nothing_known`, `which_place`: how it is put.
        values: what the wording is filled with, besides the statement.
    """

    says: str
    place: Place
    statement: Statement | None = None
    rule: Rule | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What is told, and what it was about, so that the next question can go on from it.

    Attributes:
        intent: where the dialogue's own answer to this question is the one, its name.
    """

    told: tuple[Told, ...]
    name: str
    intent: str | None = None


def is_question(text: str) -> bool:
    """Whether a text asks: a question mark, or a beginning as questions have."""
    return "?" in text or bool(_QUESTION.match(text))


def asks_somewhere(text: str) -> bool:
    """Whether a text asks, or holds a clause that may: «jeg vil velge hvem som kommer» does too."""
    return is_question(text) or bool(_ASKS_WITHIN.search(text))


def topic_of(facts: Facts, name: str | None) -> str | None:
    """What a statement or topic is about, by the topic's name."""
    if name is None:
        return None
    statement = facts.statements.get(name)
    return statement.topic if statement else name.removeprefix(TOPIC)


@dataclass(frozen=True)
class Asked:
    """A question.

    Attributes:
        text: as written.
        mentions: every place named in it.
        intent: what it was understood as, as a hint.
        before: the name of what was told last, for a follow-up.
        firms: where in the text providers are named.
        heard: how surely it was understood as which of the dialogue's questions, 0 to 1.
    """

    text: str
    mentions: Collection[PlaceMention] = ()
    intent: str | None = None
    before: str | None = None
    firms: Collection[tuple[int, int]] = ()
    heard: Mapping[str, float] = field(default_factory=dict)


def find(facts: Facts, asked: Asked, place: Place, *, own: bool = True) -> list[Found]:
    """What may answer a question about a place, likeliest first.

    Args:
        facts: the body of facts.
        asked: the question.
        place: the place that it is about.
        own: whether that is the municipality that was written to.
    """
    about = topic_of(facts, asked.before)
    return facts.find(
        asked.text,
        asked.mentions,
        place,
        own=own,
        heard=asked.heard,
        before=about,
        firms=asked.firms,
    )


def about_another_place(
    facts: Facts, schemes: Mapping[str, Scheme], today: date, asked: Asked, place: Place
) -> Answer:
    """What is told of a place that is not the municipality that was written to.

    Args:
        facts: the body of facts.
        schemes: the municipalities' schemes by kommunenummer, those without a number to text too.
        today: the day.
        asked: the question.
        place: the place that it is about.
    """
    found = find(facts, asked, place, own=False)
    if place.id == UNKNOWN:
        best = next((each for each in found if each.statement is not None), None)
        if best is None or best.sure < SURER:
            return Answer((Told("which_place", place),), TOPIC + "scheme")
        return Answer((Told("said", place, best.statement),), best.name)
    topic = _topic(facts, found, asked.intent, asked.before)
    near = [each for each in found if each.score >= found[0].score - BESIDE]
    thin = facts.says_little(asked.text, asked.mentions)
    told = next((each for each in near if _is_said(each, place, thin=thin)), None)
    if asked.before is not None and not found:
        told = _same_topic(facts, place, topic)
    scheme = schemes.get(place.id)
    if told is not None and told.statement is not None:
        own = told.statement.place != NATION
        leads = next((each for each in found if each.topic is not None), None)
        if own or leads is None or told.score > leads.score:
            return Answer((Told("said", place, told.statement),), told.name)
    name = TOPIC + topic
    if scheme is None:
        state = _statement_on(facts, place, ("scheme", "start"))
        if state is not None and topic in ("scheme", "start", state.topic):
            return Answer((Told("said", place, state),), name)
        about = facts.topics[topic].about
        return Answer((Told("nothing_known", place, values={"about": about}),), name)
    return Answer(tuple(_of_scheme(facts, scheme, place, topic, today)), name)


def _is_said(found: Found, place: Place, *, thin: bool) -> bool:
    """Whether a statement is told of another place; the country's only where enough is asked."""
    if found.statement is None or found.statement.own_answer_first:
        return False
    if found.statement.wherever:
        return found.sure >= SURE
    if place.id == OTHERS:
        return found.sure >= SURE  # «Hvilke andre kommuner har det?» names no other thing.
    if found.statement.place == NATION:
        return not thin and found.sure >= SURER
    return found.sure >= NEAR / 2  # Of the very place there is little to take it for.


def _topic(facts: Facts, found: Iterable[Found], intent: str | None, before: str | None) -> str:
    """What the question is about, where no statement answers it."""
    for each in found:
        if each.topic is not None and each.score >= A_TOPIC:
            return each.name.removeprefix(TOPIC)
    earlier = topic_of(facts, before)
    if earlier in facts.topics:
        return str(earlier)
    for name, topic in facts.topics.items():
        if topic.intent == intent and intent != "ask_statistics":
            return name
    return "scheme"


def _same_topic(facts: Facts, place: Place, topic: str) -> Found | None:
    statement = _statement_on(facts, place, (topic,))
    return None if statement is None else Found(statement.id, 1.0, 1.0, statement, None)


def _statement_on(facts: Facts, place: Place, topics: Iterable[str]) -> Statement | None:
    """The first statement of a place, or of the country that a town lies in, on one of topics."""
    for topic in topics:
        for where in (place.id, place.within):
            for statement in facts.statements.values():
                if statement.place == where and statement.topic == topic:
                    return statement
    return None


def _of_scheme(
    facts: Facts, scheme: Scheme, place: Place, topic: str, today: date
) -> Iterable[Told]:
    """What another municipality's scheme says on a topic."""
    if not scheme.open_on(today):
        statement = _statement_on(facts, place, ("start", "scheme"))
        if statement is not None:
            yield Told("said", place, statement)
        else:
            yield Told("state", place, rule=scheme.state_rule, values=_state(scheme, today))
        if scheme.state_on(today) is SchemeState.PLANNED and topic not in ("scheme", "start"):
            yield from _rules(facts.topics[topic], scheme, place)
        return
    state = Told("state", place, rule=scheme.state_rule, values=_state(scheme, today))
    if topic in ("scheme", "services"):
        yield state
        return
    known = list(_rules(facts.topics[topic], scheme, place))
    if known:
        yield from known
        return
    yield Told("not_known", place, values={"about": facts.topics[topic].about})
    yield state


def _state(scheme: Scheme, today: date) -> dict[str, Any]:
    covered = [each for each in SERVICES if scheme.covers(each, today)]
    return {"state": str(scheme.state_on(today)), "services": covered, "year": scheme.until_year}


def _rules(topic: Topic, scheme: Scheme, place: Place) -> Iterable[Told]:
    """Every rule of a topic that is stated, in order, each with the words for its value."""
    for key in topic.rules:
        seen: set[str] = set()
        for service in (None, *SERVICES):
            rule = scheme.rule(key, service)
            for slug, value in _said_values(rule):
                wording = topic.says.get(key, {}).get(slug)
                if wording is None:
                    continue
                values = dict(value)
                if "{service}" in wording["nb"]:
                    if service is None:
                        continue
                    values["service"] = service
                if repr((slug, values)) not in seen:
                    seen.add(repr((slug, values)))
                    told = {"rule": key, "wording": dict(wording), **values}
                    yield Told("said", place, rule=rule, values=told)


def _said_values(rule: Rule) -> Iterable[tuple[str, dict[str, Any]]]:
    """The value of a rule as the name of its wording and what that is filled with."""
    match rule.value:
        case None:
            return
        case bool():
            yield ("yes" if rule.value else "no"), {}
        case str():
            yield rule.value, {}
        case tuple():
            for each in rule.value:
                yield each, {}
        case Period():
            how = "at_least" if rule.value.at_least else "about" if rule.value.approximate else ""
            yield "period", {"duration": rule.value.duration, "how": how}
        case StatedIn():
            yield "stated_in", {}
        case Hours():
            opens, closes = (at.replace(":", ".") for at in (rule.value.opens, rule.value.closes))
            yield "hours", {"from": opens, "to": closes}


def elsewhere(mentions: Collection[PlaceMention], here: str) -> list[Place]:
    """The places named that are not the municipality itself, nor the country it lies in.

    «Other municipalities» counts only where no place is named.
    """
    found = [each.place for each in mentions if each.place.id not in (here, NATION)]
    named = [each for each in found if each.id != OTHERS and not each.id.startswith("county-")]
    known = [each for each in named if each.id != UNKNOWN]
    return (known or named or found)[:MOST_PLACES]


def asked_about(text: str, mentions: Collection[PlaceMention]) -> list[PlaceMention]:
    """The places that a long story asks about: those in a question, or near its end.

    Where a story only happened somewhere, nothing is asked about that place.
    """
    if len(text.split()) <= LONG_STORY:
        return [
            each
            for each in mentions
            if each.place.id != UNKNOWN or in_a_question(text, each.start, each.end)
        ]
    ends = [found.end() for found in re.finditer(r"[.!?]\s|$", text)]
    tail = text.rfind(" ".join(text.split()[-NEAR_THE_END:])[:20])
    kept = []
    for mention in mentions:
        end = next((each for each in ends if each >= mention.end), len(text))
        in_question = "?" in text[mention.end : end]
        if in_question or mention.start >= tail:
            kept.append(mention)
    return kept


def in_a_question(text: str, first: int, last: int) -> bool:
    """Whether a name that nobody knows stands in a sentence that asks, and not in one that tells.

    «Det er Solveig på Torshov. Går det an å …» asks nothing about Solveig or Torshov.

    Args:
        text: as written.
        first: where the name begins.
        last: where it ends.
    """
    start = max(text.rfind(sign, 0, first) for sign in ".!?\n") + 1
    ends = [at for at in (text.find(sign, last) for sign in ".!?\n") if at >= 0]
    end = min(ends, default=len(text))
    return is_question(text[start : end + 1])


def own_rules(facts: Facts, scheme: Scheme, place: Place, name: str) -> list[Told]:
    """What the municipality that was written to states on a topic, in the rules' own words."""
    return list(_rules(facts.topics[name.removeprefix(TOPIC)], scheme, place))
