"""What frames are learnt from: strangers' messages with frames, our own pieces, and intents.

A message that is only known to be a question about a provider, or a choice of the one provider
named in it, teaches what words stand around a name that is not wished for, or is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from assistant.nlu.entity import Found
from assistant.nlu.listening.frames.composing import composed
from assistant.nlu.listening.frames.frame import (
    ALL,
    KEEP,
    NONE,
    QUESTION,
    STATEMENT,
    WANT,
    WISH,
    Frame,
    Ids,
    part,
    true_frame,
)
from assistant.nlu.listening.frames.mentions import Place
from assistant.nlu.listening.long_messages import LongMessage

MADE, BY_INTENT = 0.5, 0.1
"""How much a message put together, or known by its intent, weighs beside one with its frame."""
ONE_OF = 40
"""Of messages that name no provider, one of so many is learnt from: there are thousands."""
TIMES = 3
"""In so many messages each of our pieces is used."""
WISHES = frozenset({"choose_provider", "switch_provider", "keep_municipal", "undo_choice"})
TELLS = frozenset({"praise", "report_problem", "report_abuse", "emergency", "end_help"})
ASKS_TOO = frozenset(
    "provider_details compare_providers list_providers my_provider my_choice_status my_decision "
    "must_i".split()
)
CHOOSES = "choose_provider"

Find = Callable[[str], Sequence[Found]]


@dataclass(frozen=True)
class FrameExample:
    """A message of which it is known what it says of who shall come.

    Attributes:
        text: as written.
        found: the names in it.
        frame: what it says; None where nothing of who shall come.
        kind: wish, question or statement; None where nobody said.
        parts: the part that each place plays, by where it begins; empty where only the frame is
            known.
        weight: how much it teaches.
        whole: whether its frame is known; where it is not, it teaches parts and kind alone.
        speaker: who speaks; None where nobody said.
    """

    text: str
    found: tuple[Found, ...]
    frame: Frame | None
    kind: str | None = None
    parts: dict[int, str] = field(default_factory=dict)
    weight: float = 1.0
    whole: bool = True
    speaker: str | None = None


def of_long(
    messages: Iterable[LongMessage], found: Iterable[Sequence[Found]], ids: Ids
) -> Iterator[FrameExample]:
    """Long messages, whose kind their main act tells."""
    for message, names in zip(messages, found, strict=True):
        frame = true_frame(message.choice, ids)
        kind = WISH if frame else kind_of(message.main[0] if message.main else "")
        yield FrameExample(message.text, tuple(names), frame, kind or STATEMENT)


def of_strangers(paths: Iterable[Path], find: Find, ids: Ids) -> Iterator[FrameExample]:
    """What strangers wrote of choosing: files of JSON lines, an author each."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            told = json.loads(line)
            frame = true_frame(told["choice"], ids)
            text, kind, speaker = told["text"], told["kind"], told["speaker"]
            yield FrameExample(text, tuple(find(text)), frame, kind, speaker=speaker)


def of_ours(folder: Path, times: int = TIMES) -> Iterator[FrameExample]:
    """Messages put together from our own pieces, each used so many times."""
    for made in composed(folder, times):
        parts = dict(made.parts)
        yield FrameExample(made.text, tuple(made.found), made.frame, made.kind, parts, MADE)


def of_intents(messages: Iterable[tuple[str, str]], find: Find) -> Iterator[FrameExample]:
    """Messages of which only the intent is known."""
    for text, intent in messages:
        kind = kind_of(intent)
        if kind is None:
            continue
        names = find(text)
        places = [one for one in names if one.kind == "provider"]
        if not places and crc32(text.encode()) % ONE_OF:
            continue
        parts: dict[int, str] = {}
        if kind != WISH:
            parts = {one.start: NONE for one in places}
        elif intent == CHOOSES and len({one.value for one in places}) == 1:
            parts = {one.start: WANT for one in places}
        yield FrameExample(text, tuple(names), None, kind, parts, BY_INTENT, whole=False)


def kind_of(intent: str) -> str | None:
    """Whether an intent is a wish about who shall come, a question or a statement; or neither."""
    if intent in WISHES:
        return WISH
    if intent.startswith("ask_") or intent in ASKS_TOO:
        return QUESTION
    return STATEMENT if intent in TELLS else None


def parts_of(example: FrameExample, names: Iterable[str]) -> dict[str, str]:
    """The part that each named provider plays."""
    return {name: part(example.frame, name) for name in names}


def open_part(frame: Frame | None) -> str:
    """Whether somebody not named is wished for, or is to stay."""
    if frame is None:
        return NONE
    for told, pairs in ((WANT, frame.want), (KEEP, frame.keep)):
        if any(provider is None and service in (None, ALL) for service, provider in pairs):
            return told
    return NONE


def help_part(example: FrameExample, place: Place) -> str:
    """The part that a kind of help plays."""
    if example.parts:
        return example.parts.get(place.start, NONE)
    frame = example.frame or Frame()
    if place.name in {service for service, _ in frame.want}:
        return WANT
    return KEEP if place.name in {service for service, _ in frame.keep} else NONE


def is_condition(text: str, frame: Frame | None) -> bool:
    """Whether a text is most of a frame's condition, and little else."""
    if frame is None or frame.condition is None:
        return False
    wanted, told = set(frame.condition.lower().split()), set(text.lower().split())
    both = len(wanted & told)
    return both * 2 >= len(wanted) and both * 2 >= len(told)
