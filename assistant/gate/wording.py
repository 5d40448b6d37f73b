"""The words that the gate knows: read from the YAML files beside it, and compiled.

The words are kept apart from the logic so that an adviser can read and extend them. The files, in
words/: yes.yml, yes_to.yml and no.yml, made of the parts in wording.yml, which also holds what may
stand beside an answer and what shows doubt; verdict.yml (phrases looked for inside a message),
courtesy.yml, dates.yml, reactions.yml, automatic.yml and quoting.yml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.gate.phrases import Phrases

ANYTHING = "…"
"""In a phrase: anything between two words. At its end: whatever follows, also in the same word."""

WORDS = Path(__file__).with_name("words")
"""The folder of the files of words."""


def read(path: Path) -> Mapping[str, Any]:
    """A file of words. Every word stays a word: to YAML, «no» and «yes» are truth values else.

    Args:
        path: of a YAML file.
    """
    loader = yaml.BaseLoader(path.read_text(encoding="utf-8"))
    try:
        table: Mapping[str, Any] = loader.get_single_data()
    finally:
        loader.dispose()
    return table


def table(name: str) -> Mapping[str, Any]:
    """One of the files of words beside this module.

    Args:
        name: of the file, without its ending.
    """
    return read(WORDS / f"{name}.yml")


def either(phrases: Iterable[str]) -> str:
    """A regular expression for any of some phrases, the first that fits."""
    return "(?:" + "|".join(phrases) + ")"


def filled(phrase: str, parts: Mapping[str, str]) -> str:
    """A phrase with each {name} in it replaced.

    Args:
        phrase: with names of parts in it, or none.
        parts: a regular expression for each name.
    """
    for name, choices in parts.items():
        phrase = phrase.replace("{" + name + "}", choices)
    return phrase


def parts_of(words: Mapping[str, Any]) -> Mapping[str, str]:
    """The `parts` of a file of words, each as a regular expression."""
    return {name: either(map(re.escape, listed)) for name, listed in words["parts"].items()}


def anywhere(
    phrases: Iterable[str], parts: Mapping[str, str] | None = None, flags: int = 0
) -> re.Pattern[str]:
    """What finds the first of some phrases in a text, as whole words.

    Args:
        phrases: as the YAML files write them.
        parts: what stands for each {name} in them.
        flags: of the regular expression.
    """
    return re.compile(r"\b" + either(_whole(filled(each, parts or {})) for each in phrases), flags)


def _whole(phrase: str) -> str:
    """A phrase that ends where a word does, unless it says otherwise."""
    end = "" if phrase.endswith((ANYTHING, "$")) else r"\b"
    return phrase.removesuffix(ANYTHING).replace(ANYTHING, r"\b.*\b") + end


_WORDING, _YES, _NO = table("wording"), table("yes"), table("no")
_YES_TO = table("yes_to")
_TO_REGISTER = frozenset({"confirm_choice", "confirm_mandate", "resume"})
"""The questions to which «bare sett i gang» is a yes."""
_PARTS = parts_of(_WORDING)

DOUBT: Mapping[str, frozenset[str]] = {
    kind: frozenset(words.split()) for kind, words in _WORDING["doubt"].items()
}
"""Kinds of doubt and the words that show each."""

KNOWN: frozenset[str] = frozenset(
    re.findall(r"\w+", json.dumps([_WORDING, _YES, _YES_TO, _NO], ensure_ascii=False))
)
"""Every word of an answer or of doubt: none of them is a slip of the finger, or a name."""


@cache
def yes(question: str) -> Phrases:
    """The ways to say yes to a question."""
    return _phrases(_yes_to(question), _beside(question), _WORDING["links"])


@cache
def unlinked_yes(question: str) -> Phrases:
    """The same without the little words that lead on: «nå ja», «det, ja» answer nothing."""
    return _phrases(_yes_to(question), _beside(question))


@cache
def bare_yes() -> Phrases:
    """A «ja» with nothing but thanks beside it, as it must be where it is said aloud."""
    return _phrases(_WORDING["spoken"], _WORDING["spoken_beside"])


@cache
def only_to(question: str) -> Phrases:
    """The ways to say yes to this question and no other, some of them with a «not»."""
    return _phrases(_YES_TO.get(question, ()))


@cache
def no(question: str) -> Phrases:
    """The ways to say no to a question."""
    said = [*_NO["no"], *_NO["no_to"].get(question, ())]
    return _phrases(said, _beside(question), _WORDING["links"])


def _yes_to(question: str) -> list[str]:
    ahead = _YES["go_ahead"] if question in _TO_REGISTER else ()
    return [*_YES["yes"], *ahead, *_YES_TO.get(question, ())]


def _beside(question: str) -> list[str]:
    return [*_WORDING["beside"], *_WORDING["beside_to"].get(question, ())]


def _phrases(core: Iterable[str], beside: Iterable[str] = (), links: Iterable[str] = ()) -> Phrases:
    patterns = [
        [re.compile(filled(each, _PARTS)) for each in some] for some in (core, beside, links)
    ]
    return Phrases(*patterns)
