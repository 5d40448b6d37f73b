"""A question in one's own words, answered from the body of facts: for the pages and for the API.

The same facts in the same words as the assistant tells (`provider_catalog.facts`). A page knows not
who reads it: a rule is told of the municipality that is named, or that the reader has picked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.texts.rendering import Texts
from core.channel import Channel
from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.answering import Asked, elsewhere, find
from provider_catalog.facts.body import Facts
from provider_catalog.facts.finding.judging import SURER
from provider_catalog.facts.messages import messages, of_statement
from provider_catalog.facts.must_choose import asks_whether_one_must, must_choose
from provider_catalog.facts.of_a_place import about_another_place
from provider_catalog.facts.places import NATION, Place
from provider_catalog.facts.statement import Statement

LONGEST = 200
ALIKE = 0.4
"""How like one of its questions an answer must be besides: on a page nothing was understood that
could confirm it, and «blir det snø i romjula?» shares a rare word with the holidays' visits."""


@dataclass(frozen=True)
class Answered:
    """One thing that is told.

    Attributes:
        text: the words.
        statement: the statement's id, None for a municipality's rule or for «not known».
        source: `url`, `title`, `checked`; None where nothing is stated.
    """

    text: str
    statement: str | None
    source: Mapping[str, str] | None


@lru_cache(maxsize=2)
def _texts(catalogue: Catalogue) -> Texts:
    return Texts.load(catalogue)


def answer(
    catalogue: Catalogue, text: str, standard: str, today: date, municipality: str | None = None
) -> list[Answered]:
    """What is told to a question; empty where nothing that is known answers it.

    Args:
        catalogue: holds the facts.
        text: the question.
        standard: nb or nn.
        today: the day.
        municipality: whose rules are asked for where the question names no place.
    """
    text, facts = text[:LONGEST], catalogue.facts
    mentions = catalogue.places_in(text)
    places: list[Place] = elsewhere(mentions, "")
    if not places and municipality is not None:
        places = [facts.places.place(municipality)]
    said = []
    for place in places:
        scheme = catalogue.schemes.get(place.id)
        if scheme is not None and asks_whether_one_must(text):
            responsible = catalogue.national_rule("responsible")
            said += must_choose(scheme, place.name, today, responsible)
            continue
        told = about_another_place(facts, catalogue.schemes, today, Asked(text, mentions), place)
        said += messages(told.told, today)
    if not places:
        best = _of_the_country(facts, Asked(text, mentions))
        said = of_statement(best, today) if best is not None else []
    texts = _texts(catalogue)
    return [
        Answered(
            texts.render(message, Channel.WEB, standard).text,
            message["values"].get("statement", {}).get("statement"),
            message.get("source"),
        )
        for message in said
    ]


def _of_the_country(facts: Facts, asked: Asked) -> Statement | None:
    """What holds in the whole country; of a topic that municipalities decide, what all share."""
    nation = facts.places.place(NATION)
    best = next(iter(find(facts, asked, nation, own=False)), None)
    if best is None or best.sure < SURER or best.score < ALIKE:
        return None
    if best.topic is None:
        return best.statement
    shared = [
        each
        for each in facts.statements.values()
        if each.place == NATION and each.intent == best.topic.intent
    ]
    return next((each for each in shared if each.own_answer_first), next(iter(shared), None))
