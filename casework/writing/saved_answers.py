"""What a saved answer of a municipality may say: the same as a caseworker may write by hand."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.texts.emergency_numbers import sentences_with_numbers
from casework.writing.free_text import objections

FIELDS = ("fornavn", "saksbehandler", "kommune")
"""Filled in when the answer is put into the box: whom it is to, who writes, and where."""
LONGEST_TITLE = 60
STANDARDS = {"nb": "bokmål", "nn": "nynorsk"}
_FIELD = re.compile(r"\{([^{}]*)\}")


def problems(content: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with an answer, by field; the check of what is sent, made before it is saved.

    Args:
        content: `title`, `nb` and `nn`.
    """
    wrong: dict[str, str] = {}
    if not content["title"]:
        wrong["title"] = "Skriv hva svaret handler om."
    for standard, name in STANDARDS.items():
        text = content[standard]
        unknown = sorted({each for each in _FIELD.findall(text) if each not in FIELDS})
        found = [each.advice for each in objections(_FIELD.sub("Ola", text), private=False)]
        if not text:
            wrong[standard] = f"Skriv svaret på {name}."
        elif unknown or re.search(r"[{}]", _FIELD.sub("", text)):
            allowed = ", ".join(f"{{{each}}}" for each in FIELDS)
            wrong[standard] = f"Det som fylles ut, kan bare være {allowed}."
        elif sentences_with_numbers(text):
            # Those stand in the program's own answer, where nobody can slip.
            wrong[standard] = "Svaret kan ikke ha et nødnummer. Bruk det vanlige svaret om fare."
        elif found:
            wrong[standard] = " ".join(dict.fromkeys(found))
    return wrong


def fill(text: str, values: Mapping[str, str]) -> str:
    """An answer with what is known in place; what nobody knows is left out with its comma."""
    for field in FIELDS:
        value = values.get(field, "")
        text = text.replace(f"{{{field}}}", value) if value else _without(text, field)
    return text.strip()


def _without(text: str, field: str) -> str:
    return re.sub(rf"[ ,]*\{{{field}\}}", "", text)
