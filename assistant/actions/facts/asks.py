"""Does a message ask, where it was understood as something to begin or to hand on?

«Kan kommunen nekte meg å gå tilbake?» is understood as a wish for the municipality, and whoever
follows that demands a code of somebody who asked. So of every message that was taken for a wish,
an event or the own case it is judged whether it asks, before anything is begun: by a logistic
regression (scikit-learn), fitted on strangers' questions and on strangers' wishes as read by a
model that had not read their author (`python -m bench.asks_judge`, docs/decisions/027).
"""

import re
from collections.abc import Mapping, Sequence
from math import exp, log

from provider_catalog.facts.answering import asks_somewhere, is_question
from provider_catalog.facts.body import Found

CHOOSING = frozenset("choose_provider switch_provider keep_municipal".split())
"""Who shall come."""
EVENTS = frozenset(
    "report_problem report_death report_abuse change_content change_contact end_help pause_help "
    "more_help new_letter wish_gender praise talk_to_human request_callback find_provider "
    "think_it_over".split()
)
"""What is told and then handed on to a person, or led through step by step."""
OWN_CASE = frozenset(
    "my_decision my_provider my_choice_status undo_choice give_mandate withdraw_mandate "
    "ask_mandates".split()
)
"""What is looked up or changed for one person, after proof."""
STEERING = frozenset(
    "give_code give_birth_date give_name give_phone give_district correct_that repeat slower wait "
    "goodbye greet thank more go_back start_messages stop_messages wrong_person use_nynorsk "
    "use_bokmal unhappy_with_bot ask_bot confused help affirm deny pick_option".split()
)
"""What only moves the talk along, or gives what was asked for."""
BEGUN = CHOOSING | EVENTS | OWN_CASE | STEERING
"""Of which it is judged whether the message asks instead."""
SAID_FIRST = frozenset(
    "report_death report_abuse undo_choice withdraw_mandate talk_to_human request_callback".split()
)
"""Of these what is never passed over: a grief, a wrong, what is taken back, and a person."""
ASKS = 0.6
"""From here on a message is held to ask: of 9,700 strangers' wishes, events and answers, read by a
model that had not read their author, 70 are; of 123 of their questions that were taken for one of
these, 74 (weights not fitted on the author)."""
OFFSET = -1.28
WEIGHTS = {
    "first": -2.29,
    "question_heard": 9.23,
    "choosing": -1.31,
    "event": -1.81,
    "own_case": -2.13,
    "steering": -1.95,
    "sure": 2.22,
    "like": -0.69,
    "mark": 1.88,
    "ends_asking": -1.54,
    "several": 1.79,
    "begins_asking": -0.52,
    "last_begins_asking": 1.02,
    "asks_within": 1.43,
    "wh": -0.1,
    "may": 0.17,
    "if": 0.64,
    "wishes": 0.26,
    "they": 0.28,
    "please": -1.5,
    "firm": 0.43,
    "digits": -1.16,
    "length": -0.23,
    "sure_and_mark": 1.03,
}
QUESTIONS = frozenset("must_i provider_details list_providers compare_providers".split())
"""The dialogue's own questions by other names than `ask_…`."""


def is_question_intent(intent: str) -> bool:
    """Whether an intent is one of the dialogue's own questions."""
    own = intent.startswith("ask_") and intent not in BEGUN
    return own or intent in QUESTIONS


_FIRST = r"(?:jeg|eg|æ|e|je|ej|vi|me|mi)"
_WISHES = re.compile(
    rf"\b(?:{_FIRST} (?:vil|ville|ønsk\w+|ynskj\w+|skal|tar|tek|velg\w*|vel|går for|trenger|treng)|"
    rf"(?:vil|ønsk\w+|ynskj\w+|ville|kunne) (?:{_FIRST} )?(?:gjerne |helst |bare |berre )*"
    r"(?:ha|få|velge?|velja|velje|bytte?|byt[ea]|beholde|behalde|skifte|bli|slutte|stoppe|melde))\b",
    re.IGNORECASE,
)
"""A wish of the person's own, wherever it stands."""
_MAY = re.compile(
    rf"\b(?:kan|kunne|får|fær|må|lyt|skal|bør|går det an|er det lov|"
    rf"har {_FIRST} (?:lov|rett|krav))\b",
    re.IGNORECASE,
)
_WH = re.compile(
    r"\b(?:hva|ka|kva|hå|hvem|kem|kven|hvor\w*|kor\w*|kvar|hvordan|åssen|når|hvorfor|kvifor|koffor|"
    r"hvilke\w*|stemmer|sant|riktig|lurer|lurte|undr\w+)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:hvis|viss|dersom|om|når) (?:jeg|eg|æ|je|vi|me|hun|ho|han|de|en|man)\b", re.I
)
_THEY = re.compile(
    r"\b(?:de|dei|dem|firma\w*|kommun\w*|hun|ho|han|man|en|ein|dere|dykk|dokker)\b", re.IGNORECASE
)
_PLEASE = re.compile(
    r"\b(?:kan|kunne|vil) (?:du|dere|dykk|dokker|de|noen|nokon)\b|\b(?:gi|gje|send|ring|hjelp) "
    r"(?:meg|mæ|oss)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*\w[^.!?\n]*[.!?]*")


def evidence(
    text: str, intent: str, heard: Mapping[str, float], found: Sequence[Found], *, firm: bool
) -> dict[str, float]:
    """What speaks for it that a message asks, each by its name.

    Args:
        text: as written.
        intent: what it was understood as.
        heard: how surely it was understood as which intent, 0 to 1.
        found: what may answer it, surest first.
        firm: whether a provider is named.
    """
    sentences = [each.group().strip() for each in _SENTENCE.finditer(text)] or [text]
    last, marks = sentences[-1], text.count("?")
    words = len(text.split())
    asked = max((sure for name, sure in heard.items() if is_question_intent(name)), default=0.0)
    return {
        "first": heard.get(intent, 0.0),
        "question_heard": asked,
        "choosing": float(intent in CHOOSING),
        "event": float(intent in EVENTS),
        "own_case": float(intent in OWN_CASE),
        "steering": float(intent in STEERING),
        "sure": found[0].sure if found else 0.0,
        "like": found[0].score if found else 0.0,
        "mark": float(marks > 0),
        "ends_asking": float(last.endswith("?")),
        "several": float(marks > 1),
        "begins_asking": float(is_question(sentences[0].rstrip("?"))),
        "last_begins_asking": float(is_question(last.rstrip("?"))),
        "asks_within": float(asks_somewhere(text)),
        "wh": float(_WH.search(text) is not None),
        "may": float(_MAY.search(text) is not None),
        "if": float(_IF.search(text) is not None),
        "wishes": float(_WISHES.search(text) is not None),
        "they": float(_THEY.search(text) is not None),
        "please": float(_PLEASE.search(text) is not None),
        "firm": float(firm),
        "digits": float(bool(re.search(r"\d{4}", text))),
        "length": log(1 + words),
        "sure_and_mark": (found[0].sure if found else 0.0) * (marks > 0),
    }


def asks(evidence_for_it: Mapping[str, float]) -> float:
    """How likely a message asks, 0 to 1, by what speaks for it (`evidence`)."""
    weighed = OFFSET + sum(weight * evidence_for_it[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + exp(-weighed))
