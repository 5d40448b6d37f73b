"""The clauses of a message that ask, with where they stand: the story around them asks nothing.

Written, a question ends with its mark. By telephone nothing tells where a sentence ends: there a
question begins the message, ends it, or comes after «jeg lurer på» and «jeg vil vite».
"""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"(?:[^.!?\n]|(?<=\d)\.(?=\d)|(?<=\b\w)\.(?= )|\.(?= ?\d))+[.!?]*")
"""A point after one letter, or before a number, ends nothing: «f. 1936»."""
_WH = (
    r"(?:hva|ka|kva|hå|hvem|kem|kven|hvor\w*|kor\w*|kvar|hvordan|korleis|koss\w*|åssen|når|nårtid|"
    r"hvorfor|kvifor|koffor|koffer|hvilke\w*)"
)
_VERB = (
    r"(?:kan|kunne|var|får|fær|må|lyt|skal|ska|går|gjeng|er|e|har|kommer|kjem|koster|kostar|blir|mister|"
    r"mistar|trenger|treng|tar|tek|finnes|finst|fins|bør|gjelder|gjeld|slutter|leverer|snakker|snakkar|tilbyr|tilbyd|selger|sel|hjelper|driver|driv)"
)
_WHO = (
    r"(?:jeg|eg|æ|je|vi|me|man|en|ein|du|dere|de|dei|dem|den|det|d|han|hun|ho|hu|dette|mor|far|noen|"
    r"nokon|hvem)"
)
_ASKS = rf"(?:{_WH}|{_VERB}\s+(?:\w+\s+)?{_WHO}|om)\b"
_AND = re.compile(rf"\s*,?\s+(?:og|men)\s+(?:så\s+)?(?=(?:{_WH}|{_VERB}\s+{_WHO}|om)\b)", re.I)
_BUT = re.compile(r",\s+men\s+(?=(?:de|dei|det|den|hun|ho|han)\s+\w+)", re.IGNORECASE)
"""«Jeg vurderer Rognelykt, men de leverer vel bare pleie?»: what comes before it only tells."""
_WANTS_TO_KNOW = re.compile(
    rf"\b(?:lur\w+ (?:\w+ )?på(?: var| er)?|undr\w+ (?:på )?|vite|vete|spør\w*(?: om)?|"
    r"opplyst|beskjed om|høre)"
    rf"[:,]?\s+(?={_ASKS})",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    rf"^\W*(?:(?:og|men|så|hei|hallo|jo|ja|enn|du|god\s?dag)\W+)*(?={_WH}\b|{_VERB}\s+{_WHO}\b|(?:kan|får|må)\s+\w)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\s+(?:for|fordi|siden|men)\s+(?:nå|no|jeg|eg|æ|han|hun|ho|de|dei|det|da|i)\b", re.IGNORECASE
)
"""Where a question ends and its reason begins: «… for nå har det kommet nye folk»."""
_LAST = re.compile(
    rf"(?<!\bså )(?<!\bda )(?<!\bnå )(?<!\bno )(?<!\bdet )(?<!\bd )"
    rf"\b(?:(?:kan|kunne|får|fær|må|lyt|skal|går|gjeng|er|e|var|bør|mister|mistar|trenger|treng|"
    rf"koster|kostar)\s+{_WHO}(?!\s+at\b)|(?:hva|ka|kva|hvem|kem|kven|hvor|når|hvorfor|kvifor))\b",
    re.IGNORECASE,
)
"""What a spoken question begins with; other verbs stand before «det» in what only tells, and so
does «det er det at»."""
NEAR_THE_END = 12
"""Words of a question that a spoken message ends with."""
LEAST = 3
"""Words of a clause that is a question of its own."""


@dataclass(frozen=True)
class Clause:
    """A part of a message that asks.

    Attributes:
        text: as written.
        start: where in the message it begins.
        end: where it ends.
        marked: whether it ends with a question mark.
    """

    text: str
    start: int
    end: int
    marked: bool


def asking(text: str) -> list[Clause]:
    """The clauses of a message that ask, in the order they stand."""
    found: list[Clause] = []
    before: int | None = None
    for sentence in _SENTENCE.finditer(text):
        said, at = sentence.group(), sentence.start()
        if said.rstrip().endswith("?"):
            if len(said.split()) < LEAST and before is not None:
                at, said = before, text[before : sentence.end()]
            found += _split(said, at, marked=True)
        elif (wants := _wants_to_know(said)) is not None:
            found += _split(said[wants:], at + wants, marked=False)
        before = sentence.start()
    return found or _spoken(text)


def _wants_to_know(said: str) -> int | None:
    """Where what somebody wants to know begins, after «jeg lurer på»."""
    for found in _WANTS_TO_KNOW.finditer(said):
        if len(said[found.end() :].split()) >= LEAST:
            return found.end()
    return None


def _spoken(text: str) -> list[Clause]:
    """The questions of a message without a mark: what it or its end begins with, and ends with."""
    sentences = list(_SENTENCE.finditer(text))
    if not sentences:
        return []
    said, at = sentences[-1].group(), sentences[-1].start()
    found: list[Clause] = []
    if (begins := _BEGINS.match(said)) is not None:
        reason = _BECAUSE.search(said, begins.end())
        end = reason.start() if reason else len(said)
        found = _split(said[begins.end() : end], at + begins.end(), marked=False)
    words = list(re.finditer(r"\S+", text))
    near = words[-min(NEAR_THE_END, len(words))].start() if words else 0
    near = max([near, *(each.end for each in found)])
    if (tail := _LAST.search(text, near)) is not None:
        found.append(_clause(text[tail.start() :], tail.start(), marked=False))
    return found


def _split(said: str, at: int, *, marked: bool) -> list[Clause]:
    """A sentence at each «og» that another question follows."""
    parts, begin = [], 0
    if marked and (but := _BUT.search(said)) is not None:
        at, said = at + but.end(), said[but.end() :]
    for joint in _AND.finditer(said):
        if len(said[begin : joint.start()].split()) >= LEAST:
            parts.append((begin, joint.start()))
            begin = joint.end()
    parts.append((begin, len(said)))
    return [_clause(said[start:end], at + start, marked=marked) for start, end in parts]


def _clause(said: str, at: int, *, marked: bool) -> Clause:
    left = len(said) - len(said.lstrip())
    return Clause(said.strip(), at + left, at + len(said.rstrip()), marked)
