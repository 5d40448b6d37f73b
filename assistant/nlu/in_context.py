"""What was asked shapes what is heard: «Nordstrand» is an answer when the district was asked for.

The classifier knows nothing of the conversation. This component knows one thing, the question that
waits for an answer (the slot `pending`, sent along as metadata), and reads short answers to it as
answers. Danger, a wish for a person and real questions are never read as anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.components import KIND, _Door, add_entities, ranking_of, set_ranking
from assistant.nlu.entity import Found

YES_NO = frozenset(
    {
        "confirm_choice",
        "offer_person",
        "remind",
        "change_after_notice",
        "confirm_mandate",
        "mandate_offer",
    }
)
NAMED = {"provider": "provider", "service": "service", "district": "district"}
"""The questions that are answered with a name, and the kind of name."""

OF_MANDATES = frozenset({"mandate_who", "mandate_scope", "mandate_which"})
MATTERS = {
    "ask_same_helper": "same_helper",
    "ask_language_needs": "languages",
    "ask_hours": "hours",
    "ask_extra_services": "extra_services",
}
"""When it was asked what matters, a wish is an answer."""

UNCLEAR = frozenset({"nlu_fallback", "find_provider", "out_of_scope", "compare_providers"})

# An answer is short; «hva med Hasselvind, hva koster de» is a question though a name stands in it.
SHORT_ANSWER = 5
LONG_ANSWER = 12
"""Words: «hun heter Kari Myrhaug og bor i Bergen»."""
ENOUGH_DIGITS = 4

ALWAYS_AS_HEARD = frozenset(
    "emergency talk_to_human request_callback undo_choice go_back stop_messages help repeat slower "
    "wait more confused think_it_over compare_providers find_provider wrong_person "
    "unhappy_with_bot ask_price ask_start_date ask_complaint ask_privacy ask_bot deny".split()
)
STEERING = frozenset("affirm deny thank greet goodbye give_code".split())
HEARD_BESIDE_NAMES = frozenset(
    "emergency talk_to_human request_callback go_back stop_messages help repeat slower wait deny "
    "think_it_over undo_choice affirm thank goodbye give_code give_birth_date".split()
)
ALL = re.compile(r"\b(alt|alle|alt sammen|begge|begge deler|båe|all hjelpa|all hjelpen)\b", re.I)
SOME = re.compile(
    r"\b(bare|berre|kun|noe av|noko av|litt av|en del|ein del|ikke alt|ikkje alt)\b", re.I
)
MARK = re.compile(r"^\D{0,12}\b([1-5])\b(?!\s*\d)(?:\s*(?:av|/)\s*5\b)?")
"""How satisfied somebody is: «4», «en 4», «4 av 5», «2, hun kommer så sent»."""
MAY_CHOOSE = re.compile(
    r"\b(velge|velje|vælge|valg|val|bestemme|ordne|bytte|byte|begge|begge deler|alt|båe|hjelpe)\b",
    re.I,
)
MAY_SEE = re.compile(r"\b(bare|berre|kun|se|sjå|lese|ikkje velje|ikke velge)\b", re.I)
"""How far a mandate is to reach."""
REGISTERS = frozenset({"confirm_choice", "confirm_mandate"})
"""The questions whose yes is registered."""
YES = re.compile(
    r"\b(ja+|jo+|jau|joda|jada|jaja|jepp|yes|yep|ok|okei|okey|greit|greitt|gjerne|stemmer|stemme|"
    r"riktig|rett|gjør det|gjer det|sånn|slik|det vil|bekrefter)\b|👍|👌|✅",
    re.I,
)
UNSURE = re.compile(
    r"\b(kanskje|kanhende|nja|usikker|usikkert|vet ikke|veit ikkje|hm+|tja)\b", re.I
)
A_LITTLE = 0.15
"""Yes and no asked for: the likelier of the two is taken if it is at all likely."""


@dataclass(frozen=True)
class InPlace:
    """A message as an answer: the intent, and what was found because it was asked for."""

    intent: str
    found: tuple[Found, ...] = ()


def answer_to(
    pending: str | None,
    text: str,
    intent: str,
    entities: Sequence[dict[str, Any]],
    ranking: Iterable[tuple[str, float]],
) -> InPlace | None:
    """Read a message as the answer to a question, or None where it is heard as it stands.

    Args:
        pending: the question that waits, or None.
        text: as written.
        intent: as understood without the question.
        entities: what was found, in Rasa's form.
        ranking: the intents and their confidences, likeliest first.
    """
    kinds = {entity["entity"]: entity["value"] for entity in entities}
    if pending in OF_MANDATES:
        return _of_mandate(pending, text, intent, kinds)
    if pending is None or intent in ALWAYS_AS_HEARD:
        return None
    digits = "".join(sign for sign in text if sign.isdecimal())
    if pending in YES_NO:
        return _yes_or_no(pending, text, intent, kinds.get("option"), dict(ranking))
    if pending == "satisfied":
        return _mark(text, intent, kinds.get("option"), dict(ranking))
    if pending == "code" and "code" not in kinds and len(digits) >= ENOUGH_DIGITS:
        if "birth_date" in kinds and len(digits) != len(text.strip()):
            return None  # written as a date: the birth date came first
        return InPlace("give_code", (Found("code", digits, 0, len(text), "in_context"),))
    if pending == "birth_date" and "code" not in kinds and len(digits) >= ENOUGH_DIGITS:
        return InPlace("give_birth_date")
    if pending == "callback_number" and "phone_number" in kinds:
        return InPlace("pick_option")
    if pending == "service" and ALL.search(text) and len(text.split()) <= SHORT_ANSWER:
        return InPlace("pick_option", (Found("option", "all", 0, len(text), "in_context"),))
    if pending == "matters" and "?" not in text:
        return _what_matters(text, intent, dict(ranking))
    only_some = pending == "service" and "service" not in kinds and SOME.search(text)
    if only_some and _is_short_answer(text):
        return InPlace("pick_option", (Found("option", "some", 0, len(text), "in_context"),))
    if pending in NAMED and NAMED[pending] in kinds and _is_short_answer(text):
        return InPlace("pick_option")
    return None


def _yes_or_no(
    pending: str, text: str, intent: str, option: object, likely: dict[str, float]
) -> InPlace | None:
    if intent == "pick_option" and option in (1, 2):
        return InPlace("affirm" if option == 1 else "deny")
    if intent != "nlu_fallback":
        return None
    yes, no = likely.get("affirm", 0.0), likely.get("deny", 0.0)
    if max(yes, no) < A_LITTLE:
        return None
    if no >= yes:
        return InPlace("deny")
    # What is registered by a yes needs one: «hm» may be anything, and is asked about.
    said = YES.search(text) and not UNSURE.search(text)
    return InPlace("affirm") if said or pending not in REGISTERS else None


def _what_matters(text: str, intent: str, likely: dict[str, float]) -> InPlace | None:
    """The likeliest of the things that were offered, where nothing else was clearly said."""
    best = max(MATTERS, key=lambda name: likely.get(name, 0.0))
    if intent not in MATTERS and (intent not in UNCLEAR or likely.get(best, 0.0) < A_LITTLE):
        return None
    meant = intent if intent in MATTERS else best
    return InPlace("pick_option", (Found("matter", MATTERS[meant], 0, len(text), "in_context"),))


def _of_mandate(
    pending: str | None, text: str, intent: str, kinds: dict[str, Any]
) -> InPlace | None:
    """Who is to get a mandate and how far it reaches, or which one is to end."""
    if pending == "mandate_who":
        # A name looks like anything: «han heter Per» like a wrong number, «Berit» like a greeting.
        told = "phone_number" in kinds and intent != "emergency"
        named = intent not in HEARD_BESIDE_NAMES and _is_answer_of(text, LONG_ANSWER)
        return InPlace("pick_option") if told or named else None
    if intent in ALWAYS_AS_HEARD or "option" in kinds:
        return None
    if pending == "mandate_scope" and _is_answer_of(text, LONG_ANSWER):
        only = MAY_SEE.search(text) and not re.search(r"\bog\b", text, re.IGNORECASE)
        option = 1 if only else 2 if MAY_CHOOSE.search(text) else None
        if option:
            return InPlace("pick_option", (Found("option", option, 0, len(text), "in_context"),))
    if pending == "mandate_which" and _is_short_answer(text) and intent not in STEERING:
        every = (Found("option", "all", 0, len(text), "in_context"),) if ALL.search(text) else ()
        return InPlace("pick_option", every)
    return None


def _mark(text: str, intent: str, option: object, likely: dict[str, float]) -> InPlace | None:
    if intent == "pick_option" and option is not None:
        return None
    found = MARK.match(text)
    if found and _is_short_answer(text):
        number = int(found.group(1))
        return InPlace(
            "pick_option", (Found("option", number, found.start(1), found.end(1), "in_context"),)
        )
    return _yes_or_no("satisfied", text, intent, None, likely)


def _is_short_answer(text: str) -> bool:
    return _is_answer_of(text, SHORT_ANSWER)


def _is_answer_of(text: str, most_words: int) -> bool:
    return len(text.split()) <= most_words and "?" not in text


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=False)
class InContext(_Door):
    """Reads short answers as answers to the question that waits; the last word on the intent."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message in its place."""
        for message in messages:
            pending = (message.get("metadata") or {}).get("pending")
            intent = (message.get("intent") or {}).get("name") or ""
            ranking = ranking_of(message)
            text, entities = message.get("text") or "", message.get("entities") or []
            answer = answer_to(pending, text, intent, entities, ranking)
            if answer is not None:
                others = [(name, 0.0) for name, _ in ranking if name != answer.intent]
                set_ranking(message, [(answer.intent, 1.0), *others])
                add_entities(message, answer.found)
        return messages
