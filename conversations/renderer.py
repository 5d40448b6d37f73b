"""Channel renderer interface: turns assistant messages (text name, values) into a channel's reply.

A message from the assistant is data (`{"say": "text.name", "values": {…}, "options": […],
"expect": …}`); sentences are made here and nowhere else, for the channel and the written standard.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

Say = dict[str, Any]
"""One message from the assistant to be said, as it came over HTTP."""
Act = dict[str, Any]
"""One message from the assistant to be done by the channel, as it came over HTTP."""


class Rendered(Protocol):
    """A text made ready for one channel (what `assistant.texts` returns)."""

    @property
    def text(self) -> str:
        """The sentences, without options."""

    @property
    def options(self) -> tuple[str, ...]:
        """The labels of what can be chosen, in order."""


class Texts(Protocol):
    """Where the sentences come from (`assistant.texts.Texts`)."""

    def of(self, municipality: str) -> "Texts":
        """The texts as this municipality has them."""

    def render(self, message: Say, channel: str, standard: str) -> Rendered:
        """The text of a message.

        Raises:
            Exception: where the text does not exist, or may not go on that channel.
        """


@dataclass(frozen=True)
class Part:
    """One piece of a reply that is sent on its own.

    Args:
        body: the text.
        segments: how many SMS segments it takes.
    """

    body: str
    segments: int


@dataclass(frozen=True)
class RenderedReply:
    """A reply made ready for one channel.

    Args:
        text: the whole as the person gets it, for transcripts.
        parts: what must be sent by the outbox, in order; empty where the reply goes another way
            (a call is answered in TwiML).
        rest: the messages that are kept until the person asks for more.
    """

    text: str
    parts: tuple[Part, ...] = ()
    rest: list[Say] = field(default_factory=list)


class Renderer(Protocol):
    """One channel's way of making a reply."""

    name: str

    def of(self, municipality: str) -> "Renderer":
        """This renderer with a municipality's own texts."""

    def render(self, says: list[Say], standard: str, pace: dict[str, int]) -> RenderedReply:
        """Make a reply of the messages.

        Args:
            says: the messages, in order.
            standard: `nb` or `nn`.
            pace: how often the person asked for `slower` and `louder`.
        """
