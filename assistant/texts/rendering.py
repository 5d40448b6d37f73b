"""Rendering: from a message of the assistant (a text's name and its values) to words.

This is the only place where words for a person are made, so it is also the place that refuses to
let private words out on a channel that is open to others (promise 5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.texts.text import Level, Text, TextError, read_texts
from assistant.texts.values import Values, say_list
from core.channel import Channel
from provider_catalog.catalogue import Catalogue

FOLDER = Path(__file__).parent
OF_ANOTHER = ".of_another"
"""What the name of a text ends in that tells somebody with a mandate of the one who gave it."""

# A text message lies open on a locked screen and in the network; a call and a web page are spoken
# or shown to somebody who has just proved who they are.
CEILING: dict[str, Level] = {
    Channel.SMS: Level.PERSONAL,
    Channel.PHONE: Level.PRIVATE,
    Channel.WEB: Level.PRIVATE,
}


class TooSensitive(ValueError):
    """A text was about to leave on a channel that may not carry it."""


@dataclass(frozen=True)
class Rendered:
    """What one message became: words, options to pick from, and what kind of answer it expects."""

    text: str
    options: tuple[str, ...] = ()
    expect: str | None = None
    source: Mapping[str, str] | None = None


class Texts:
    """All texts, ready to be rendered."""

    def __init__(self, texts: Mapping[str, Text], catalogue: Catalogue) -> None:
        self.all = texts
        self._catalogue = catalogue
        self._values = Values(catalogue)
        self._own: Mapping[str, Texts] = {}

    @classmethod
    def load(cls, catalogue: Catalogue, folder: Path = FOLDER) -> "Texts":
        """Read the texts of a folder.

        Raises:
            TextError: a text is incomplete or two have the same name.
        """
        texts: dict[str, Text] = {}
        for text in read_texts(folder):
            if text.name in texts:
                raise TextError(f"{text.name} stands twice")
            texts[text.name] = text
        return cls(texts, catalogue)

    def of(self, municipality: str) -> "Texts":
        """The texts as a municipality has them; its own edits are seen there and nowhere else."""
        return self._own.get(municipality, self)

    def with_text(self, text: Text) -> "Texts":
        """The same texts with one of them in other words."""
        return Texts({**self.all, text.name: text}, self._catalogue)

    def take(self, edited: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str], str]:
        """Use these edits from now on, and no others that were taken before.

        Args:
            edited: by municipality and text, the wordings in the form of `Text.content`.

        Returns:
            By municipality and text, why an edit cannot be used: the program's own text has
            changed since. It is left out; the others are used.
        """
        broken: dict[tuple[str, str], str] = {}
        own: dict[str, Texts] = {}
        for municipality, contents in edited.items():
            changed: dict[str, Text] = {}
            for name, content in contents.items():
                try:
                    changed[name] = self.all[name].reworded(content)
                except KeyError:
                    broken[municipality, name] = "there is no such text any more"
                except TextError as error:
                    broken[municipality, name] = str(error)
            own[municipality] = Texts({**self.all, **changed}, self._catalogue)
        self._own = own
        return broken

    def render(self, message: Mapping[str, Any], channel: str, standard: str) -> Rendered:
        """The words of one message on one channel (sms, phone, web) in one standard (nb, nn).

        Raises:
            TextError: there is no such text, or a value that it asks for is missing.
            TooSensitive: the text is more private than the channel may carry.
        """
        message = self._of_another(message)
        text = self._allowed(message["say"], channel)
        words = self._filled(text, message.get("values", {}), channel, standard)
        options = tuple(
            self._option(option["label"], channel, standard)
            for option in message.get("options", ())
        )
        source = message.get("source")
        return Rendered(_capitalised(words), options, message.get("expect"), source)

    def value(self, value: Any, channel: str, standard: str) -> str:
        """The words for one value of a message, for a page that shows it in a place of its own.

        Raises:
            TextError, TooSensitive: as `render`.
        """
        return self._value(value, channel, standard)

    def level(self, message: Mapping[str, Any]) -> Level:
        """How private a message is: as the most private text in it. Unknown ones are private."""
        text = self.all.get(message["say"])
        inner = [
            self.level(value)
            for value in message.get("values", {}).values()
            if isinstance(value, Mapping) and "say" in value
        ]
        return max([Level.PRIVATE if text is None else text.level, *inner])

    def _of_another(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """A message as it is said to whoever acts for another (`giver`), where a text tells how."""
        name = f"{message['say']}{OF_ANOTHER}"
        if "giver" not in message or name not in self.all:
            return message
        values = {**message.get("values", {}), "giver": message["giver"]}
        return {**message, "say": name, "values": values}

    def _filled(self, text: Text, values: Mapping[str, Any], channel: str, standard: str) -> str:
        said = {name: self._value(value, channel, standard) for name, value in values.items()}
        try:
            return text.wording(standard, channel).format_map(said)
        except KeyError as missing:
            raise TextError(f"{text.name} asks for {missing}, which was not given") from missing

    def _value(self, value: Any, channel: str, standard: str) -> str:
        """The words for a value: plain as it is, a text used as a word, a list, or typed."""
        if isinstance(value, str | int):
            return str(value)
        if not isinstance(value, Mapping):
            raise TextError(f"not a value that can be said: {value!r}")
        if "say" in value:
            inner = self._allowed(value["say"], channel)
            words = self._filled(inner, value.get("values", {}), channel, standard)
            return words[:1].lower() + words[1:] if value.get("within") else words
        ((kind, content),) = value.items()
        if kind == "list":
            return say_list([self._value(each, channel, standard) for each in content], standard)
        return self._values.say(kind, content, standard, channel)

    def _allowed(self, name: str, channel: str) -> Text:
        text = self.all.get(name)
        if text is None:
            raise TextError(f"there is no text named {name}")
        if text.level > CEILING[channel]:
            raise TooSensitive(f"{name} is {text.level.name} and may not go by {channel}")
        return text

    def _option(self, label: Any, channel: str, standard: str) -> str:
        if channel == Channel.SMS and isinstance(label, Mapping) and "service" in label:
            raise TooSensitive("the services of a decision may not stand in a text message")
        return _capitalised(self._value(label, channel, standard))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
