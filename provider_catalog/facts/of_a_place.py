"""What is told of a place: a statement, its scheme's rule, or that it is not known.

What is told of another place comes from that place's own data. Where that is missing it is said
to be missing, with who knows; nothing of the municipality that was written to is told instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from provider_catalog.facts.answering import Asked, find, topic_of
from provider_catalog.facts.body import Facts, Found
from provider_catalog.facts.finding.judging import NEAR, SURE, SURER
from provider_catalog.facts.places import NATION, OTHERS, UNKNOWN, Place
from provider_catalog.facts.reading import TOPIC, Topic
from provider_catalog.facts.statement import Statement
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.vocabulary import SERVICES, Hours, Period, SchemeState, StatedIn

A_TOPIC = 0.28
"""The least likeness at which a question about another place is taken to be about a topic."""
BESIDE = 0.1
"""So much less like may a statement be that is told in place of a likelier one."""


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


def own_rules(facts: Facts, scheme: Scheme, place: Place, name: str) -> list[Told]:
    """What the municipality that was written to states on a topic, in the rules' own words."""
    return list(_rules(facts.topics[name.removeprefix(TOPIC)], scheme, place))
