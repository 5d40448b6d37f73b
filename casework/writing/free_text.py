"""The check of what a caseworker writes by hand: promise 5 for words that no template made.

A text message lies open on a locked screen and in the network. What a machine can know about a
text is refused, with a way out in words, and there is no button to send it all the same: the
promise was given to the citizen, who is not asked (docs/decisions/014).
"""

import enum
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.yaml_files import read_yaml

_WORDS = Path(__file__).with_name("private_words.yml")
LONGEST = 1600
"""Characters: as much as Twilio takes in one text, and more than anybody should write."""


class Kind(enum.StrEnum):
    """What is wrong with a text."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NATIONAL_ID = "national_id"
    CODE = "code"
    LINK = "link"
    HEALTH = "health"
    DECISION = "decision"


@dataclass(frozen=True)
class Objection:
    """Why a text may not go.

    Attributes:
        found: the words that it is about, as they stand in the text.
        advice: what helps, in Norwegian.
    """

    kind: Kind
    found: str
    advice: str


_NATIONAL_ID = re.compile(r"(?<!\d)\d{6}[ .\-]?\d{5}(?!\d)")
_CODE = re.compile(r"(?<!\d)\d{3}[ .\-]?\d{3}[ .\-]?\d{3}(?!\d)")
_LINK = re.compile(
    r"\b(?:https?:|www\.)\S*|\b[\wæøå.\-]+\.(?:no|com|net|org|eu|io|info)\b(?:/\S*)?", re.IGNORECASE
)
_HOURS = re.compile(
    r"\b(?:\d+(?:[,.]\d+)?|en|to|tre|fire|fem|seks|sju|åtte|ni|ti) tim(?:e|er|ar)\b"
    r"(?= (?:hjelp )?(?:i|per|pr\.?|om|hver|kvar)"
    r" (?:uke|uka|uken|veka|veke|dagen|døgnet|måneden|månaden)\b)",
    re.IGNORECASE,
)
_ADVICE = {
    Kind.EMPTY: "Skriv noe først.",
    Kind.TOO_LONG: f"Teksten er for lang. Den kan ha {LONGEST} tegn.",
    Kind.NATIONAL_ID: "Fødselsnummer skal aldri sendes. Ta det bort.",
    Kind.CODE: "Dette ser ut som en kode fra et brev. Den skal aldri sendes.",
    Kind.LINK: "Kommunen sender ikke lenker i SMS. Skriv hvor innbyggeren kan ringe.",
}


def objections(text: str, *, private: bool, links: bool = False) -> list[Objection]:
    """Why a text may not go; empty where it may.

    Args:
        text: as written.
        private: whether the channel carries private things: the web, to somebody who has shown who
            it is. There only numbers that are keys to somebody's identity are refused.
        links: whether the channel may carry links: the web, to anybody.
    """
    if not text.strip():
        return [_objection(Kind.EMPTY, "")]
    found = [_objection(Kind.TOO_LONG, "")] if len(text) > LONGEST else []
    found += [_objection(Kind.NATIONAL_ID, hit) for hit in _hits(_NATIONAL_ID, text)]
    found += [_objection(Kind.CODE, hit) for hit in _hits(_CODE, text)]
    if private:
        return found
    if not links:
        found += [_objection(Kind.LINK, hit) for hit in _hits(_LINK, text)]
    for kind in (Kind.HEALTH, Kind.DECISION):
        pattern, advice = _private()[kind]
        found += [Objection(kind, hit, advice) for hit in _hits(pattern, text)]
    decision = _private()[Kind.DECISION][1]
    return found + [Objection(Kind.DECISION, hit, decision) for hit in _hits(_HOURS, text)]


def _objection(kind: Kind, found: str) -> Objection:
    return Objection(kind, found, _ADVICE[kind])


def _hits(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(found.group() for found in pattern.finditer(text)))


@cache
def _private() -> dict[Kind, tuple[re.Pattern[str], str]]:
    topics = read_yaml(_WORDS)
    return {Kind(name): (_pattern(each["words"]), each["advice"]) for name, each in topics.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
