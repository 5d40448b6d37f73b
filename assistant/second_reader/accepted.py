"""A second reading taken into what the engine understood: the one seam where it enters.

The engine calls this between understanding and the rules. What was found in the message (names,
numbers, dates), its language, who speaks and its danger are the embedded reader's whoever reads:
so the gate judges an answer the same with and without a second reader.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from assistant.second_reader.ours import OURS, stands

READ = 0.9
"""What a second reading counts for in the rules. A language model tells no chance that means
anything: it is as much as a plain wish, and less than what form decides."""
MOST = 5
"""So many acts are taken; three are served at once."""
BY = "read_by"
SECOND = "second"


def accept(
    parsed: dict[str, Any],
    reading: Any,
    *,
    pending: str | None,
    intents: Collection[str],
    length: int,
) -> dict[str, Any]:
    """What was understood, with a second reading in place of the acts and the choice frame.

    Args:
        parsed: as Rasa's pipeline gave it.
        reading: `{"acts": [{"intent", "start", "end"}], "choice": …}` with ids, or None.
        pending: the question that waits for an answer.
        intents: those of the domain.
        length: of the message.

    Returns:
        `parsed` itself where nothing is taken: no reading, an empty one, an intent that nobody
        knows or that is ours, or a message whose embedded reading stands (`ours.stands`).
    """
    acts = reading.get("acts") if isinstance(reading, Mapping) else None
    if not acts or stands(parsed, pending) is not None:
        return parsed
    if any(act["intent"] in OURS or act["intent"] not in intents for act in acts):
        return parsed
    heard = [
        {
            "intent": act["intent"],
            "confidence": READ,
            "start": max(0, min(int(act["start"]), length)),
            "end": max(0, min(int(act["end"]), length)),
        }
        for act in acts[:MOST]
    ]
    first = {"name": heard[0]["intent"], "confidence": READ}
    others = [each for each in parsed.get("intent_ranking") or () if each["name"] != first["name"]]
    return {
        **parsed,
        "intent": first,
        "likely_intent": first,
        "intent_ranking": [first, *others],
        "acts": heard,
        "choice": _frame(reading.get("choice"), parsed),
        BY: SECOND,
    }


def _frame(choice: Mapping[str, Any] | None, parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    """The frame with what only the embedded reader tells: own words, who speaks, what kind."""
    if choice is None:
        return None
    own = parsed.get("choice") or {}
    return {
        "words": own.get("words") or {},
        "speaker": parsed.get("speaker"),
        "kind": parsed.get("kind"),
        **choice,
    }
