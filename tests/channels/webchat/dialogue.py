"""A dialogue by protocol for the chat: by the words written, the application's own texts."""

from typing import Any

Answer = dict[str, Any]

HASSELVIND, KLOKKEBEKK = {"provider": "hasselvind"}, {"provider": "klokkebekk"}
SOURCE = {"url": "https://www.oslo.kommune.no/hjemmetjenester", "checked": "2026-11-20"}


def card(provider: dict[str, str]) -> Answer:
    return {
        "say": "provider.card",
        "values": {
            "provider": provider,
            "owner": {"say": "owner.company", "values": {}},
            "languages": {"list": [{"language": "no"}, {"language": "pl"}]},
            "same_helper": {"say": "fact.missing", "values": {}},
            "hours": {"say": "fact.hours", "values": {"from": "07.00", "to": "23.00"}},
            "extra": {"say": "fact.no", "values": {}},
            "speaks": {"say": "card.speaks_unknown"},
            "keeps": {"say": "card.keeps_unknown"},
            "comes": {"say": "card.comes", "values": {"from": "07.00", "to": "23.00"}},
            "sells": {"say": "card.sells_not"},
        },
        "sources": [SOURCE],
    }


def pick() -> Answer:
    options = [{"label": each, "value": "x"} for each in (HASSELVIND, KLOKKEBEKK)]
    return {
        "say": "choice.pick",
        "values": {},
        "options": options,
        "expect": "option",
        "cards": [card(HASSELVIND), card(KLOKKEBEKK)],
    }


CODE = "631467268"
"""The one that is right."""

ANSWERS: dict[str, list[Answer]] = {
    "pris": [{"say": "price.same", "values": {}, "source": SOURCE}],
    "velge": [pick()],
    "sammenlign": [{"say": "compare.neutral", "values": {}}, card(HASSELVIND), card(KLOKKEBEKK)],
    "1": [
        {"say": "choice.read_back", "values": {"who": "Astrid", "provider": HASSELVIND}},
        {"say": "prompt.confirm_choice", "values": {}, "expect": "yes_no"},
    ],
    "ja": [
        {"say": "choice.receipt", "values": {"provider": HASSELVIND, "case": {"digits": "26-1"}}},
        {"say": "choice.receipt_undo", "values": {}},
    ],
    "brann": [
        {"say": "emergency.fire", "values": {}},
        {"say": "emergency.told", "values": {}},
        {"do": "hand_over", "reason": "emergency", "urgent": True, "person": None, "summary": {}},
    ],
    "vedtak": [{"say": "choice.which_service", "values": {}, "expect": "free"}],
    "hvem kan jeg velge?": [{"say": "prompt.district", "values": {}, "expect": "free"}],
    "frogner": [
        {
            "say": "providers.can_choose_for",
            "values": {
                "providers": {"list": [HASSELVIND, KLOKKEBEKK]},
                "services": {"list": [{"service": "practical_assistance"}]},
            },
            "about": {"district": "030105", "services": ["practical_assistance", "bpa"]},
            "cards": [
                {**card(HASSELVIND), "services": ["practical_assistance", "bpa"]},
                {**card(KLOKKEBEKK), "services": ["bpa"]},
            ],
        }
    ],
    "jeg vil velge": [{"say": "prompt.code", "values": {}, "expect": "code"}],
    "jeg har mistet brevet": [
        {"say": "lost_letter.no_harm", "values": {}},
        {"say": "lost_letter.order_here", "values": {}},
    ],
    "ring oss": [{"say": "person.coming", "values": {"municipality": "Oslo", "number": ""}}],
    "ha det": [{"say": "goodbye", "values": {}}, {"do": "end"}],
    "skriv nynorsk": [{"do": "standard", "value": "nn"}, {"say": "standard.nn", "values": {}}],
    "jeg vil snakke med et menneske": [
        {
            "do": "hand_over",
            "reason": "asked",
            "urgent": False,
            "person": None,
            "promised_at": "2026-11-23T15:00:00+01:00",
            "summary": {},
        },
        {"say": "person.coming", "values": {"municipality": "Oslo", "number": ""}},
    ],
    "ingenting": [],
}
"""By what was written, in small letters."""


def talk(request: dict[str, Any]) -> Answer:
    text, slots = request["text"], dict(request["slots"])
    slots["turns"] = slots.get("turns", 0) + 1
    digits = sum(sign.isdecimal() for sign in text)
    messages = ANSWERS.get(text.lower(), [{"say": "thank", "values": {}}])
    if digits >= 9:
        right = "".join(sign for sign in text if sign.isdecimal()) == CODE
        says = {"say": "proof.ok" if right else "proof.wrong", "values": {}}
        messages = [{"do": "mask"}, says]
    return {"messages": messages, "slots": slots, "understood": {"intent": "test"}}
