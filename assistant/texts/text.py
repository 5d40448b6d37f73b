"""One text: its name, how private it is, and its wording in both standards and on each channel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

STANDARDS = ("nb", "nn")
CHANNELS = ("sms", "phone", "web")


class TextError(ValueError):
    """A text is missing, incomplete or badly written; the message names file and text."""


class Level(IntEnum):
    """How private a text is. A channel carries texts up to its own ceiling."""

    PUBLIC = 0
    """General information, the same for everybody."""
    PERSONAL = 1
    """About the person, without the content of the decision: provider, date, case number."""
    PRIVATE = 2
    """The content of a decision, health, anything that only the person should see or hear."""


@dataclass(frozen=True)
class Text:
    """A text with its wordings.

    `wordings` maps standard and channel to a wording with `{names}` for values.
    """

    name: str
    level: Level
    wordings: Mapping[tuple[str, str], str]

    def wording(self, standard: str, channel: str) -> str:
        """The wording for one written standard (nb, nn) and one channel (sms, phone, web)."""
        return self.wordings[standard, channel]

    def fields(self) -> set[str]:
        """The names of the values that any wording asks for."""
        return {field for wording in self.wordings.values() for field in _fields(wording)}


def _fields(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


def read_texts(folder: Path) -> Iterator[Text]:
    """Read every text of a folder's YAML files.

    A text is written as::

        name.of_text:
          level: personal          # public when left out
          nb: One wording for all channels.
          nn: {any: A wording, phone: Another for the phone.}

    Raises:
        TextError: a text lacks a standard or a channel, or has a key that nobody knows.
    """
    for file in sorted(folder.glob("*.yml")):
        for name, entry in (yaml.safe_load(file.read_text("utf-8")) or {}).items():
            yield _text(file.name, name, entry)


def _text(file: str, name: str, entry: Mapping[str, Any]) -> Text:
    if unknown := set(entry) - {"level", *STANDARDS}:
        raise TextError(f"{file}: {name}: unknown key {', '.join(sorted(unknown))}")
    wordings: dict[tuple[str, str], str] = {}
    for standard in STANDARDS:
        by_channel = entry.get(standard)
        if isinstance(by_channel, str):
            by_channel = {"any": by_channel}
        if not by_channel:
            raise TextError(f"{file}: {name}: no wording in {standard}")
        for channel in CHANNELS:
            wording = by_channel.get(channel, by_channel.get("any"))
            if wording is None:
                raise TextError(f"{file}: {name}: no wording in {standard} for {channel}")
            wordings[standard, channel] = wording.strip()
    fields = {frozenset(_fields(wordings["nb", c]) ^ _fields(wordings["nn", c])) for c in CHANNELS}
    if fields != {frozenset()}:
        raise TextError(f"{file}: {name}: nb and nn do not ask for the same values")
    return Text(name, Level[entry.get("level", "public").upper()], wordings)
