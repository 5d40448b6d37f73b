"""Yes: said plainly with nothing but courtesy beside it. Whatever else is said, it is asked again.

No list holds all the words that may take a yes back. What other talk says is therefore not weighed.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate import wording
from assistant.gate.answer import Answer
from assistant.gate.clean import Clean
from assistant.gate.phrases import Phrases
from assistant.gate.wording import DOUBT, anywhere, table

MOST_WORDS = 60
"""A longer message is never read as a yes: too much in it is something else."""

_BARE_YES = frozenset(table("verdict")["bare_yes"].split())
_STRESSES = frozenset({"da", "då"})
"""«Ja da» is a yes; «ja ja da» is a sigh."""

READ_BACKS = frozenset({"confirm_choice", "confirm_mandate"})
"""The questions to which «det er greit» is a yes."""
CLEAR = frozenset(table("verdict")["clear"].split())
"""One of these must be there where agreeing might mean the opposite."""
AGREES = CLEAR | _BARE_YES | frozenset({"ok", "okei", "okay", "greit", "greitt"})
"""What a message begins with that goes along with something."""
BARE_SPOKEN = frozenset(table("verdict")["bare_spoken"].split())
"""A yes of these words says no more than that; said aloud it may be meant for somebody else."""
_TELLS_AGENT = anywhere(table("verdict")["tells_agent"])
_TELLS_WHO = anywhere([*table("verdict")["tells_who"], *table("verdict")["tells_agent"]])

Words = Sequence[str]


def says_yes(answer: Answer, said: Clean) -> tuple[bool, str]:
    """Whether it is an unqualified yes, and in one word why or why not.

    Args:
        answer: the message.
        said: the same without courtesy.
    """
    yes = wording.yes(answer.question)
    covers = [yes.cover(each) for each in said.sentences]
    if all(cover.whole for cover in covers) and any(cover.core for cover in covers):
        yeses = [word for word in said.words if word not in _STRESSES]
        if len(yeses) > 1 and set(yeses) <= _BARE_YES:
            return False, "ja_ja"
        if not _is_clear(answer, said, said.sentences):
            return False, "by_key" if answer.given == "speech" else "not_clear"
        return True, "plain"
    others = [each for each, cover in zip(said.sentences, covers, strict=True) if not cover.whole]
    doubts = [kind for each in others for kind in _doubts(each, yes)]
    return False, doubts[0] if doubts else "other_words"


def stands_alone(answer: Answer, said: Clean) -> bool:
    """Whether a sentence of the message is a clear yes by itself, whatever the others say.

    Args:
        answer: the message.
        said: the same without courtesy.
    """
    yes = wording.yes(answer.question)
    covers = [(each, yes.cover(each)) for each in said.sentences]
    return any(
        cover.whole and cover.core and _is_clear(answer, said, (each,)) for each, cover in covers
    )


def _is_clear(answer: Answer, said: Clean, sentences: Sequence[Words]) -> bool:
    """Whether what sounds like a yes is one to this very question.

    «Det går bra» agrees to a read-back, and declines a person. «Ja, det er Aud» tells who it is. By
    voice a word too many beside the «ja» may be meant for somebody else in the room, or be cut off.
    """
    own = wording.only_to(answer.question)
    words = {word for each in sentences for word in each}
    says_it = bool(words & CLEAR) or any(own.find(each) for each in sentences)
    if answer.question not in READ_BACKS and not says_it:
        return False
    if any(_TELLS_AGENT.search(" ".join(each)) and not own.find(each) for each in sentences):
        return False
    if not _is_bare(answer, sentences):
        return True
    unlinked = wording.unlinked_yes(answer.question)
    if not all(unlinked.cover(each).whole for each in sentences):
        return False
    if all(_TELLS_WHO.search(" ".join(each)) for each in sentences if BARE_SPOKEN & set(each)):
        return False
    if answer.given != "speech":
        return True
    thanked = all(wording.bare_yes().cover(each).whole for each in sentences)
    return thanked and not said.courtesy


def _is_bare(answer: Answer, sentences: Sequence[Words]) -> bool:
    """Whether nothing in it says yes but a «ja»."""
    yes = wording.yes(answer.question)
    found = [each[at:to] for each in sentences for at, to in yes.find(each)]
    return all(set(run) <= BARE_SPOKEN for run in found)


def _doubts(sentence: Words, yes: Phrases) -> list[str]:
    """The kinds of doubt in the words that belong to no phrase of yes."""
    rest = set(yes.outside(sentence))
    return [kind for kind, listed in DOUBT.items() if rest & listed]
