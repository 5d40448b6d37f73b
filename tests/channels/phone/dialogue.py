"""A small dialogue for the tests of calls, spoken over the engine's own protocol."""

from typing import Any

Answer = dict[str, Any]

PROVIDERS = [
    {"label": "Solvang & Sønn", "value": "solvang"},
    {"label": "Fjordomsorg", "value": "fjordomsorg"},
    {"label": "Kommunens egen tjeneste", "value": "municipal"},
]
QUESTIONS: dict[str, Answer] = {
    "code": {"say": "call.code", "expect": "code"},
    "birth_date": {"say": "call.birth_date", "expect": "birth_date"},
    "pick": {"say": "call.pick", "expect": "option", "options": PROVIDERS},
}


def confirm(provider: str) -> Answer:
    label = next(each["label"] for each in PROVIDERS if each["value"] == provider)
    return {"say": "call.confirm", "expect": "yes_no", "values": {"provider": label}}


def talk(request: dict[str, Any]) -> Answer:
    """Choose a provider: code, birth date, pick, confirm; steering words work everywhere."""
    slots = dict(request["slots"])
    slots["turns"] = slots.get("turns", 0) + 1
    if request["text"].lower() == "jeg får ikke puste":
        slots["crisis"] = {"kind": "urgent"}
    messages = steering(request) or step(request["text"].lower(), slots, request)
    return {"messages": messages, "slots": slots, "understood": {"intent": "test"}}


def steering(request: dict[str, Any]) -> list[Answer] | None:
    caller = request["context"]["caller"]
    if request["context"]["input"] == "start":
        return [{"say": "call.greet", "expect": "free"}]
    to_whom = (
        {"say": "call.person", "values": {"number": {"phone": caller}}}
        if caller
        else {"say": "call.hidden"}
    )
    return {
        "menneske": [
            {"do": "hand_over", "reason": "asked", "urgent": False, "person": None,
             "summary": {"wish": "switch"}},
            to_whom,
        ],
        "jeg får ikke puste": [
            {"do": "hand_over", "reason": "emergency", "urgent": True, "person": None},
            {"say": "call.emergency"},
        ],
        "noen": [{"do": "connect", "reason": "asked"}, {"say": "call.hidden"}],
        "gjenta": [{"do": "repeat"}],
        "saktere": [{"do": "pace", "value": "slower"}, {"say": "call.slower"}, {"do": "repeat"}],
        "høyere": [{"do": "pace", "value": "louder"}],
        "vent litt": [{"do": "pace", "value": "wait"}, {"say": "call.wait"}],
        "nynorsk": [{"do": "standard", "value": "nn"}, {"say": "call.nynorsk"}],
        "ha det": [{"say": "call.bye"}, {"do": "end"}],
        "legg på": [{"do": "end"}],
    }.get(request["text"].lower())  # fmt: skip


def step(text: str, slots: dict[str, Any], request: dict[str, Any]) -> list[Answer]:
    match slots.get("pending"):
        case "code" if text.isdecimal() and len(text) == 9:
            slots["pending"] = "birth_date"
            return [{"do": "mask"}, QUESTIONS["birth_date"]]
        case "birth_date" if text.isdecimal():
            slots["pending"] = "pick"
            return [QUESTIONS["pick"]]
        case "pick" if text in {"1", "2", "3"}:
            slots |= {"pending": "confirm", "provider": PROVIDERS[int(text) - 1]["value"]}
            return [confirm(slots["provider"])]
        case "confirm" if text == "ja":
            slots["pending"] = None
            return [{"say": "call.done", "values": {"case": {"digits": "26 014"}}}]
        case "confirm":
            slots["pending"] = "pick"
            return [QUESTIONS["pick"]]
    if "bytte" in text:
        slots["pending"] = "code"
        return [QUESTIONS["code"]]
    return [{"say": "call.said", "values": {"words": request["text"]}}]
