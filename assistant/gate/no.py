"""No: said first of all, as a whole sentence, or as a yes denied. It leaves things as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate import wording
from assistant.gate.answer import Answer
from assistant.gate.clean import Clean
from assistant.gate.wording import anywhere, parts_of, table
from assistant.gate.yes import CLEAR, stands_alone

_WORDS = table("verdict")
_UNDECIDED = anywhere(_WORDS["undecided"])
_DENIED = anywhere(_WORDS["denied"], parts_of(_WORDS))
_DENIED_PERSON = anywhere(_WORDS["denied_person"], parts_of(_WORDS))
_STATED = anywhere(_WORDS["stated"])
_BARE_YES = frozenset(_WORDS["bare_yes"].split())
BARE_NO = frozenset(_WORDS["bare_no"].split())

_NO_THANKS = re.compile(r"\b(?:nei|nei\s+nei|næ)\W+takk\b", re.IGNORECASE)
_PARTICLES = frozenset({"jo", "jau"})
_IS_WELL = ("danger_", "offer_")
"""Questions to which «nei, det går helt bra» is a no: all is well, and nobody is needed."""
_MORE_THAN_A_SIGH = 2
"""Words after «nei» from which on they may be an answer of their own."""
_NEAR = 12
"""Characters after «det er rett» in which a «not» still belongs to it."""


def says_no(answer: Answer, said: Clean) -> bool:
    """Whether there is a no in it: first of all, as a whole sentence, or as a denied yes.

    The ways to say yes to this very question are left out: «jeg vil ikke ha flere meldinger».

    Args:
        answer: the message.
        said: the same without courtesy.
    """
    no, own = wording.no(answer.question), wording.only_to(answer.question)
    if any(_is_no(answer, each) for each in said.sentences):
        return True
    rest = [own.outside(each) for each in said.sentences]
    line = " . ".join(" ".join(each) for each in rest)
    if _UNDECIDED.search(line):
        return False
    starts = any(start == 0 for each in rest for start, _ in no.find(each))
    ends = any(stop == len(each) for each in rest for _, stop in no.find(each))
    return starts or ends or bool(_denied(answer).search(line)) or answer.denied


def _denied(answer: Answer) -> re.Pattern[str]:
    """What denies a yes to this question: of an offered person only what is said of wanting one."""
    return _DENIED_PERSON if answer.question == "offer_person" else _DENIED


def _is_no(answer: Answer, sentence: Sequence[str]) -> bool:
    """Whether a whole sentence is a no. «Slett det» is one but where that was asked about.

    «Avlys» alone is one always: it may be what was asked that is called off.
    """
    no = wording.no(answer.question).cover(sentence)
    own = wording.only_to(answer.question).find(sentence)
    yes = wording.yes(answer.question).cover(sentence)
    return no.whole and no.core and not (own and len(sentence) > 1 and yes.whole and yes.core)


def says_yes_too(answer: Answer, said: Clean) -> bool:
    """Whether a message with a no in it has a yes in it as well.

    Args:
        answer: the message.
        said: the same without courtesy.
    """
    line, words = " ".join(said.words), set(said.words)
    if stands_alone(answer, said) or _begins_with_yes(answer, said):
        return True
    stated = _STATED.finditer(line)
    denied = _denied(answer)
    if any(not denied.search(line[: at.end() + _NEAR]) for at in stated):
        return True
    if says_own_yes(answer, said) or _only_begins_with_no(answer, said):
        return True
    # «Ja» at the start is a way to begin to speak where what is denied is said afterwards.
    if denied.search(line) or not words & BARE_NO:
        return False
    # «Jo» inside a sentence is no answer: «nei, jeg vil jo ha dem».
    begins = {each[0] for each in said.sentences}
    return bool(words & (_BARE_YES - _PARTICLES) or begins & _PARTICLES)


def _begins_with_yes(answer: Answer, said: Clean) -> bool:
    """Whether a sentence begins with more of a yes than «ja»: «ja visst er det rett, jeg …».

    «Ja» alone is a way to begin, and what is denied beside «rett» is denied.
    """
    negation = wording.DOUBT["negation"]
    for sentence in said.sentences:
        begun = [stop for start, stop in wording.yes(answer.question).find(sentence) if start == 0]
        for stop in begun:
            clear = set(sentence[:stop]) & (CLEAR - _BARE_YES)
            if clear and not negation & set(sentence[: stop + 1]):
                return True
    return False


def _only_begins_with_no(answer: Answer, said: Clean) -> bool:
    """Whether «nei» is how somebody begins to speak: «nei det er helt i orden det bytt du».

    What follows is a yes by itself then. «Nei takk» is a no whatever follows.
    """
    if _NO_THANKS.search(answer.text) or answer.question.startswith(_IS_WELL):
        return False
    yes = wording.yes(answer.question)
    for sentence in said.sentences:
        rest = list(sentence)
        while rest and rest[0] in BARE_NO:
            rest.pop(0)
        if len(rest) == len(sentence) or len(rest) < _MORE_THAN_A_SIGH:
            continue
        found = yes.cover(rest)
        if found.whole and found.core and not set(rest) & wording.DOUBT["negation"]:
            return True
    return False


def says_own_yes(answer: Answer, said: Clean) -> bool:
    """Whether a yes to this very question stands there with no «not» beside it.

    Args:
        answer: the message.
        said: the same without courtesy.
    """
    negation = wording.DOUBT["negation"] - BARE_NO
    for sentence in said.sentences:
        for start, stop in wording.only_to(answer.question).find_apart(sentence):
            near = (*sentence[max(start - 2, 0) : start], *sentence[stop : stop + 1])
            if not negation & set(near):
                return True
    return False
