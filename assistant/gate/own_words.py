"""Our own words in what a person sends: a quoted reply, a forwarded text, a reaction.

They are held against the texts that were really sent, and taken away before anything is read. How
programs mark a quotation is in quoting.yml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.gate.wording import either, table

LONG_RUN = 5
"""So many words in a row as we wrote them are a quotation, also without quotation marks. Shorter
runs are how people answer: «det er rett», «ja, Hasselvind Omsorg»."""
SHORT_QUOTE = 2
"""Words inside quotation marks that must be ours in a row."""
LONGEST = 3000

_QUOTE = re.compile(r"[«“„\"‹‘]([^«»“”„\"‹›]{3,}?)(?:[»”“\"›’]|…|\.\.\.|$)", re.DOTALL)
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
_WORDS = table("quoting")
_HEADERS = (
    rf"{either(_WORDS['wrote']['day'])}\b.{{3,80}}\b{either(_WORDS['wrote']['verb'])}\b.*:",
    rf"-+ ?{either(_WORDS['rule'])} ?-+",
    rf"{either(_WORDS['sender'])}: .*",
)
_HEADER = re.compile(rf"^\s*{either(_HEADERS)}\s*$", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[.?!…]+")
_ANSWERS = (["ja"], ["nei"])


@dataclass(frozen=True)
class Own:
    """What is left of a message.

    Args:
        rest: the person's words.
        quotes_us: whether words of ours were taken away from among the person's. A reply that
            quotes line by line («> …») is left out: there the two are told apart by the form.
    """

    rest: str
    quotes_us: bool


def without_ours(text: str, sent: Sequence[str]) -> Own:
    """Take our own words out of a message.

    Args:
        text: as it came.
        sent: the texts that were sent to this person, the latest first.
    """
    ours = [words for each in sent if (words := _words(each[:LONGEST]))]
    rest = _without_quoted_lines(text, ours)
    rest, marked = _without_quotes(rest, ours)
    rest, loose = _without_runs(rest, ours)
    return Own(rest.strip(), marked or loose)


def quotes(quoted: str, sent: str) -> bool:
    """Whether a quotation, perhaps cut off, is of a text that was sent."""
    return _contains(_words(sent), _words(quoted))


def echoes(heard: str, asked: str) -> bool:
    """Whether what a recogniser heard may be our own voice in the caller's loudspeaker.

    A single «ja» is taken as the caller's, though our voice says «for ja, trykk 5»: else nobody
    could answer by voice. Every other run of words out of our question may be ours.

    Args:
        heard: the recogniser's words.
        asked: what we said last.
    """
    words, ours = _words(heard), _words(asked)
    if not words or words in _ANSWERS:
        return False
    return _in_a_row(ours, words)


def _without_quoted_lines(text: str, ours: list[list[str]]) -> str:
    """A text without the lines that quote ours, and what a program wrote above them.

    A line that only looks like a quotation is the person's: «Ja\n> men ikke før jul».
    """
    if not (">" in text or ":" in text):
        return text
    found = False

    def line_out(match: re.Match[str]) -> str:
        nonlocal found
        parts = [words for each in _PART.split(match.group()) if (words := _words(each))]
        # The end of a quotation may be one word; one word alone may be anybody's.
        long_enough = found or sum(map(len, parts)) >= SHORT_QUOTE
        is_ours = long_enough and all(any(_in_a_row(each, part) for each in ours) for part in parts)
        found = found or is_ours
        return "" if is_ours or not parts else match.group()

    rest = _QUOTED_LINE.sub(line_out, text)
    return _HEADER.sub("", rest) if found else rest


def _in_a_row(words: list[str], run: list[str]) -> bool:
    return any(words[at : at + len(run)] == run for at in range(len(words) - len(run) + 1))


def _without_quotes(text: str, ours: list[list[str]]) -> tuple[str, bool]:
    found = False

    def ours_out(match: re.Match[str]) -> str:
        nonlocal found
        quoted = _words(match.group(1))
        is_ours = any(_contains(each, quoted) for each in ours)
        found = found or is_ours
        return " " if is_ours else match.group()

    return _QUOTE.sub(ours_out, text), found


def _without_runs(text: str, ours: list[list[str]]) -> tuple[str, bool]:
    found = False
    for each in ours:
        words = list(_WORD.finditer(text))
        said = [word.group().lower() for word in words]
        if len(said) < LONG_RUN:
            break
        run = SequenceMatcher(None, said, each, autojunk=False).find_longest_match()
        if run.size >= LONG_RUN:
            start, end = words[run.a].start(), words[run.a + run.size - 1].end()
            text, found = f"{text[:start]} {text[end:]}", True
    return text, found


def _contains(words: list[str], quoted: list[str]) -> bool:
    """Whether a quotation stands in our words in a row; its last word may be cut off."""
    if len(quoted) < SHORT_QUOTE:
        return False
    whole, last = quoted[:-1], quoted[-1]
    for at in range(len(words) - len(quoted) + 1):
        if words[at : at + len(whole)] == whole and words[at + len(whole)].startswith(last):
            return True
    return False


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
