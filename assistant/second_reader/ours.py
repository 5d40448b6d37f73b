"""What stays ours: where the embedded reading stands, and no other reader is asked or heard.

Danger, an answer to a question of yes and no, codes and dates, and what a message's form decides
are judged before and without a second reader. The app asks this before anything is sent, and the
engine again before it takes a second reading; so this module needs nothing but Python 3.10.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SERIOUS = frozenset({"emergency", "report_death", "report_abuse"})
"""What is never read away, wherever in the message it was heard."""
OURS = frozenset(
    "emergency affirm deny pick_option correct_that give_code give_birth_date give_name give_phone "
    "give_district stop_messages start_messages reaction automatic".split()
)
"""Intents that no second reader may hear: danger, answers, proof, consent, no words at all."""
KEPT = OURS | SERIOUS | {"talk_to_human", "request_callback"}
"""Where the embedded reader heard one of these, it stands: who wants a person gets one. What it
doubts, it has not heard: the rules are told of doubt, and the gate takes no no from it.
"""
LIKELY = 0.35
"""How likely something serious must be to stand, though it is doubted or said on the side."""
DOUBT = "nlu_fallback"
OPEN = frozenset({None, "clarify", "provider", "service", "district", "matters", "offer_person"})
"""The questions that may wait while another reads. In every other one the answer is a yes to what
was read back, a code, a date, a name or a number; a new question is ours until it is named here."""
PROOF = frozenset({"code", "birth_date", "national_id"})
CERTAIN = 1.0
"""The confidence of what form or the waiting question has decided; no model is so sure."""
UNDERSTOOD = frozenset({"nb", "nn", "da", "sv"})


def stands(parsed: Mapping[str, Any], pending: str | None) -> str | None:
    """Why the embedded reading of a message stands; None where another may read it too.

    Args:
        parsed: what the engine understood: `intent`, `confidence` and `doubt`, or Rasa's own
            `intent` and `likely_intent`; `entities`, `acts`, `danger`, `language`.
        pending: the question that waits for an answer.
    """
    intent = parsed.get("likely_intent") or parsed.get("intent")
    if isinstance(intent, Mapping):
        name, confidence = intent.get("name"), intent.get("confidence", 0.0)
        doubted = (parsed.get("intent") or {}).get("name") == DOUBT
    else:
        name, confidence = intent, parsed.get("confidence", 0.0)
        doubted = bool(parsed.get("doubt"))
    likely = [(act["intent"], act["confidence"]) for act in parsed.get("acts") or ()]
    heard = {each for each, chance in [(name, confidence), *likely] if chance >= LIKELY}
    kinds = {entity["entity"] for entity in parsed.get("entities") or ()}
    if parsed.get("danger") or heard & SERIOUS:
        return "danger"
    if pending not in OPEN:
        return "question"
    if kinds & PROOF:
        return "proof"
    if name in KEPT and not doubted:
        return "kept"
    if confidence >= CERTAIN:
        return "form"
    return "language" if parsed.get("language", "nb") not in UNDERSTOOD else None
