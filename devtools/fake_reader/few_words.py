"""A reading by a few words, so that the double has something to say. It is no model, and reads
badly: it is there to show the way of a message, never how well one is read.
"""

import json
from typing import Any

SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("report_problem", ("kommer ikke", "kom ikke", "slurv", "for sent")),
    ("switch_provider", ("bytt", "byt", "bli kvitt")),
    ("choose_provider", ("vil ha", "vel", "ønsker")),
    ("ask_price", ("koster", "kostar", "pris")),
    ("list_providers", ("hvem kan", "kven kan", "hvilke")),
)
OTHERWISE = "out_of_scope"


def read(question: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """An answer of the schema.

    Args:
        question: the user's message of the request.
        schema: of structured outputs.
    """
    text = str(question["melding"])
    heard = [name for name, signs in SIGNS if any(sign in text for sign in signs)] or [OTHERWISE]
    providers = _providers(schema)
    named = [name for name in providers if name in text]
    want = [{"service": None, "provider": name} for name in named if heard[0] != OTHERWISE]
    choice = {"want": want, "keep": [], "reject": [], "condition": None, "negated": False}
    return {
        "acts": [{"intent": name, "quote": text} for name in heard],
        "choice": choice if want else None,
    }


def _providers(schema: dict[str, Any]) -> list[str]:
    """The names that the schema allows, wherever in it they stand."""
    kinds = schema["$defs"]["Pair"]["properties"]["provider"]
    found: list[str] = []
    for kind in kinds.get("anyOf", [kinds]):
        found += kind.get("enum", []) or ([kind["const"]] if "const" in kind else [])
    return [each for each in found if each]


def as_content(answer: object) -> str:
    """An answer as a model writes it."""
    return json.dumps(answer, ensure_ascii=False)
