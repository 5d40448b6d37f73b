"""A firm named where it was asked which help: «nei, Rognelykt til sykepleien», «vask: Hasselvind».

A firm takes the place of the one that was wished for only in a closed form. Else it is spoken of
(«vasken, kommunen er så treg»): the help is what is said beside it, and the wish is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.actions.choosing.wishes.form import ALL, AWAY, LEAD, NO, I, form
from assistant.actions.situation import Situation
from assistant.gate.verdict import Mention

_FIRM, _FOR = r"FIRMA\d+", r"(?:til|te|åt|for|på)"
_WISH = (
    rf"(?:{I} (?:vil|vill|ønsker|ynskjer|skal|velger|vel|tar|tek|mente|meinte)"
    r"(?: (?:heller|gjerne|helst|bare|berre|å|at))*"
    r"(?: (?:ha|velge|velje|bytte til|byte til|beholde|behalde))?(?: heller)? )"
)
_PART = rf"(?:HJELP|{ALL}|resten|noe(?: av (?:den|det|hjelpen))?|noko(?: av (?:den|det))?)"
_PARTS = rf"(?:(?:{_FOR}|bare|berre|kun) )*{_PART}(?: og (?:{_FOR} )*{_PART})*"
_END = r"(?: (?:takk|likevel|heller|i ?stedet|i ?staden|nå|no))*"
_LIGHT = r"(?:(?:men|heller|bare|berre|da|då|til) )*"
_FIRM_WITH_HELP = re.compile(
    rf"{LEAD}{_WISH}?{_LIGHT}{_FIRM} (?:(?:skal|må) (?:ta|ha|gjøre|gjere) )?{_PARTS}{_END}"
    rf"|{LEAD}{_WISH}?{_PARTS} {_LIGHT}{_FIRM}{_END}"
    rf"|{LEAD}{_WISH}{_LIGHT}{_FIRM}{_END}"
)
_FIRM_ALONE = re.compile(rf"{LEAD}{_LIGHT}{_FIRM}{_END}")
_SAYS_SO = re.compile(rf"\b(?:{NO}|heller|likevel|i ?stedet|i ?staden)\b")
_OWN_SHALL = re.compile(rf"{_FIRM} (?:skal|må) ")
_TWO = re.compile(
    rf"{LEAD}{_WISH}?{_FIRM} {_PARTS}(?: (?:og|mens|men))? {_FIRM} {_PARTS}{_END}"
    rf"|{LEAD}{_WISH}?{_PARTS} {_FIRM}(?: (?:og|mens|men))? {_PARTS} {_FIRM}{_END}"
)
_HELP_ALONE = re.compile(
    rf"{LEAD}(?:{_WISH}|det gjelder |det gjeld |det er )?(?:{AWAY} )?{_PARTS}{_END}"
)
_CLAUSE = re.compile(
    r"[,.;:!?\n]+|\b(?:som|fordi|for at|for(?= \w+ (?:er|har|var))|ettersom|siden|mens|men|så)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(rf"\b(?:{AWAY}|aldri|ingen|uten|utan|enn|slutt\w*|lei)\b", re.IGNORECASE)


def wished_for(situation: Situation) -> str | None:
    """The one firm that an answer to «hvilken hjelp?» wishes for in the place of the one before."""
    said, firms = form(situation)
    if len(set(firms)) != 1:
        return None
    own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    if _FIRM_WITH_HELP.fullmatch(said) is not None:
        return None if firms[0] == own and _OWN_SHALL.search(said) else firms[0]
    if _FIRM_ALONE.fullmatch(said) is None:
        return None
    # «Kommunen» alone may answer which help it is.
    return None if firms[0] == own and _SAYS_SO.search(said) is None else firms[0]


def each_for_its_own(situation: Situation) -> bool:
    """Whether two firms are wished for, each for its own help: that is a wish of its own."""
    return _TWO.fullmatch(form(situation)[0]) is not None


def without_firms(situation: Situation) -> Situation | None:
    """The answer without the clauses in which a firm is spoken of; None where no help is left."""
    left, helps = list[str](), False
    for start, end in _clauses(situation.text):
        if any(start <= each.start < end for each in _firms(situation)):
            continue
        clause = situation.text[start:end].strip()
        there = replace(situation, text=clause, mentions=())
        if _HELP_ALONE.fullmatch(form(there)[0]) is not None:
            left.append(clause)
            helps = True
    if not helps:
        return None
    return replace(situation, text=", ".join(left), mentions=(), entities={}, choice=None)


def refuses(situation: Situation, provider: str | None) -> bool:
    """Whether the firm that was wished for stands in a clause that denies something."""
    return any(
        _DENIED.search(situation.text[start:end])
        and any(start <= each.start < end and each.value == provider for each in _firms(situation))
        for start, end in _clauses(situation.text)
    )


def _firms(situation: Situation) -> Sequence[Mention]:
    return [each for each in situation.mentions if each.kind == "provider"]


def _clauses(text: str) -> list[tuple[int, int]]:
    signs = [(0, 0), *(each.span() for each in _CLAUSE.finditer(text)), (len(text), len(text))]
    return [(end, start) for (_, end), (start, _) in pairwise(signs)]
