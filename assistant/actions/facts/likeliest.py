"""Of what was found, what answers surely enough, and how that is told."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.actions.facts.asked import (
    BEGUN,
    DOUBT,
    MISHEARD,
    MUST_I,
    OPEN,
    SIGNPOSTS,
    Do,
    found_here,
    is_outside,
)
from assistant.actions.facts.own_answer import (
    SAYS_SO_ITSELF,
    WISHES,
    leads_to,
    names_its_thing,
    only_speaks_of_choosing,
)
from assistant.actions.facts.presenter import as_here, say_statement, tell
from assistant.actions.facts.providers import about_provider
from assistant.actions.reply import Reply
from assistant.actions.several import LIKELY_WISH, UNDOUBTED
from assistant.actions.situation import Act, Situation
from provider_catalog.facts.answering import asks_somewhere, elsewhere, is_question
from provider_catalog.facts.body import Found
from provider_catalog.facts.finding.judging import SURE, SURER, SUREST
from provider_catalog.facts.must_choose import is_about_who_comes
from provider_catalog.facts.of_a_place import own_rules

LISTED = "list_providers"
LIKELIER_THAN_A_MENU = 0.35
"""How sure an answer must be where nothing was understood, and a menu would be shown."""
NEVER_SO_SURE = 1.1
GO_ON = Reply()
"""What was likeliest is not stated here: the next likeliest is looked at."""
QUESTIONS = frozenset(
    "must_i provider_details list_providers compare_providers find_provider".split()
)
"""The dialogue's own questions by other names."""
ENDS = re.compile(r"[.!?]\s")
"""Where a sentence ends, and another begins."""


def one_fact(
    part: Situation, questions: Mapping[str, Do], least: float
) -> tuple[Reply | None, float]:
    """What surely answers a part of a message, and how like the likeliest is.

    Args:
        part: the part as a message of its own.
        questions: the dialogue's own answers by intent.
        least: how sure it must be.
    """
    mentions = part.deps.catalogue.places_in(part.text)
    if elsewhere(mentions, part.municipality.id):
        return None, 0.0
    found = found_here(part, mentions)
    for each in found:
        if each.sure < least:
            break
        reply = tell_found(part, each, questions)
        if reply is not GO_ON and reply is not None:
            return reply, found[0].score
    return None, found[0].score if found else 0.0


def is_sure(found: Found) -> bool:
    """Whether what was found answers surely."""
    return found.sure >= SURER


def least_sure(situation: Situation, found: Found) -> float:
    """How sure it must be that something answers: less where the dialogue has no better answer."""
    intent = situation.intent
    about = found.statement.topic if found.statement else ""
    if is_outside(situation):
        return SURER if about in SIGNPOSTS else NEVER_SO_SURE
    if intent in MISHEARD:
        return SURER
    if intent == DOUBT and not asks_somewhere(situation.text):
        return SURE if about in SIGNPOSTS else SURER
    if intent == DOUBT:
        return LIKELIER_THAN_A_MENU
    if intent == LISTED or names_its_thing(situation):
        return SUREST  # «Hvem har hjemmehjelp på Alna» is answered by the list of who does.
    if intent.startswith("ask_") and not asks_somewhere(situation.text):
        return SURE if about in SIGNPOSTS else SUREST  # «Jeg er verge for henne.»
    if intent in OPEN or intent.startswith("ask_") or intent in QUESTIONS:
        return SURE
    if only_speaks_of_choosing(situation):
        return SURE
    return SURE if about in SIGNPOSTS else SURER


def surely(situation: Situation, found: list[Found]) -> bool:
    """Whether a fact surely answers a message that was heard to ask for more than one thing.

    A wish about who shall come is never passed over, and another errand only where it is doubted.
    """
    begun = (
        act
        for act in situation.acts
        if act.intent in BEGUN
        and act.confidence >= (LIKELY_WISH if act.intent in WISHES else UNDOUBTED)
    )
    wishes = any(not _only_asked(situation, act) for act in begun)
    if situation.text.count("?") > 1:
        return False
    if found and found[0].sure >= SUREST and _is_one_question(situation.text):
        return True  # «Er det lov for et firma å ringe meg?» wishes for no call.
    return bool(found) and found[0].sure >= SURER and not wishes


def _only_asked(situation: Situation, act: Act) -> bool:
    """Whether choosing is asked about: «kan kona ha et firma og jeg kommunen?» begins nothing."""
    clause = situation.text[act.start : act.end]
    return act.intent in WISHES and (_is_one_question(situation.text) or is_question(clause))


def _is_one_question(text: str) -> bool:
    return text.strip().endswith("?") and not ENDS.search(text.strip())


def tell_found(situation: Situation, found: Found, questions: Mapping[str, Do]) -> Reply | None:
    """What was found, told; None for the dialogue's own action, GO_ON for the next likeliest."""
    statement = found.statement
    if found.fact is not None:
        facts = situation.deps.catalogue.facts
        return about_provider(situation, facts, 0.0, [found]) or GO_ON
    if statement is not None:
        statement = as_here(situation, statement)
    name = statement.id if statement else found.name
    topic = {"name": name, "place": situation.municipality.id}
    if leads_to(found) == MUST_I and not is_about_who_comes(situation.text):
        return GO_ON
    if statement is not None:
        kept = statement.intent if statement.own_answer_first else None
        if kept in SAYS_SO_ITSELF:
            return GO_ON  # That no number is known: an older one that is known goes before it.
        if kept and (kept == situation.intent or situation.intent in BEGUN):
            return None  # What was understood is the very answer, or a wish that goes before it.
        if kept in questions:
            return its_own_answer(situation, str(kept), questions, topic)
        return say_statement(situation, statement).set(topic=topic)
    assert found.topic is not None  # noqa: S101 - it is one or the other
    if found.topic.specific and situation.scheme.open_on(situation.today):
        facts = situation.deps.catalogue.facts
        here = facts.places.place(situation.municipality.id)
        stated = own_rules(facts, situation.scheme, here, found.name)
        return tell(situation, stated).set(topic=topic) if stated else GO_ON
    if situation.intent == found.topic.intent or situation.intent in BEGUN:
        return None
    if found.topic.intent in SAYS_SO_ITSELF:
        return GO_ON
    return its_own_answer(situation, found.topic.intent, questions, topic) or GO_ON


def its_own_answer(
    situation: Situation, intent: str, questions: Mapping[str, Do], topic: dict[str, str]
) -> Reply | None:
    """The dialogue's own answer, for a question that was understood as something else."""
    act = questions.get(intent)
    if act is None:
        return None
    slots = {**situation.slots, "pending": None}
    return act(replace(situation, intent=intent, slots=slots)).set(topic=topic)
