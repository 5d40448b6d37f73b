"""A message without its courtesy: greeting, farewell, signature, thanks, sighs.

What is left is what the person says. Nothing is left out that may change it: what is not known to
be courtesy stays. Everything here walks over the text once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assistant.gate.reading.repeated import PHONE_NUMBER, repeated
from assistant.gate.reading.signature import (
    OWN,
    is_signature,
    own_names,
    unsigned,
    with_own_name,
)
from assistant.gate.reading.signs import folded, marked, without_inner_dots
from assistant.gate.wording import KNOWN, anywhere, either, table

LONGEST = 600
"""Characters: no answer to a yes/no question needs more. A longer message is never a yes."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[\U0001F300-\U0001FAFF☀-➿✅❌⛔]", re.UNICODE)
_SENTENCE = re.compile(r"[.!?;\n]+|[…]+")
_WHO = frozenset({OWN, PHONE_NUMBER.strip(), *table("courtesy")["before_number"].split()})
_STRESS = re.compile(r"(\w)\1{2,}")
_CAPITAL = re.compile(r"\b[A-ZÆØÅÁČĐŊŠŦŽÄÖ][\w'-]+")

MOST_GREETINGS = 4
READ_BACK = "samename"
"""The word that stands for the name that was read back."""

_WORDS = table("courtesy")
_NO_OTHER = KNOWN | {OWN}
_GLUED = {run: apart.split() for run, apart in _WORDS["glued"].items()}
_SPELT_RIGHT = _WORDS["spelt_right"].split()
_NOT_SLIPS = frozenset(_WORDS["not_slips"].split())
_LONG_ENOUGH = 5
_KEYS = ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm")
_GREETING = re.compile(rf"(?:{either(_WORDS['greeting'])})(?= |$)")
_FAREWELL = re.compile(rf"(?:^| )(?:{either(_WORDS['farewell'])})$")
_TO_HAVE = re.compile(r"\b(?:vil|vill|skal|ska|ønsker|ynskjer|å|få|jeg|eg|æ|må|kan)$")
"""Before «ha det» it is no farewell: «jeg vil ha det»."""
_THANKS = re.compile(either(_WORDS["thanks"]))
_OTHERS = {"word": r"(?P<name>[^\W\d]+)", "letters": r"(?P<name>[a-zæøå]{3,})"}
_ANOTHER_HERE = [anywhere([f"{each}$"], _OTHERS) for each in _WORDS["another_here"]]
_FAMILY, _SIGHS, _MOVED, _FRIENDLY = (
    frozenset(_WORDS[kind].split()) for kind in ("family", "sighs", "moved", "friendly")
)
# «Jau takk, mor»: after a sign of its own, for «ja for mor» says something else.
_SIGNED_BY_FAMILY = re.compile(
    rf"[,.!\n]\s*(?:{'|'.join(sorted(_FAMILY))})[\s.,!]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Clean:
    """What a message says once courtesy is taken away.

    Args:
        sentences: the words of each sentence, lower case; empty sentences are left out.
        asks: whether there is a question mark.
        signer: a name that somebody signed or introduced himself with, where it is not one of
            those who may answer; None where none was given or it is one of them.
        courtesy: whether anything was taken away.
        cut: whether the message was longer than what is read.
    """

    sentences: tuple[tuple[str, ...], ...]
    asks: bool
    signer: str | None = None
    courtesy: bool = False
    cut: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All the words in order."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The words without the own name and telephone number: «ANGRE Aud» is «angre»."""
        return tuple(word for word in self.words if word not in _WHO)


def words(text: str) -> list[str]:
    """The words of a text in lower case, without signs, one spelling for stress («jaaa»)."""
    found: list[str] = []
    for word in _WORD.findall(_STRESS.sub(r"\1", folded(text).lower())):
        found += _GLUED.get(word, [word])
    return [_respelt(word) for word in found]


def clean(
    text: str,
    names: Sequence[str] = (),
    asked: str = "",
    numbers: frozenset[str] = frozenset(),
) -> Clean:
    """Take courtesy away.

    Args:
        text: the person's words, without our own in them.
        names: of those who may answer; a signature with another name is told of.
        asked: what was read back, which an answer may repeat.
        numbers: the telephone numbers in it.
    """
    plain = folded(text)
    read = repeated(without_inner_dots(plain[:LONGEST]), asked, numbers)
    read = _SIGNED_BY_FAMILY.sub("", marked(read))
    own = own_names(names, plain)
    initials = "".join(part[0] for name in names for part in name.lower().split())
    capitals = frozenset(each.lower() for each in _CAPITAL.findall(plain))
    sentences: list[tuple[str, ...]] = []
    dropped: list[tuple[str, ...]] = []
    signer, courtesy = None, False
    for sentence in _SENTENCE.split(read):
        said = with_own_name(words(sentence), own, initials)
        signed = unsigned(" ".join(said), capitals, named=bool(names))
        line, who = (signed.line, signed.stranger)
        line, other = _without_courtesy(line)
        if sentences and is_signature(line, capitals):
            line = ""
        signer = signer or who or other
        left = line.split()
        courtesy = courtesy or len(left) != len(said) or OWN in left
        if left:
            sentences.append(tuple(left))
        elif said and not signed.signed:
            dropped.append(tuple(said))
    if not sentences and dropped and _FAREWELL.fullmatch(" ".join(dropped[0])):
        sentences = dropped[:1]  # «Ha det» alone is what is said.
    asks = any(each in plain for each in "?⁉❓")
    return Clean(tuple(sentences), asks, signer, courtesy, cut=len(plain) > LONGEST)


def _without_courtesy(line: str) -> tuple[str, str | None]:
    """The line without greeting, farewell, thanks and sighs; a stranger who says that he writes."""
    for _ in range(MOST_GREETINGS):
        greeting = _GREETING.match(line)
        if greeting is None:
            break
        line = line[greeting.end() :].strip()
    while (farewell := _FAREWELL.search(line)) is not None:
        if _TO_HAVE.search(line[: farewell.start()]):
            break
        line = line[: farewell.start()].strip()
    signer = _another_here(line)
    if _THANKS.fullmatch(line):
        line = ""
    left = _without([word for word in line.split() if word not in _FRIENDLY], _SIGHS)
    if len(_without(left, _MOVED)) > 1:
        left = _without(left, _MOVED)
    return " ".join(left), signer


def _another_here(line: str) -> str | None:
    """The name of whoever says at the end of a sentence that it is they who write.

    It may be whoever was read back: «Dette er Tone. Ja.»
    """
    found = (pattern.search(line) for pattern in _ANOTHER_HERE)
    names = (match.group("name") for match in found if match)
    return next(
        (name.capitalize() for name in names if name == READ_BACK or name not in _NO_OTHER), None
    )


def _without(said: list[str], signs: frozenset[str]) -> list[str]:
    """The words without those at their start and end."""
    start, stop = 0, len(said)
    while start < stop and said[start] in signs:
        start += 1
    while stop > start and said[stop - 1] in signs:
        stop -= 1
    return said[start:stop]


def _respelt(word: str) -> str:
    """One slip of the finger in one of the longer words of an answer, put right.

    A slip is two letters in the wrong order, one too many or too few, or a key beside the right
    one; never in the first letter or the last, where other words begin and end.
    """
    if len(word) < _LONG_ENOUGH or word in KNOWN or word in _NOT_SLIPS:
        return word
    return next((known for known in _SPELT_RIGHT if _is_slip(word, known)), word)


def _is_slip(word: str, known: str) -> bool:
    if word[0] != known[0] or word[-1] != known[-1] or OSA.distance(word, known) != 1:
        return False
    if len(word) != len(known) or sorted(word) == sorted(known):
        return True
    wrong, right = next(
        (each, other) for each, other in zip(word, known, strict=True) if each != other
    )
    return _beside(wrong, right)


def _beside(one: str, other: str) -> bool:
    """Whether two letters lie beside each other on a keyboard."""
    places = [
        (row, keys.find(letter))
        for letter in (one, other)
        for row, keys in enumerate(_KEYS)
        if letter in keys
    ]
    if len(places) != 2:  # noqa: PLR2004 - a letter that is on no key
        return False
    (row, at), (other_row, other_at) = places
    return abs(row - other_row) <= 1 and abs(at - other_at) <= 1
