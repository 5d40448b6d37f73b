"""What becomes of a reply before it is sent: how many messages it takes, and what must change."""

from dataclasses import dataclass, field

from casework.writing.agent_messages import parts_of
from casework.writing.free_text import Kind, Objection, objections
from core.channel import Channel


@dataclass(frozen=True)
class Preview:
    """A reply as it would go.

    Attributes:
        parts: the text messages, as they are sent; empty where none is.
        segments: how many the operator counts.
        characters: in all.
    """

    objections: list[Objection] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    segments: int = 0
    characters: int = 0


def of(text: str, channel: str, *, private: bool) -> Preview:
    """The preview of a text; of nothing where nothing is written yet.

    Args:
        private: whether private things may be written in the conversation.
    """
    refused = objections(text, private=private, links=channel == Channel.WEB)
    found = [each for each in refused if each.kind is not Kind.EMPTY]
    parts = parts_of(text) if channel == Channel.SMS else ()
    return Preview(
        found,
        tuple(part.body for part in parts),
        sum(part.segments for part in parts),
        sum(len(part.body) for part in parts) or len(text.strip()),
    )
