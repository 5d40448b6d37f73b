"""Answers as people give them, made short for the tests."""

import re

from assistant.gate.verdict import Answer, Mention, Verdict, judge

PROVIDERS = {"Hasselvind Omsorg": "hasselvind", "Vintereple": "vintereple"}
READ_BACK = "hasselvind"


def mentions(text: str) -> tuple[Mention, ...]:
    """The providers and telephone numbers that stand in a text."""
    named = [
        Mention("provider", value, found.start(), found.end())
        for name, value in PROVIDERS.items()
        for found in re.finditer(re.escape(name), text)
    ]
    numbers = [
        Mention("phone_number", found.group(), found.start(), found.end())
        for found in re.finditer(r"\d{8}", text)
    ]
    return (*named, *numbers)


def answer(text: str, question: str = "confirm_choice", **circumstances: object) -> Answer:
    """An answer of Aud's, to whom Hasselvind Omsorg was read back."""
    given = {"names": ("Aud Fagerstrand",), "read_back": frozenset({READ_BACK})} | circumstances
    return Answer(text, question, mentions=mentions(text), **given)  # type: ignore[arg-type]


def judged(text: str, question: str = "confirm_choice", **circumstances: object) -> Verdict:
    """The verdict on an answer of Aud's."""
    return judge(answer(text, question, **circumstances))
