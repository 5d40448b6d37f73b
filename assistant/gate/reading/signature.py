"""Who writes: the own name in an answer, and a signature with nothing in it but who signs.

A signature is a closed form: a name, an age, a year of birth, a telephone number. What else stands
behind «hilsen» is read like any other words, for «Hilsen Aud, men ikke ennå» takes a yes back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.gate.reading.signs import UNREAD
from assistant.gate.wording import DOUBT, KNOWN, anywhere, either, table

OWN = "ownname"
"""The word that stands for the name of who may answer."""
ALIKE = 85
"""How alike two spellings of a name must be, of 100; our judgement. «Vente» is not «Bente»."""
FORGIVEN_FROM = 5
"""Letters: a shorter name is told by exactly these letters."""
MOST_IN_A_NAME = 3

NOBODY: frozenset[str] = frozenset()
_WORDS = table("courtesy")
_FAMILY = frozenset(_WORDS["family"].split())
_SIGNED = anywhere([either(_WORDS["signed"])])
_DOUBTS = frozenset(word for words in DOUBT.values() for word in words)
_SIGNER = rf"(?:og )?{either([OWN, *sorted(_FAMILY)])}(?: |$)"
_TAIL = re.compile(
    rf"(?:(?:fra|frå|ifra|from|från|av|fr) )?(?:{_SIGNER})*"
    r"(?:\d{2,3} (?:år|somre)(?: |$))?"
    r"(?:(?:født|fødd|f)(?: i)? (?:\d{4}|otherdate)(?: |$))?"
    rf"(?:(?:{either(_WORDS['before_number'].split())} )*phonenumber(?: |$))?"
)


@dataclass(frozen=True)
class Signed:
    """A sentence without its signature.

    Args:
        line: what else it says, also behind the signature.
        stranger: a name that is none of those who may answer.
        signed: whether there was a signature.
    """

    line: str
    stranger: str | None
    signed: bool


def own_names(names: Sequence[str], text: str) -> frozenset[str]:
    """The parts of the names of who may answer, lower case.

    A name that is also a word of doubt («Anna», «Om») counts where it is written as a name.

    Args:
        names: of those who may answer.
        text: what the person wrote.
    """
    parts = {part.lower() for name in names for part in re.split(r"[\s-]+", name) if part}
    return frozenset(each for each in parts if each not in _DOUBTS or each.capitalize() in text)


def with_own_name(words: Sequence[str], own: frozenset[str], initials: str) -> list[str]:
    """The words with the own name as one word: «Aud Fagerstrand», «Aud», «A F», «A Fagerstrand».

    Args:
        words: of a sentence.
        own: the parts of the name.
        initials: of it, lower case.
    """
    said: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in (4, 3, 2, 1) if _is_own(words[at : at + n], n, own, initials)), 0)
        said.append(OWN if length else words[at])
        at += length or 1
    return said


def _is_own(run: Sequence[str], length: int, own: frozenset[str], initials: str) -> bool:
    if len(run) < length:
        return False
    letters = "".join(each for each in run if len(each) == 1)
    if len(letters) == length:
        return length > 1 and letters in (initials, initials[:1] + initials[-1:])
    return all(each in initials if len(each) == 1 else _is_part(each, own) for each in run)


def _is_part(word: str, own: frozenset[str]) -> bool:
    if word in own:
        return True
    if len(word) < FORGIVEN_FROM or word in KNOWN or word in _DOUBTS:
        return False
    return any(len(part) >= FORGIVEN_FROM and fuzz.ratio(word, part) >= ALIKE for part in own)


def unsigned(line: str, capitals: frozenset[str], *, named: bool) -> Signed:
    """Take the signature from a sentence.

    Args:
        line: its words, with the own name as `OWN`.
        capitals: the words that are written as names are.
        named: whether it is known who may answer; else a name is nobody's in particular.
    """
    found = _SIGNED.search(line)
    if found is None:
        return Signed(line, None, signed=False)
    before, tail = line[: found.start()].strip(), line[found.end() :].strip()
    parsed = _TAIL.match(tail)
    rest = tail[parsed.end() :].split() if parsed else tail.split()
    if not rest or _is_spouse(rest, capitals):
        return Signed(before, None, signed=True)
    if _may_be_a_name(rest, capitals) and (named or capitals.issuperset(rest)):
        return Signed(before, rest[0].capitalize() if named else None, signed=True)
    # Where a name should stand and does not, the words are nobody's yes: «hilsen jo».
    nobody = [] if parsed and parsed.group().strip() else [UNREAD]
    return Signed(" ".join([before, *nobody, *rest]).strip(), None, signed=True)


def _is_spouse(rest: Sequence[str], capitals: frozenset[str]) -> bool:
    """«Hilsen Aud og Per»: another name beside the own one, written as names are."""
    match rest:
        case ["og", name]:
            return name in capitals and _may_be_a_name([name], NOBODY)
    return False


def is_signature(line: str, capitals: frozenset[str]) -> bool:
    """Whether a line of its own is nothing but who signs: «Aud Fagerstrand, 84 år».

    Args:
        line: its words, with the own name as `OWN`.
        capitals: the words that are written as names are.
    """
    parsed = _TAIL.fullmatch(line)
    if parsed is not None and OWN in line.split():
        return True
    # «Aud fra Gjeving»: where somebody lives, written as places are.
    match line.split():
        case [name, "fra" | "frå" | "ifra" | "på" | "i", place] if name == OWN:
            return place in capitals and place not in KNOWN and place not in _DOUBTS
    return False


def _may_be_a_name(words: Sequence[str], capitals: frozenset[str]) -> bool:
    """Whether words may be a name: written as one, or none that the gate knows otherwise."""
    if len(words) > MOST_IN_A_NAME or not all(each.isalpha() for each in words):
        return False
    known = [each for each in words if each in KNOWN or each in _DOUBTS]
    return not known or (len(words) == 1 and capitals.issuperset(words))
