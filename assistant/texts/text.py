"""One text: its name, how private it is, and its wording in both standards and on each channel."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from string import Formatter
from typing import Any

from assistant.texts.emergency_numbers import FIXED_TOPICS, altered
from core.channel import DIALOGUE_CHANNELS
from core.yaml_files import read_yaml

STANDARDS = ("nb", "nn")


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

    Attributes:
        wordings: by standard and channel, with `{names}` for values.
        topic: the file that it stands in, without its ending; see `topics`.
    """

    name: str
    level: Level
    wordings: Mapping[tuple[str, str], str]
    topic: str = ""

    def wording(self, standard: str, channel: str) -> str:
        """The wording for one written standard (nb, nn) and one channel (sms, phone, web)."""
        return self.wordings[standard, channel]

    def fields(self) -> set[str]:
        """The names of the values that any wording asks for."""
        return {field for wording in self.wordings.values() for field in fields_of(wording)}

    def content(self) -> dict[str, dict[str, str]]:
        """The wordings as they are written and edited: by standard, `any` and the exceptions."""
        written: dict[str, dict[str, str]] = {}
        for standard in STANDARDS:
            by_channel: dict[str, str] = {
                channel: self.wordings[standard, channel] for channel in DIALOGUE_CHANNELS
            }
            (usual, _), *_ = Counter(by_channel.values()).most_common()
            apart = {channel: each for channel, each in by_channel.items() if each != usual}
            written[standard] = {"any": usual, **apart}
        return written

    @property
    def is_fixed(self) -> bool:
        """Whether nobody may edit it: what is said in danger (`emergency_numbers`)."""
        return self.topic in FIXED_TOPICS

    def reworded(self, content: Any) -> "Text":
        """The text with other wordings. Its name, level, values and numbers are the program's.

        Every edit comes this way: when it is proposed, approved, and each time it is loaded.

        Args:
            content: wordings by standard and channel, in the form of `content`.

        Raises:
            TextError: a wording is missing, it does not ask for the values that the text has, or
                the text or a sentence of it may not be changed (`emergency_numbers`).
        """
        if self.is_fixed:
            raise TextError(f"{self.name}: said in danger, so it is not edited")
        if not isinstance(content, Mapping) or set(content) != set(STANDARDS):
            raise TextError(f"{self.name}: needs wordings in {' and '.join(STANDARDS)}")
        wordings = _wordings(self.name, content)
        for (standard, channel), wording in wordings.items():
            if fields_of(wording) != fields_of(self.wordings[standard, channel]):
                raise TextError(
                    f"{self.name}: other values than before in {standard} for {channel}"
                )
            if altered(self.wordings[standard, channel], wording):
                raise TextError(f"{self.name}: other numbers in {standard} for {channel}")
        return Text(self.name, self.level, wordings, self.topic)


def fields_of(wording: str) -> set[str]:
    """The names of the values that a wording asks for.

    Raises:
        TextError: the braces do not pair up, or hold more than a name.
    """
    found: set[str] = set()
    try:
        pieces = list(Formatter().parse(wording))
    except ValueError as error:
        raise TextError(f"{error}: {wording}") from error
    for _, name, how, conversion in pieces:
        if name is None:
            continue
        # `{name!r}`, `{name:>9}` and `{name.part}` are the formatter's, not an author's.
        if how or conversion or not name.isidentifier():
            raise TextError(f"not a value: {{{name}}}")
        found.add(name)
    return found


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
    for file in sorted(folder.rglob("*.yml"), key=lambda file: file.name):
        for name, entry in (read_yaml(file) or {}).items():
            yield _text(file.name, name, entry)


def _text(file: str, name: str, entry: Mapping[str, Any]) -> Text:
    if unknown := set(entry) - {"level", *STANDARDS}:
        raise TextError(f"{file}: {name}: unknown key {', '.join(sorted(unknown))}")
    wordings = _wordings(f"{file}: {name}", entry)
    for channel in DIALOGUE_CHANNELS:
        if fields_of(wordings["nb", channel]) != fields_of(wordings["nn", channel]):
            raise TextError(f"{file}: {name}: nb and nn do not ask for the same values")
    return Text(name, Level[entry.get("level", "public").upper()], wordings, Path(file).stem)


def _wordings(where: str, entry: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    wordings: dict[tuple[str, str], str] = {}
    for standard in STANDARDS:
        by_channel = entry.get(standard)
        if isinstance(by_channel, str):
            by_channel = {"any": by_channel}
        if not by_channel or not isinstance(by_channel, Mapping):
            raise TextError(f"{where}: no wording in {standard}")
        if unknown := set(by_channel) - {"any", *DIALOGUE_CHANNELS}:
            raise TextError(f"{where}: no such channel: {', '.join(sorted(unknown))}")
        for channel in DIALOGUE_CHANNELS:
            wording = by_channel.get(channel, by_channel.get("any"))
            if not isinstance(wording, str) or not wording.strip():
                raise TextError(f"{where}: no wording in {standard} for {channel}")
            wordings[standard, channel] = wording.strip()
    return wordings
