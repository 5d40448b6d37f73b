"""Acts that a message asks for by itself, without a question of ours: the gate before those.

What is said in so many words and nothing else («ANGRE», «STOPP») is done. What is said in other
words, or among them, or by voice, is asked about first; and what is denied is not done. The words
are in commands.yml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import take_up
from assistant.gate.clean import Clean, clean, words
from assistant.gate.verdict import LEAST_CONFIDENCE
from assistant.gate.wording import anywhere, parts_of, read
from assistant.reading.call_wish import wanted
from assistant.reading.numbers.phones import phones_in
from core.channel import Channel

Act = Callable[[Situation], Reply]

_WORDS = read(Path(__file__).with_name("commands.yml"))
_PARTS = parts_of(_WORDS)

UNDO = frozenset(_WORDS["undo"])
STOP = frozenset(_WORDS["stop"])
GIVE = frozenset(_WORDS["give"])
WITHDRAW = frozenset(_WORDS["withdraw"])
GOODBYE = frozenset(_WORDS["goodbye"])
WRONG_PERSON = frozenset(_WORDS["wrong_person"])

NOT_TAKEN_BACK = anywhere(_WORDS["not_taken_back"], _PARTS, re.IGNORECASE)
"""«Jeg skal ikke angre», «ikke trekk fullmakten»: the words for it are there, and denied."""
NO_PERSON = anywhere(_WORDS["no_person"], _PARTS, re.IGNORECASE)
"""«Nei, jeg vil ikke snakke med noen»: no person is wanted, though the words for it are there."""

_AGAIN = anywhere(_WORDS["again"], _PARTS)
_AROUND = "|".join(_WORDS["fringe"])
_FRINGE = re.compile(rf"^(?:(?:{_AROUND}) )+|(?: (?:{_AROUND}))+$")


def asks_again(situation: Situation) -> bool:
    """Whether a caller asks to hear once more what was said: «hva sa du», «hæ», «gjenta»."""
    if situation.channel != Channel.PHONE or situation.context.get("input") == "dtmf":
        return False
    said = " ".join(words(situation.text))
    return any(_AGAIN.search(each) for each in (said, _FRINGE.sub("", said)))


def is_bare(situation: Situation, words: frozenset[str], *, by_voice: bool = False) -> bool:
    """Whether a message is a command and nothing else, courtesy aside.

    Args:
        situation: the message.
        words: the command in its forms.
        by_voice: whether it may have been spoken, and surely heard.
    """
    context = situation.context
    unsure = float(context.get("confidence") or 1) < LEAST_CONFIDENCE
    if context.get("input") == "speech" and (not by_voice or unsure):
        return False
    if context.get("quotes_us"):
        return False
    said = _cleaned(situation)
    return (
        not said.asks and not said.cut and said.signer is None and " ".join(said.unsigned) in words
    )


def begins_with(situation: Situation, words: frozenset[str]) -> bool:
    """Whether a command is the whole message, whoever signs it, or its first sentence."""
    said = _cleaned(situation)
    first = " ".join(said.sentences[0]) if said.sentences else ""
    return first in words or " ".join(said.unsigned) in words


def _cleaned(situation: Situation) -> Clean:
    person = situation.person
    if person is None:
        return clean(situation.text)
    return clean(situation.text, (person.mandate.agent_name if person.mandate else person.name,))


def is_denied(situation: Situation) -> bool:
    """Whether the message says that something is *not* to be taken back."""
    return bool(NOT_TAKEN_BACK.search(situation.text))


def a_person(act: Act) -> Act:
    """Handing over, but not where a person is just what is not wanted."""

    def guarded(situation: Situation) -> Reply:
        if _refuses(situation):
            return Reply().set(reason=None).say("person.not_wanted").then(take_up(situation))
        return act(situation)

    return guarded


def _refuses(situation: Situation) -> bool:
    """Whether no person is wanted; a number or a time refused beside «ring meg» is no no."""
    left = wanted(situation.text)
    if left is None:
        return True
    elsewhere = situation.intent == "request_callback" and phones_in(left)
    return not elsewhere and NO_PERSON.search(left) is not None
