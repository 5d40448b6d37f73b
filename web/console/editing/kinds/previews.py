"""How a text will look in a message, sound in a call and stand on the page, in both standards."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.texts import Level, Text, TextError, Texts
from assistant.texts.measures import (
    MOST_SEGMENTS,
    PHONE_SECONDS,
    WORDS_FOR_LIX,
    lix,
    plain,
    segments,
    spoken_seconds,
    words,
)
from assistant.texts.rendering import CEILING
from assistant.texts.review import own_words
from assistant.texts.samples import sample_values
from assistant.texts.text import STANDARDS
from channels.phone.renderer import PhoneRenderer
from core.channel import DIALOGUE_CHANNELS, Channel
from web.console.dependencies import Dependencies
from web.console.editing.words import CHANNEL_NAMES, STANDARD_NAMES
from web.console.request.current_user import here


@dataclass(frozen=True)
class Preview:
    """A text on one channel in one standard.

    Attributes:
        words: with sample values, as the citizen meets them; empty where the text is too private.
        measure: segments or seconds, in words.
        over: whether it costs more than it may.
    """

    standard: str
    channel: str
    words: str
    measure: str
    over: bool = False

    @property
    def title(self) -> str:
        """The channel's name."""
        name = CHANNEL_NAMES[self.channel]
        return name if name.isupper() else name.capitalize()

    @property
    def language(self) -> str:
        """The standard's name."""
        return STANDARD_NAMES[self.standard]


def previews(texts: Texts, text: Text, content: Any, samples: dict[str, Any]) -> list[Preview]:
    """Every preview of an edited text; none where it cannot be used at all.

    Args:
        texts: the municipality's, with the other words that may stand in it.
        text: as it stands in the files.
        content: its new wordings.
        samples: a value for each field.
    """
    try:
        same = content == text.content()
        changed = texts.with_text(text if same else text.reworded(content))
    except TextError:
        return []
    say = {"say": text.name, "values": {field: samples[field] for field in text.fields()}}
    return list(_each(changed, text.level, say))


def _readability(texts: Texts, say: dict[str, Any], standard: str) -> str:
    """LIX of the author's own words, as the checks count it; nothing where it says nothing."""
    own = own_words(texts.all[say["say"]].wording(standard, Channel.WEB))
    return f"LIX {lix(own):.0f}" if len(words(own)) >= WORDS_FOR_LIX else ""


def previews_here(deps: Dependencies, text: Text, content: Any) -> list[Preview]:
    """The previews in the municipality that somebody works in just now."""
    municipality = here().municipality
    samples = sample_values(deps.catalogue, municipality)
    return previews(deps.texts.of(municipality), text, content, samples)


def _each(texts: Texts, level: Level, say: dict[str, Any]) -> Iterator[Preview]:
    renderer = PhoneRenderer(texts)
    for standard in STANDARDS:
        for channel in DIALOGUE_CHANNELS:
            if level > CEILING[channel]:
                yield Preview(standard, channel, "", "Sendes ikke: den er for privat")
            elif channel == Channel.SMS:
                said = plain(texts.render(say, channel, standard).text)
                count = segments(said)
                signs = f"{len(said)} tegn, {count} SMS"
                yield Preview(standard, channel, said, signs, count > MOST_SEGMENTS)
            elif channel == Channel.PHONE:
                said = renderer.sentences(say, standard)
                seconds = spoken_seconds(said)
                told = f"Leses opp på {seconds:.0f} sekunder"
                yield Preview(standard, channel, said, told, seconds > PHONE_SECONDS)
            else:
                said = texts.render(say, channel, standard).text
                yield Preview(standard, channel, said, _readability(texts, say, standard))
