"""A dialogue for tests: the real rules choose the real actions; only understanding is a list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from assistant.actions.every_turn import in_every_turn
from assistant.actions.situation import Dependencies, Situation
from assistant.actions.webhook import ACTIONS, OTHERS

RULES = Path(__file__).parents[2] / "assistant/data/rules"

UNDERSTOOD = {
    "ja": "affirm",
    "nei": "deny",
    "jeg må tenke på det": "think_it_over",
    "jeg vil velge": "choose_provider",
    "hva koster det?": "ask_price",
    "stopp": "stop_messages",
    "hjelp": "help",
}


def rules() -> dict[tuple[str, str | None], str]:
    """The action for an intent and the question that waits; None is for any other question."""
    found = {}
    for file in RULES.glob("*.yml"):
        for rule in yaml.safe_load(file.read_text("utf-8"))["rules"]:
            conditions = rule.get("condition") or [{"slot_was_set": [{"pending": None}]}]
            pending = conditions[0]["slot_was_set"][0]["pending"]
            intent, action = rule["steps"][0]["intent"], rule["steps"][1]["action"]
            found[intent, pending] = action
    return found


def dialogue(action_dependencies: Dependencies) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What the engine answers, with actions that ask these rooms."""
    chosen = rules()

    def turn(request: dict[str, Any]) -> dict[str, Any]:
        text, slots = request["text"].lower(), dict(request["slots"])
        entities = []
        intent = UNDERSTOOD.get(text, "nlu_fallback")
        if text.isdecimal():
            intent = "pick_option"
            where = {"start": 0, "end": len(text)}
            entities.append({"entity": "option", "value": int(text), **where})
        situation = Situation.of(
            action_dependencies,
            {
                "latest_message": {
                    "text": text,
                    "intent": {"name": intent},
                    "entities": entities,
                    "metadata": request["context"],
                },
                "slots": slots,
            },
        )
        action = chosen.get((intent, slots.get("pending"))) or chosen[intent, None]
        reply = in_every_turn(ACTIONS[action], OTHERS)(situation)
        kept = {name: value for name, value in (slots | reply.slots).items() if value is not None}
        return {"messages": reply.messages, "slots": kept, "understood": {"intent": intent}}

    return turn
