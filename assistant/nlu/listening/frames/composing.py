"""Messages about choosing put together from assistant/data/choice, with what they say.

Every piece says what is wished for, kept, rejected or only talked about; a message is one to three
of them. They teach the words of dialects that nobody in the training data has happened to use, and
are never judged on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.nlu.entity import Found
from assistant.nlu.listening.frames.frame import Frame, Pair
from provider_catalog.names import MUNICIPAL

SEED = 12
SLOT = re.compile(r"\{(\w)(2?)\}|\[|\]")
OURS = ("kommunen", "kommunen", "kommunen", "kommuna", "de kommunale", "hjemmetjenesten i kommunen")
NAMES = ("hasselvind", "klokkebekk", "vintereple", "lommedugg", "rognelykt", "granbo")
KINDS = {
    "want": "wish", "want_condition": "wish", "keep": "wish", "keep_help": "wish", "stay": "wish",
    "anybody": "wish", "reject": "wish", "instead": "wish", "from_to": "wish", "split": "wish",
    "question": "question", "statement": "statement",
}  # fmt: skip
"""Pieces, and what a message with them is: a wish, a question or a statement."""
WITH = {
    "want": ("keep_help", "reject", "statement", "because", "keep"),
    "want_condition": ("keep_help", "reject"),
    "keep": ("reject", "statement", "anybody"),
    "keep_help": ("anybody", "reject"),
    "stay": ("reject", "statement"),
    "anybody": ("reject", "keep_help"),
    "reject": ("anybody", "statement", "stay"),
    "instead": ("keep_help", "because"),
    "from_to": ("keep_help", "because"),
    "split": ("because", "reject"),
    "question": ("statement", "question"),
    "statement": ("statement",),
}
"""What may be said beside a piece."""
SIGNS = (". ", ". ", ", ", " ", " og ", "! ", " - ")
DENIES = re.compile(
    r"\b(?:ikke|ikkje|itj|itte|nei|aldri|ingen|verken|nekter|for gammel|god nok)\b", re.I
)


@dataclass
class Composed:
    """A message put together: its text, the names in it, the truth of each place and the frame."""

    text: str = ""
    kind: str = "statement"
    found: list[Found] = field(default_factory=list)
    parts: list[tuple[int, str]] = field(default_factory=list)
    frame: Frame | None = None


class _Maker:
    def __init__(self, table: dict[str, Any], dice: random.Random) -> None:
        self._table, self._dice = table, dice
        self._names = [*NAMES]
        dice.shuffle(self._names)
        self._kinds = [*("home_nursing", "practical_assistance") * 4]
        if dice.random() < 0.5:
            self._kinds = self._kinds[1:]
        if dice.random() < 0.12:
            self._kinds[dice.randrange(2)] = "bpa"
        self._used: dict[str, str] = {}
        self.made = Composed()
        self._want: list[Pair] = []
        self._keep: list[Pair] = []
        self._reject: list[str] = []
        self._condition: str | None = None

    def add(self, group: str, piece: str) -> None:
        """Add a piece with names and kinds of help in its places."""
        text = self.made.text
        if text:
            text += self._dice.choice(SIGNS)
        at, begun = 0, 0
        who: dict[str, str] = {}
        what: dict[str, str] = {}
        for match in SLOT.finditer(piece):
            text += piece[at : match.start()]
            at = match.end()
            if match.group() == "[":
                begun = len(text)
            elif match.group() == "]":
                self._condition = text[begun:]
            else:
                letter, second = match.group(1), match.group(2)
                if letter.isupper():
                    text = self._provider(text, letter, second, who)
                else:
                    text = self._help(text, letter, second, what)
        text += piece[at:]
        self.made.text = text
        self._say(group, who, what)

    def _provider(self, text: str, letter: str, second: str, who: dict[str, str]) -> str:
        name = who.get(letter + second)
        if name is None:
            ours = letter in "KNR" and not self._used.get("ours") and self._dice.random() < 0.4
            ours |= letter == "W" and not self._used.get("ours") and self._dice.random() < 0.12
            name = MUNICIPAL if ours else self._names.pop()
            self._used["ours"] = "yes" if ours else self._used.get("ours", "")
            who[letter + second] = name
        said = self._dice.choice(OURS) if name == MUNICIPAL else name.capitalize()
        if name != MUNICIPAL and self._dice.random() < 0.3:
            said = said.lower()
        part = {"W": "want", "K": "keep", "R": "reject", "N": "none"}[letter]
        self.made.parts.append((len(text), part))
        self.made.found.append(Found("provider", name, len(text), len(text) + len(said), "made"))
        return text + said

    def _help(self, text: str, letter: str, second: str, what: dict[str, str]) -> str:
        kind = self._used.setdefault(f"{letter}{second}", self._kinds[0 if letter == "w" else 1])
        if letter == "n" or second:
            kind = self._kinds[1] if letter == "w" else self._dice.choice(self._kinds[:2])
        what[letter + second] = kind
        said = str(self._dice.choice(self._table["helps"][kind]))
        part = {"w": "want", "k": "keep", "n": "none"}[letter]
        self.made.parts.append((len(text), part))
        return text + said

    def _say(self, group: str, who: dict[str, str], what: dict[str, str]) -> None:
        for letter, told in (("w", self._want), ("k", self._keep)):
            names = [key for key in who if key[0] == letter.upper()]
            kinds = [key for key in what if key[0] == letter]
            if len(names) == 1:
                told.extend([(what[k], who[names[0]]) for k in kinds] or [(None, who[names[0]])])
            elif names:
                told.extend((what.get(letter + n[1:]), who[n]) for n in names)
            else:
                told.extend((what[k], None) for k in kinds)
        self._reject += [who[key] for key in who if key[0] == "R"]
        if group == "anybody" and not what:
            self._want.append((None, None))
        if group == "stay":
            self._keep.append((None, None))

    def done(self, kind: str) -> Composed:
        """The message with its frame."""
        made, dice = self.made, self._dice
        made.kind = kind
        wished = {provider for _, provider in self._want}
        reject = tuple(sorted({r for r in self._reject if r not in wished}))
        denied = bool(reject) or (not self._want and bool(DENIES.search(made.text)))
        keep = tuple(p for p in self._keep if p != (None, None) or len(self._keep) == 1)
        if self._want or keep or reject:
            made.frame = Frame(
                want=tuple(self._want), keep=keep, reject=reject,
                condition=self._condition, negated=denied and bool(kind == "wish"),
            )  # fmt: skip
        style = dice.random()
        if style < 0.3:
            made.text = re.sub(r"[.,!?]", " ", made.text.lower())
        elif style < 0.6:
            made.text = made.text[:1].upper() + made.text[1:]
        return made


def composed(data: Path, many: int) -> Iterator[Composed]:
    """Messages put together, the same ones each time.

    Args:
        data: the folder with composed.yml.
        many: in how many messages each piece is used.
    """
    table = yaml.safe_load((data / "composed.yml").read_text("utf-8"))
    dice = random.Random(SEED)  # noqa: S311 - which pieces go together, and nothing secret
    for group, kind in KINDS.items():
        for piece in table[group]:
            for _ in range(many):
                yield _one(table, group, kind, piece, dice)
    for piece in table["background"]:
        maker = _Maker(table, dice)
        maker.add("background", piece)
        yield maker.done("statement")


def _one(table: dict[str, Any], group: str, kind: str, piece: str, dice: random.Random) -> Composed:
    pieces: list[tuple[str, str]] = [(group, piece)]
    if dice.random() < 0.45:
        beside = dice.choice(WITH[group])
        pieces.append((beside, dice.choice(table[beside])))
        if dice.random() < 0.4 and beside not in ("because", "anybody", "stay"):
            pieces.reverse()
    if dice.random() < 0.35:
        pieces.insert(0, ("background", dice.choice(table["background"])))
    if dice.random() < 0.25:
        pieces.append(("background", dice.choice(table["background"])))
    maker = _Maker(table, dice)
    for each in pieces:
        maker.add(*each)
    return maker.done(kind)
