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

from assistant.gate.noise import is_noise
from assistant.nlu.day import today
from assistant.nlu.entity import Found
from assistant.nlu.grammar import NOT_A_PERSON
from assistant.nlu.rasa_messages import KIND, Component, add_entities, ranking_of, set_ranking
from assistant.reading.numbers.marks import OUT, mark_in
from assistant.reading.numbers.numerals import MONTHS
from assistant.reading.numbers.phones import phones_in
from assistant.reading.numbers.runs import is_number, read_tokens
from assistant.reading.proof import given_in
from assistant.reading.tokens import Token

NAMED = {"provider": "provider", "service": "service", "district": "district"}
"""The questions that are answered with a name, and the kind of name."""

NAMED_BESIDE = {
    "callback_number": ("phone_number", "pick_option"),
    "remind": ("provider", "choose_provider"),
}
"""Questions that a name or number goes on from. «remind» is asked while a choice is under way."""

OF_PROOF = frozenset({"code", "birth_date"})
OF_MANDATES = frozenset({"mandate_who", "mandate_scope", "mandate_which"})
LOOKS_LIKE_WAITING = frozenset({"wait", "think_it_over", "more"})
"""What «han skal bare få se» looks like to who does not know that a mandate's reach was asked."""
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
FINDER = "in_context"
LONG_ANSWER = 12
"""Words: «hun heter Kari Myrhaug og bor i Bergen»."""
ENOUGH_DIGITS = 4
SPEAKERS = frozenset(
    "jeg eg æ je ej vi me hun ho han mor mamma mora far pappa mannen kona bestemor bestefar hjelp "
    "noen nokon naboen nabo ring kom datter sønn du dere det den".split()
)
"""Who or what a call for help begins with: then it is no name, however it is written."""
NUMBERS_ALONE = 0.6
"""So much of a message's words are numbers where it is meant as one."""

ALWAYS_AS_HEARD = frozenset(
    "emergency talk_to_human request_callback undo_choice go_back stop_messages help repeat slower "
    "wait more confused think_it_over compare_providers find_provider wrong_person "
    "unhappy_with_bot ask_price ask_start_date ask_complaint ask_privacy ask_bot deny "
    "must_i report_death report_abuse new_letter ask_scam ask_word ask_office".split()
)
STEERING = frozenset("affirm deny thank greet goodbye give_code".split())
HEARD_BESIDE_NAMES = frozenset(
    "emergency talk_to_human request_callback go_back stop_messages help repeat slower wait deny "
    "think_it_over undo_choice affirm thank goodbye give_code give_birth_date "
    "report_death report_abuse new_letter ask_scam".split()
)
ALL = re.compile(r"\b(alt|alle|alt sammen|begge|begge deler|båe|all hjelpa|all hjelpen)\b", re.I)
SOME = re.compile(
    r"\b(bare|berre|kun|noe av|noko av|litt av|en del|ein del|ikke alt|ikkje alt)\b", re.I
)
MAY_CHOOSE = re.compile(
    r"\b(velge|velje|vælge|valg|val|bestemme|ordne|bytte|byte|begge|begge deler|alt|båe|hjelpe)\b",
    re.I,
)
MAY_SEE = re.compile(r"\b(bare|berre|kun|se|sjå|lese|ikkje velje|ikke velge)\b", re.I)
"""How far a mandate is to reach."""
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
    if intent in NOT_A_PERSON:
        return InPlace("repeat") if pending and is_noise(text) else None
    if pending in OF_MANDATES:
        return _of_mandate(pending, text, intent, kinds)
    if pending is None or intent in ALWAYS_AS_HEARD:
        return None
    if pending == "satisfied":
        return _mark(text, intent, kinds.get("option"), dict(ranking))
    if pending in OF_PROOF:
        return _of_proof(pending, text, intent)
    if pending == "callback_number" and _is_a_number(text, intent):
        return InPlace("pick_option")
    kind, meant = NAMED_BESIDE.get(pending, ("", ""))
    if kind in kinds and _is_short_answer(text):
        return InPlace(meant)
    if pending == "service" and ALL.search(text) and len(text.split()) <= SHORT_ANSWER:
        return InPlace("pick_option", (Found("option", "all", 0, len(text), "in_context"),))
    if pending == "matters" and "?" not in text:
        return _what_matters(text, intent, dict(ranking))
    only_some = pending == "service" and "service" not in kinds and SOME.search(text)
    if only_some and _is_short_answer(text):
        return InPlace("pick_option", (Found("option", "some", 0, len(text), "in_context"),))
    named = NAMED.get(pending) in kinds and _is_short_answer(text)
    return InPlace("pick_option") if named else None


def _of_proof(pending: str, text: str, intent: str) -> InPlace | None:
    """A code or a birth date, or a piece of one; also one that was not asked for just now."""
    given = given_in(text, today(), asked=pending)
    kind = {"code": "give_code", "birth_date": "give_birth_date"}[pending]
    found = [Found("code", code, 0, len(text), FINDER) for code in given.codes]
    found += [Found("birth_date", day.isoformat(), 0, len(text), FINDER) for day in given.born]
    if given.codes or given.born:
        return InPlace(kind, tuple(found)) if _gives(text) or intent in STEERING else None
    picks = pending == "birth_date" and intent == "pick_option"
    pieces = (given.other or given.unfinished) and _is_a_number(text, intent)
    if not (picks or pieces or given.national_id):
        return None
    rows = [Found("code", row, 0, len(text), FINDER) for row in given.other[:1]]
    return InPlace(kind, tuple(rows) if pending == "code" else ())


def _gives(text: str) -> bool:
    """Whether a message gives something, rather than asks."""
    return "?" not in text


def _is_a_number(text: str, intent: str) -> bool:
    """Whether a message is meant as a number, whichever: most of its words are."""
    if intent in ALWAYS_AS_HEARD or "?" in text:
        return False
    tokens = [token for token in read_tokens(text) if token.kind != "sign"]
    numbers = [token for token in tokens if is_number(token) or token.text in MONTHS]
    words = len(tokens) - len(numbers)
    return bool(numbers) and (words <= SHORT_ANSWER or len(numbers) >= NUMBERS_ALONE * len(tokens))


def _has_number(text: str) -> bool:
    """Whether a message holds so many digits that they are meant as a telephone number."""
    return any(len(digits[0]) >= ENOUGH_DIGITS for digits in phones_in(text))


def _is_name_and_number(text: str) -> bool:
    """Whether a message is nothing but a name, written as names are, and a telephone number.

    «Emma Falt 400 12 345» is a name; «fall 400 12 345» and «Jeg falt» may be danger.
    """
    words = [each for each in re.findall(r"[^\W\d_]+", text) if not is_number(_word(each))]
    written = all(word[:1].isupper() and not word.isupper() for word in words)
    return len(words) > 1 and written and _has_number(text) and words[0].lower() not in SPEAKERS


def _word(text: str) -> Token:
    return Token("word", text.lower(), 0, len(text), text)


def _yes_or_no(intent: str, likely: dict[str, float]) -> InPlace | None:
    if intent != "nlu_fallback":
        return None
    yes, no = likely.get("affirm", 0.0), likely.get("deny", 0.0)
    if max(yes, no) < A_LITTLE:
        return None
    return InPlace("deny" if no >= yes else "affirm")


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
        if intent == "emergency" and not _is_name_and_number(text):
            return None
        told = "phone_number" in kinds or _has_number(text)
        named = intent not in HEARD_BESIDE_NAMES and _is_answer_of(text, LONG_ANSWER)
        heard = intent in ALWAYS_AS_HEARD - {"emergency", "deny"} and "phone_number" not in kinds
        return InPlace("pick_option") if (told and not heard) or named else None
    waits = pending == "mandate_scope" and intent in LOOKS_LIKE_WAITING
    if (intent in ALWAYS_AS_HEARD and not waits) or "option" in kinds:
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
    mark = mark_in(text) if _is_answer_of(text, LONG_ANSWER) else None
    if mark is not None and (mark != OUT or intent not in ALWAYS_AS_HEARD):
        return InPlace("pick_option", (Found("option", mark, 0, len(text), "in_context"),))
    return _yes_or_no(intent, likely)


def _is_short_answer(text: str) -> bool:
    return _is_answer_of(text, SHORT_ANSWER)


def _is_answer_of(text: str, most_words: int) -> bool:
    return len(text.split()) <= most_words and "?" not in text


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=False)
class InContext(Component):
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
                kinds = {each.kind for each in answer.found}
                kept = [each for each in entities if each["entity"] not in kinds]
                message.set("entities", kept, add_to_output=True)
                add_entities(message, answer.found)
        return messages
