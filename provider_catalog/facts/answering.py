"""What is asked of the body of facts: whether a text asks, of which places, and what may answer."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from provider_catalog.facts.body import Facts, Found
from provider_catalog.facts.places import NATION, OTHERS, UNKNOWN, Place, PlaceMention
from provider_catalog.facts.reading import TOPIC

MOST_PLACES = 2
LONG_STORY, NEAR_THE_END = 25, 12
"""Words: of a message that may name places it does not ask about, and of its end."""

_QUESTION = re.compile(
    r"^\W*(?:(?:og|men|så|hei|jo|ja|enn|en)[\s,]+)*"
    r"(?:hva|ka|kva|ke|hå|hått|hvem|kem|kæm|kven|hem|åkken|hvor\w*|kor\w*|kvar|koss\w*|åssen|håssen|"
    r"når|nårr|nårtid|nåti|katti|kvifor|koffer|kofor|koffør|åffer|håffer|hvilke\w*|hokken|kan|kunne|"
    r"går det|står det|e det|æ det|tør|bør|trenger|treng|kæn|kainn|slipper|slepp|rekker|rekk|"
    r"mister|mistar|tåler|toler|har|er|e|gjelder|gjeld|finnes|finst|fins|må|får|skal|vil|blir|"
    r"tilbyr|kommer|kjem|kjæm|jobber|snakker|snakkar|koster|kostar|betyr|tyder|lover|selger|sel|"
    r"tar|tek|gir|hjelper|dekker|vet|veit|blei|ble|var|hadde|fikk|fekk|starter|startar|begynner|byrjar|i|hos)\b",
    re.IGNORECASE,
)

_ASKS_WITHIN = re.compile(
    r"\b(?:hva|ka|kva|hå|hvem|kem|kæm|kven|hvilke\w*|hvor\w*|kor\w*|kvar|kvifor|koffer|kofor|koss\w*|"
    r"åssen|når|lurer? (?:på|om)|lurte på|undrer|er det|e det|går det)\s+\w+",
    re.IGNORECASE,
)
"""A clause that asks, anywhere: by telephone the question comes last."""


def is_question(text: str) -> bool:
    """Whether a text asks: a question mark, or a beginning as questions have."""
    return "?" in text or bool(_QUESTION.match(text))


def asks_somewhere(text: str) -> bool:
    """Whether a text asks, or holds a clause that may: «jeg vil velge hvem som kommer» does too."""
    return is_question(text) or bool(_ASKS_WITHIN.search(text))


def topic_of(facts: Facts, name: str | None) -> str | None:
    """What a statement or topic is about, by the topic's name."""
    if name is None:
        return None
    statement = facts.statements.get(name)
    return statement.topic if statement else name.removeprefix(TOPIC)


@dataclass(frozen=True)
class Asked:
    """A question.

    Attributes:
        text: as written.
        mentions: every place named in it.
        intent: what it was understood as, as a hint.
        before: the name of what was told last, for a follow-up.
        firms: where in the text providers are named.
        heard: how surely it was understood as which of the dialogue's questions, 0 to 1.
    """

    text: str
    mentions: Collection[PlaceMention] = ()
    intent: str | None = None
    before: str | None = None
    firms: Collection[tuple[int, int]] = ()
    heard: Mapping[str, float] = field(default_factory=dict)


def find(facts: Facts, asked: Asked, place: Place, *, own: bool = True) -> list[Found]:
    """What may answer a question about a place, likeliest first.

    Args:
        facts: the body of facts.
        asked: the question.
        place: the place that it is about.
        own: whether that is the municipality that was written to.
    """
    about = topic_of(facts, asked.before)
    return facts.find(
        asked.text,
        asked.mentions,
        place,
        own=own,
        heard=asked.heard,
        before=about,
        firms=asked.firms,
    )


def elsewhere(mentions: Collection[PlaceMention], here: str) -> list[Place]:
    """The places named that are not the municipality itself, nor the country it lies in.

    «Other municipalities» counts only where no place is named.
    """
    found = [each.place for each in mentions if each.place.id not in (here, NATION)]
    named = [each for each in found if each.id != OTHERS and not each.id.startswith("county-")]
    known = [each for each in named if each.id != UNKNOWN]
    return (known or named or found)[:MOST_PLACES]


def asked_about(text: str, mentions: Collection[PlaceMention]) -> list[PlaceMention]:
    """The places that a long story asks about: those in a question, or near its end.

    Where a story only happened somewhere, nothing is asked about that place.
    """
    if len(text.split()) <= LONG_STORY:
        return [
            each
            for each in mentions
            if each.place.id != UNKNOWN or in_a_question(text, each.start, each.end)
        ]
    ends = [found.end() for found in re.finditer(r"[.!?]\s|$", text)]
    tail = text.rfind(" ".join(text.split()[-NEAR_THE_END:])[:20])
    kept = []
    for mention in mentions:
        end = next((each for each in ends if each >= mention.end), len(text))
        in_question = "?" in text[mention.end : end]
        if in_question or mention.start >= tail:
            kept.append(mention)
    return kept


def in_a_question(text: str, first: int, last: int) -> bool:
    """Whether a name that nobody knows stands in a sentence that asks, and not in one that tells.

    «Det er Solveig på Torshov. Går det an å …» asks nothing about Solveig or Torshov.

    Args:
        text: as written.
        first: where the name begins.
        last: where it ends.
    """
    start = max(text.rfind(sign, 0, first) for sign in ".!?\n") + 1
    ends = [at for at in (text.find(sign, last) for sign in ".!?\n") if at >= 0]
    end = min(ends, default=len(text))
    return is_question(text[start : end + 1])
