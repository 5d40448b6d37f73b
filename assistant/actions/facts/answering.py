"""Where every turn asks the body of facts: another place, or something known as a fact?

One place decides it for every intent, so that no answer about this municipality's rules is given
to a question about another's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.actions.facts.following import follow_up
from assistant.actions.facts.own_answer import (
    DOUBTED,
    SAYS_SO_ITSELF,
    WISHES,
    is_trusted,
    leads_to,
    names_its_thing,
    own,
    stands,
)
from assistant.actions.facts.presenter import nearly, not_known, say_statement, tell
from assistant.actions.facts.providers import about_provider
from assistant.actions.reply import Reply
from assistant.actions.several import LIKELY_WISH, says_more
from assistant.actions.situation import Act, Situation
from assistant.actions.thread import ON_THE_SIDE, take_up
from provider_catalog.facts.answering import (
    Asked,
    about_another_place,
    asked_about,
    asks_somewhere,
    elsewhere,
    find,
    is_question,
    own_rules,
)
from provider_catalog.facts.body import Found
from provider_catalog.facts.judging import NEAR, SURE, SURER
from provider_catalog.facts.messages import place_value
from provider_catalog.facts.must_choose import is_about_who_comes, must_choose
from provider_catalog.facts.places import UNKNOWN, Place, PlaceMention

Do = Callable[[Situation], Reply]

NEVER = frozenset(
    "emergency report_death report_abuse give_code give_birth_date give_name give_phone reaction "
    "automatic talk_to_human request_callback ask_bot stop_messages start_messages wrong_person "
    "use_nynorsk use_bokmal undo_choice unhappy_with_bot withdraw_mandate ask_mandates "
    "give_mandate my_decision my_provider my_choice_status".split()
)
"""What no fact answers: danger, proof, steering, the own case."""

MISHEARD = frozenset("repeat slower wait goodbye praise ask_source".split())
"""What a question is sometimes taken for: a fact answers a question where it surely does."""

ANOTHERS_HOME = frozenset("ask_relative change_contact pause_help".split())
"""Where a place tells where somebody lives, and not whose rules are asked for."""

HELP, A_COMMAND = "help", 2
"""«HJELP», «hva nå»: what the assistant can do, and no question about help."""

MUST_I = "must_i"
"""The commonest fear: its own answer, by municipality, stands before any fact that is like it."""

BEGUN = WISHES | frozenset(
    "undo_choice give_mandate withdraw_mandate report_problem report_death report_abuse emergency "
    "talk_to_human request_callback stop_messages change_content change_contact end_help "
    "pause_help more_help new_letter my_decision my_provider my_choice_status".split()
)
"""What is begun or handed on when it is asked for, and so is never passed over for a fact."""
OPEN = frozenset(
    "nlu_fallback out_of_scope ask_statistics ask_word ask_elsewhere confused help".split()
)
"""Intents without an answer of their own, or with a poor one: the nearest fact is tried first."""

WISHES_TO_CHOOSE = re.compile(
    r"\b(?:vil|ville|ønsk(?:er|jer)|ønske)\s+(?:(?:jeg|eg|æ|e|vi|nå|no|da|då|gjerne|helst|å)\s+){0,4}"
    r"(?:velge?|velja|velje|bytte?|byt[ea]|skifte)\b",
    re.IGNORECASE,
)
"""A wish in so many words."""
SAYS_WHERE = 10
"""Words: in a longer message a place that nobody knows is where somebody lives or goes."""
SHORT = 5
"""Words of a follow-up that goes on from what was told before."""
GOES_ON = re.compile(r"^\W*(?:og|men|enn|så)\b|\b(?:da|då|der|dem|dei)\W*$", re.IGNORECASE)

RELATIVE = re.compile(
    r"\b(?:datt?er|dotter|dattra|sønn|son|bror|broren|søster|syster|barnebarn|niese|nevø|venninne|venn|"
    r"nabo|svoger|svigerdatter|svigersønn|tante|onkel)\w*\b",
    re.IGNORECASE,
)
"""Somebody else, whose home a place beside a wish may be."""


def from_facts(situation: Situation, questions: Mapping[str, Do]) -> Reply | None:
    """The answer that the body of facts gives, or None where the dialogue's own action answers.

    Args:
        situation: the message in its place.
        questions: the dialogue's own answers by intent.
    """
    if situation.intent in NEVER:
        return None
    if situation.intent == HELP and len(situation.text.split()) <= A_COMMAND:
        return None
    if situation.intent in MISHEARD and not asks_somewhere(situation.text):
        return None
    mentions = situation.house.catalogue.places_in(situation.text)
    if situation.intent != "ask_elsewhere":
        mentions = asked_about(situation.text, mentions)
    places = elsewhere(mentions, situation.municipality.id) or _place_before(situation, mentions)
    reply = _about_others(situation, mentions, places) if places else None
    if reply is None and situation.intent != MUST_I:
        reply = _about_here(situation, mentions, questions)
    return None if reply is None else reply.then(take_up(situation))


def general_answer(situation: Situation) -> Reply | None:
    """What a fact surely answers, to somebody whose own case is closed: it asks for no proof."""
    if situation.intent in NEVER or situation.pending not in ON_THE_SIDE:
        return None
    mentions = asked_about(situation.text, situation.house.catalogue.places_in(situation.text))
    if not asks_somewhere(situation.text) or elsewhere(mentions, situation.municipality.id):
        return None
    facts = situation.house.catalogue.facts
    here = facts.places.place(situation.municipality.id)
    for found in find(facts, _asked(situation, mentions), here)[:1]:
        told = found.statement
        if told is not None and not told.own_answer_first and _is_sure(found):
            return say_statement(situation, told).set(topic={"name": told.id, "place": here.id})
    return None


def one_fact(
    part: Situation, questions: Mapping[str, Do], least: float
) -> tuple[Reply | None, float]:
    """What surely answers a part of a message, and how like the likeliest is.

    Args:
        part: the part as a message of its own.
        questions: the dialogue's own answers by intent.
        least: how sure it must be.
    """
    facts = part.house.catalogue.facts
    mentions = part.house.catalogue.places_in(part.text)
    if elsewhere(mentions, part.municipality.id):
        return None, 0.0
    here = facts.places.place(part.municipality.id)
    found = find(facts, _asked(part, mentions), here)
    for each in _surest_first(found):
        if each.sure < least or each.faint:
            continue
        reply = _found(part, each, questions)
        if reply is not GO_ON and reply is not None:
            return reply, found[0].score
    return None, found[0].score if found else 0.0


def _is_sure(found: Found) -> bool:
    return found.sure >= SURER and not found.faint


def _asks(situation: Situation) -> bool:
    """Whether a message asks something. A wish does only where it is put as a question."""
    if situation.intent in BEGUN:
        if situation.kind == "wish" and "?" not in situation.text:
            return False  # «Vil ha privat» begins as a question does.
        if WISHES_TO_CHOOSE.search(situation.text) and not is_question(situation.text):
            return False  # «… og nå vil jeg velge hvem som skal hjelpe meg» holds «hvem».
        told = situation.kind == "question" and asks_somewhere(situation.text)
        return told or is_question(situation.text)
    return asks_somewhere(situation.text)


def _place_before(situation: Situation, mentions: list[PlaceMention]) -> list[Place]:
    """The place that was asked about before, where the message goes on from it and names none."""
    before = _before(situation)
    here = situation.municipality.id
    if mentions or before is None or before["place"] in (here, None):
        return []
    short = len(situation.text.split()) <= SHORT
    if not short or not GOES_ON.search(situation.text):
        return []
    try:
        return [situation.house.catalogue.facts.places.place(str(before["place"]))]
    except KeyError:
        return []


def _before(situation: Situation) -> Mapping[str, Any] | None:
    told = situation.slots.get("topic")
    return told if isinstance(told, Mapping) else None


def _asked(situation: Situation, mentions: list[PlaceMention]) -> Asked:
    before = _before(situation)
    name = None if before is None else str(before["name"])
    firms = [(each.start, each.end) for each in situation.mentions if each.kind == "provider"]
    return Asked(situation.text, mentions, situation.intent, name, _apart(firms, mentions))


def _apart(firms: list[tuple[int, int]], mentions: list[PlaceMention]) -> list[tuple[int, int]]:
    """The names of firms that are no place's, each once, and none within another."""
    kept: list[tuple[int, int]] = [(each.start, each.end) for each in mentions]
    places = len(kept)
    for start, end in sorted(set(firms), key=lambda span: span[0] - span[1]):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return kept[places:]


def _about_others(
    situation: Situation, mentions: list[PlaceMention], places: list[Place]
) -> Reply | None:
    """What is told of other places; None where the place is not what the message is about."""
    question = _asks(situation)
    if situation.intent in ANOTHERS_HOME and not question:
        return None
    if situation.intent == "ask_relative":
        return None
    if situation.intent in WISHES and not question:
        return _not_ours(situation, places[0])
    asks = question or situation.intent.startswith("ask_")
    short = len(situation.text.split()) <= SHORT and _before(situation) is not None
    listed = situation.intent in {"list_providers", "nlu_fallback", "out_of_scope"}
    if not (asks or short or listed):
        return None
    if all(place.id == UNKNOWN for place in places) and not asks:
        return None
    catalogue, reply = situation.house.catalogue, Reply()
    asked, said = _asked(situation, mentions), set[str]()
    long = len(situation.text.split()) > SAYS_WHERE
    for place in places:
        scheme = catalogue.schemes.get(place.id)
        if situation.intent == MUST_I and scheme is not None:
            responsible = catalogue.national_rule("responsible")
            reply.messages += must_choose(scheme, place.name, situation.today, responsible)
            continue
        answer = about_another_place(
            catalogue.facts, catalogue.schemes, situation.today, asked, place
        )
        if long and answer.told[0].says == "which_place":
            continue
        if answer.name in said and answer.name in catalogue.facts.statements:
            continue
        said.add(answer.name)
        topic = {"name": answer.name, "place": place.id}
        reply.then(tell(situation, answer.told)).set(topic=topic)
    return reply if reply.messages else None


def _not_ours(situation: Situation, place: Place) -> Reply | None:
    """A wish from somebody who lives elsewhere: the wrong number, and which is the right one."""
    if situation.person is not None or not place.is_municipality or RELATIVE.search(situation.text):
        return None
    reply = Reply().say(
        "elsewhere.not_ours",
        municipality=situation.municipality.name,
        place=place_value(place),
    )
    known = {each.id: each for each in situation.house.catalogue.municipalities()}
    if place.id in known:
        reply.say("elsewhere.their_number", number={"phone": known[place.id].phone})
    return reply


def _about_here(
    situation: Situation, mentions: list[PlaceMention], questions: Mapping[str, Do]
) -> Reply | None:
    """A statement, or a fact of a provider, that answers better than the dialogue's own answer."""
    if names_only(situation):
        return None  # «Hasselvind»: whoever writes a name alone wishes for that one.
    asks = _asks(situation)
    told = situation.intent.startswith("ask_") or situation.intent in OPEN | {"provider_details"}
    if not asks and (not told or situation.pending not in ON_THE_SIDE):
        return None
    if situation.intent in MISHEARD and situation.pending not in ON_THE_SIDE:
        return None
    facts = situation.house.catalogue.facts
    here = facts.places.place(situation.municipality.id)
    if (before := _before(situation)) is not None and situation.intent not in MISHEARD:
        reply = follow_up(situation, before, here)
        if reply is not None:
            return reply
    explained = facts.explained(situation.text)
    if explained is not None and (
        situation.intent == "ask_word" or facts.is_about(situation.text, explained)
    ):
        topic = {"name": explained.id, "place": here.id}
        return say_statement(situation, explained).set(topic=topic)
    found = find(facts, _asked(situation, mentions), here)
    reply = _of_firms(situation, found)
    if reply is not None:
        return reply
    if situation.intent not in OPEN and says_more(situation) and not _surely(situation, found):
        return None
    trusted = is_trusted(situation) and own(situation, found) >= NEAR
    found = [each for each in found if not _is_anothers(situation, each)]
    for each in found if trusted else _surest_first(found):
        other = trusted and leads_to(each) != situation.intent
        if each.sure < (SURER if other else _least(situation, each)):
            break
        if each.faint:
            continue
        if (reply := _found(situation, each, questions)) is not GO_ON:
            return reply
    return _unless_it_stands(situation, found, questions) if asks else None


def _is_anothers(situation: Situation, found: Found) -> bool:
    """«Kan jeg bestemme for henne når hun ikke orker»: it asks of a mandate, not of no choice."""
    another = situation.intent == FOR_ANOTHER and OF_ANOTHER.search(situation.text)
    return bool(another) and leads_to(found) in FOR_ONESELF


def _of_firms(situation: Situation, found: list[Found]) -> Reply | None:
    """A fact of the firms, save where a language is asked for, which is what is rare."""
    if names_its_thing(situation) and situation.entity("provider") is None:
        return None
    facts = situation.house.catalogue.facts
    return about_provider(situation, facts, found[0].score if found else 0.0)


def names_only(situation: Situation) -> bool:
    """Whether a message is a firm's name and nothing more."""
    firms = [each for each in situation.mentions if each.kind == "provider"]
    text = situation.text
    for each in sorted(firms, key=lambda mention: -mention.start):
        text = f"{text[: each.start]}{text[each.end :]}"
    wished = situation.intent in WISHES | {DOUBT}
    return bool(firms) and wished and not any(map(str.isalpha, text))


def _unless_it_stands(
    situation: Situation, found: list[Found], questions: Mapping[str, Do]
) -> Reply | None:
    """What is said where the dialogue's own answer is not surely one; None where it may be given.

    Told as what is known nearest, or that it is not known: a person is offered with both.
    """
    if situation.pending not in ON_THE_SIDE:
        return None
    sure = stands(situation, found, questions)
    if sure < DOUBTED:
        return not_known(situation, found)
    if sure < NEAR:
        return nearly(_own_answer(situation, situation.intent, questions, {}))
    return None


DOUBT = "nlu_fallback"
FOR_ANOTHER, FOR_ONESELF = "ask_relative", frozenset({"ask_no_choice", "must_i"})
OF_ANOTHER = re.compile(
    r"\b(?:henne|ham|han|ho|hun|mor|mora|moren|mamma|far|faren|pappa|kona|mannen)\b", re.IGNORECASE
)
LISTED = "list_providers"
SUREST = 0.95

GO_ON = Reply()
"""What was likeliest is not stated here: the next likeliest is looked at."""


def _surest_first(found: list[Found]) -> list[Found]:
    """Of what is about as like as the likeliest, what answers most surely is looked at first."""
    if not found:
        return []
    like = [each for each in found if each.score >= found[0].score - AS_LIKE]
    like.sort(key=lambda each: each.sure + each.score / 2, reverse=True)
    return like + found[len(like) :]


AS_LIKE = 0.08
"""So much less like is still about as like."""


def _least(situation: Situation, found: Found) -> float:
    """How sure it must be that something answers: less where the dialogue has no better answer."""
    intent = situation.intent
    about = found.statement.topic if found.statement else ""
    if intent in MISHEARD:
        return SURER
    if intent == DOUBT and not asks_somewhere(situation.text):
        return SURE if about in NEVER_THE_DIALOGUES else SURER
    if intent == LISTED or names_its_thing(situation):
        return SUREST  # «Hvem har hjemmehjelp på Alna» is answered by the list of who does.
    if intent in OPEN or intent.startswith("ask_") or intent in QUESTIONS:
        return SURE
    return SURE if about in NEVER_THE_DIALOGUES else SURER


QUESTIONS = frozenset(
    "must_i provider_details list_providers compare_providers find_provider".split()
)
"""The dialogue's own questions by other names."""
NEVER_THE_DIALOGUES = frozenset("signposts fraud letters words".split())
"""Topics on which a wish for help is easily taken for another one."""


def _surely(situation: Situation, found: list[Found]) -> bool:
    """Whether a fact surely answers a message that was heard to ask for more than one thing.

    A wish among them is never passed over.
    """
    begun = (act for act in situation.acts if act.intent in BEGUN and act.confidence >= LIKELY_WISH)
    wishes = any(not _only_asked(situation, act) for act in begun)
    if situation.text.count("?") > 1:
        return False
    return bool(found) and found[0].sure >= SURER and not wishes


ENDS = re.compile(r"[.!?]\s")
"""Where a sentence ends, and another begins."""


def _only_asked(situation: Situation, act: Act) -> bool:
    """Whether choosing is asked about: «kan kona ha et firma og jeg kommunen?» begins nothing."""
    clause, text = situation.text[act.start : act.end], situation.text.strip()
    one_sentence = text.endswith("?") and not ENDS.search(text)
    return act.intent in WISHES and (one_sentence or is_question(clause))


def _found(situation: Situation, found: Found, questions: Mapping[str, Do]) -> Reply | None:
    statement = found.statement
    if found.name == MOVES_AWAY and _stays_here(situation):
        statement = situation.house.catalogue.facts.statements[MOVES_HERE]
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
            return _own_answer(situation, str(kept), questions, topic)
        return say_statement(situation, statement).set(topic=topic)
    assert found.topic is not None  # noqa: S101 - it is one or the other
    if found.topic.specific and situation.scheme.open_on(situation.today):
        facts = situation.house.catalogue.facts
        here = facts.places.place(situation.municipality.id)
        stated = own_rules(facts, situation.scheme, here, found.name)
        return tell(situation, stated).set(topic=topic) if stated else GO_ON
    if situation.intent == found.topic.intent or situation.intent in BEGUN:
        return None
    if found.topic.intent in SAYS_SO_ITSELF:
        return GO_ON
    return _own_answer(situation, found.topic.intent, questions, topic) or GO_ON


MOVES_AWAY, MOVES_HERE = "places.moving", "choosing.new_district"
"""What holds for who moves to another municipality, and within the own one."""


def _stays_here(situation: Situation) -> bool:
    """Whether every place that is named is a district of the own municipality."""
    here = situation.municipality.id
    named = situation.house.catalogue.places_in(situation.text)
    return bool(named) and all(each.by_district and each.place.id == here for each in named)


def _own_answer(
    situation: Situation, intent: str, questions: Mapping[str, Do], topic: dict[str, str]
) -> Reply | None:
    """The dialogue's own answer, for a question that was understood as something else."""
    act = questions.get(intent)
    if act is None:
        return None
    slots = {**situation.slots, "pending": None}
    return act(replace(situation, intent=intent, slots=slots)).set(topic=topic)
