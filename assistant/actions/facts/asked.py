"""What a message asks of the body of facts: whether it asks, of which firms, and after what."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.actions.facts.own_answer import WISHES
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from provider_catalog.facts.answering import Asked, asked_about, asks_somewhere, find, is_question
from provider_catalog.facts.body import Found
from provider_catalog.facts.places import PlaceMention

Do = Callable[[Situation], Reply]

NEVER = frozenset(
    "emergency report_death report_abuse give_code give_birth_date give_name give_phone reaction "
    "automatic talk_to_human request_callback ask_bot stop_messages start_messages wrong_person "
    "use_nynorsk use_bokmal undo_choice unhappy_with_bot withdraw_mandate ask_mandates "
    "give_mandate my_decision my_provider my_choice_status".split()
)
"""What no fact answers: danger, proof, steering, the own case."""
OFTEN_MISTAKEN = frozenset("give_code my_decision my_provider my_choice_status".split())
"""Of these, what a question in general is easily taken for: «kan hun som vasker kjøre meg»."""
ASKED_ABOUT = frozenset("give_code give_mandate withdraw_mandate".split())
"""What may be asked about and not done, however surely: «hva skal jeg med koden nederst?»"""
MISHEARD = frozenset("repeat slower wait goodbye praise ask_source".split())
"""What a question is sometimes taken for: a fact answers a question where it surely does."""
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
OUTSIDE, SURELY_OUTSIDE = "out_of_scope", 0.85
"""How sure understanding must be that a message is about something else: of 54 strangers' messages
above 0.8 all but four were."""
SIGNPOSTS = frozenset("signposts fraud letters words".split())
"""Topics that tell whoever asks of something else where to turn."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
WISHES_TO_CHOOSE = re.compile(
    r"\b(?:vil|ville|ønsk(?:er|jer)|ønske)\s+(?:(?:jeg|eg|æ|e|vi|nå|no|da|då|gjerne|helst|å)\s+){0,4}"
    r"(?:velge?|velja|velje|bytte?|byt[ea]|skifte)\b",
    re.IGNORECASE,
)
"""A wish in so many words."""
SHORT = 5
"""Words of a follow-up that goes on from what was told before."""
DOUBT = "nlu_fallback"


def is_outside(situation: Situation) -> bool:
    """Whether a message is surely about something else: the weather, a train, a recipe."""
    heard = dict(situation.readings).get(OUTSIDE, 0.0)
    return situation.intent == OUTSIDE and heard >= SURELY_OUTSIDE


def gives_proof(situation: Situation) -> bool:
    """Whether a message gives a code or a birth date."""
    return bool(situation.entity("code") or situation.entity("birth_date"))


def ends_with_a_question(text: str) -> bool:
    """Whether the last sentence of a message asks: «… Skal jeg gi henne den?»"""
    last = _SENTENCES.split(text.strip())[-1]
    return text.strip().endswith("?") and is_question(last)


def asks_anything(situation: Situation) -> bool:
    """Whether a message asks something. A wish does only where it is put as a question."""
    if situation.intent in BEGUN:
        if situation.kind == "wish" and "?" not in situation.text:
            return False  # «Vil ha privat» begins as a question does.
        if WISHES_TO_CHOOSE.search(situation.text) and not is_question(situation.text):
            return False  # «… og nå vil jeg velge hvem som skal hjelpe meg» holds «hvem».
        told = situation.kind == "question" and asks_somewhere(situation.text)
        return told or is_question(situation.text)
    return asks_somewhere(situation.text)


def told_before(situation: Situation) -> Mapping[str, Any] | None:
    """What was told last: its name, and the place that it was about."""
    told = situation.slots.get("topic")
    return told if isinstance(told, Mapping) else None


def as_asked(situation: Situation, mentions: list[PlaceMention]) -> Asked:
    """A message as the body of facts is asked: with places, firms, and what was told before."""
    before = told_before(situation)
    name = None if before is None else str(before["name"])
    firms = [(each.start, each.end) for each in situation.mentions if each.kind == "provider"]
    return Asked(
        situation.text,
        mentions,
        situation.intent,
        name,
        apart(firms, mentions),
        dict(situation.readings) or ({} if situation.intent == DOUBT else {situation.intent: 1.0}),
    )


def found_here(situation: Situation, mentions: list[PlaceMention] | None = None) -> list[Found]:
    """What may answer a message, of the municipality that was written to, surest first.

    Args:
        situation: the message in its place.
        mentions: the places that it asks about; those of its text where none are given.
    """
    catalogue = situation.deps.catalogue
    if mentions is None:
        mentions = asked_about(situation.text, catalogue.places_in(situation.text))
    here = catalogue.facts.places.place(situation.municipality.id)
    return find(catalogue.facts, as_asked(situation, mentions), here)


def apart(firms: list[tuple[int, int]], mentions: list[PlaceMention]) -> list[tuple[int, int]]:
    """The names of firms that are no place's, each once, and none within another.

    Args:
        firms: where in the text firms are named.
        mentions: the places named in it.
    """
    kept: list[tuple[int, int]] = [(each.start, each.end) for each in mentions]
    places = len(kept)
    for start, end in sorted(set(firms), key=lambda span: span[0] - span[1]):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return kept[places:]
