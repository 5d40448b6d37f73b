"""What of a message may leave: ordinary words, and names from our own catalogue. Nothing else.

Not what is known to be private is taken out, but what is known to be ordinary is let through
(`words.txt`, made by `devtools.ordinary_words`): a name, a street, a code or a drug that nobody has
thought of is masked like any other word that is not in the list. Every digit is masked, numbers in
words where they may be a code or a date, and whatever stands behind «jeg heter» or «hilsen».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.reading.dates.feasts import feasts_in
from assistant.reading.numbers.numerals import MONTHS
from assistant.reading.numbers.runs import is_number
from assistant.reading.tokens import LONGEST_TEXT, Token, tokenise
from assistant.second_reader.reading import Named

WORDS_FILE = Path(__file__).with_name("words.txt")
ALSO_A_NAME = " *"
"""Behind a word of the list that is also a name: it goes only where it is written small."""
WORD, NUMBER = "[ord]", "[tall]"
SIGNS = frozenset(".,?!:;()-–«»\"'/")
"""Signs that are sent; every other one is left out, so that no alphabet but ours goes."""
SMALL = frozenset("en ei et ett to tre første andre begge".split())
"""Numbers that are ordinary words, where no more than two numbers stand in the message."""
FEW = 2
INTRODUCES = frozenset(
    "heter heiter hetter heite navn navnet namn namnet hilsen helsing mvh kalles kallast".split()
)
BETWEEN = frozenset("er mitt min fra frå jeg eg med vennlig og :".split())
BEHIND = 3
"""Words behind «heter» that are held for a name, however ordinary they are."""
LETTERS = frozenset("i å e æ o".split())
"""Words of one letter: «i», «å», and «e» for «er»."""


@dataclass(frozen=True)
class Piece:
    """A piece of what is sent, and where it stood in the message."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """A message as it may be sent, with the way back.

    Attributes:
        pieces: in order.
        names: the names that were sent, each with its id.
    """

    pieces: tuple[Piece, ...]
    names: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What is sent."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def share(self) -> float:
        """How much of it is masked, 0 to 1."""
        gone = sum(piece.text in (WORD, NUMBER) for piece in self.pieces)
        return gone / len(self.pieces) if self.pieces else 1.0

    def place_of(self, quote: str) -> tuple[int, int] | None:
        """Where in the message something stands that was quoted from what was sent; None for
        nothing that was sent.
        """
        said, sent = _parts(quote), [(part, p) for p in self.pieces for part in _parts(p.text)]
        for at in range(len(sent) - len(said) + 1 if said else 0):
            if [part for part, _ in sent[at : at + len(said)]] == said:
                return sent[at][1].start, sent[at + len(said) - 1][1].end
        return None


def mask(message: str, named: Sequence[Named], name_of: Callable[[str], str]) -> Masked | None:
    """A message as it may be sent; None where it is too long for that.

    Args:
        message: as written or said.
        named: names that our own finders found in it; only providers are sent by name.
        name_of: a provider's name by its id.
    """
    if len(message) > LONGEST_TEXT:
        return None
    tokens = tokenise(message)
    providers = _apart([each for each in named if each.kind == "provider"])
    services = [each for each in named if each.kind == "service"]
    numbers, introduced = _numbers(tokens), _introduced(tokens)
    pieces: list[Piece] = []
    names: dict[str, str] = {}
    for at, token in enumerate(tokens):
        provider = next((p for p in providers if p.start <= token.start < p.end), None)
        if provider is not None:
            names[name_of(provider.id)] = provider.id
            piece = Piece(name_of(provider.id), provider.start, provider.end)
        else:
            known = any(s.start <= token.start < s.end for s in services)
            text = _sent(token, at in numbers, known and at not in introduced, at in introduced)
            if not text:
                continue
            piece = Piece(text, token.start, token.end)
        last = pieces[-1] if pieces else None
        if last is not None and _same(last, piece, one=provider is not None):
            pieces[-1] = Piece(last.text, last.start, piece.end)
        else:
            pieces.append(piece)
    return Masked(tuple(pieces), tuple(names.items()))


def _sent(token: Token, number: bool, service: bool, introduced: bool) -> str:
    """A token as it is sent; nothing for a sign that is left out."""
    if token.kind == "sign":
        return token.text if token.text in SIGNS else ""
    if number or token.kind == "digits":
        return NUMBER
    if introduced:
        return WORD
    small = _ordinary().get(token.text)
    if service and token.written.isalpha():
        return token.text
    if small is None or (small and not token.written.islower()):
        return WORD
    return token.text


def _numbers(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens that are, or may be part of, a number, a date or a feast day."""
    every = {at for at, each in enumerate(tokens) if each.kind == "digits" or is_number(each)}
    small = {at for at in every if tokens[at].text in SMALL}
    found = every if len(every) > FEW else every - small
    found |= {at for at, each in enumerate(tokens) if each.text in MONTHS}
    for first, last in feasts_in(list(tokens)):
        found |= set(range(first, last))
    # «lO12O4», «H-2b», «5c»: letters that touch a digit are part of it; «null o to» has an o.
    for at, token in enumerate(tokens):
        beside = [each for each in (at - 1, at + 1) if each in found]
        touches = any(
            tokens[each].end == token.start or tokens[each].start == token.end for each in beside
        )
        if token.kind == "word" and beside and (touches or len(token.text) == 1):
            found.add(at)
    return frozenset(found)


def _introduced(tokens: Sequence[Token]) -> frozenset[int]:
    """The words behind «jeg heter», «navnet er», «hilsen»."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        if token.text not in INTRODUCES:
            continue
        left = BEHIND
        for behind in range(at + 1, len(tokens)):
            text = tokens[behind].text
            if not left or (tokens[behind].kind == "sign" and text not in ":-.,"):
                break
            if tokens[behind].kind == "sign" or (left == BEHIND and text in BETWEEN):
                continue
            found.add(behind)
            left -= 1
    return frozenset(found)


def _apart(named: Sequence[Named]) -> list[Named]:
    """Names that do not overlap, the longest kept."""
    kept: list[Named] = []
    for each in sorted(named, key=lambda one: one.start - one.end):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return kept


def _same(last: Piece, piece: Piece, *, one: bool) -> bool:
    """Whether a piece goes on from the last: a name of several words, a row of what is masked."""
    if one:
        return (last.text, last.start) == (piece.text, piece.start)
    return last.text == piece.text and piece.text in (WORD, NUMBER)


def _parts(text: str) -> list[str]:
    return [token.text for token in tokenise(text) if token.kind != "sign"]


@lru_cache(maxsize=1)
def _ordinary() -> dict[str, bool]:
    """The words of the list, folded, and whether each is also a name."""
    lines = WORDS_FILE.read_text("utf-8").splitlines()
    words = {line.removesuffix(ALSO_A_NAME): line.endswith(ALSO_A_NAME) for line in lines}
    return words | dict.fromkeys(LETTERS, False)
