"""What a call says: texts and options as sentences to be heard, function before key."""

from channels.phone.voice import clean
from conversations.renderer import Rendered, RenderedReply, Say, Texts
from core.channel import Channel

MOST_CHARACTERS = 16_000
"""Longer than anybody listens to, and far under what a document may hold (64 KB)."""


class TooLongToSay(ValueError):
    """The assistant wanted to say more than a call can carry."""


class PhoneRenderer:
    """Makes spoken sentences of what the assistant wants said.

    Args:
        texts: where the sentences come from.
    """

    name: str = Channel.PHONE

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, municipality: str) -> "PhoneRenderer":
        """This renderer with a municipality's own texts."""
        return PhoneRenderer(self._texts.of(municipality))

    def render(self, says: list[Say], standard: str, pace: dict[str, int]) -> RenderedReply:  # noqa: ARG002
        """The sentences as they are heard, for the transcript; the TwiML is made at each step.

        Raises:
            TooLongToSay: more than a document can hold.
        """
        text = "\n".join(self.sentences(say, standard) for say in says)
        if len(text) > MOST_CHARACTERS:
            raise TooLongToSay(f"{len(text)} characters")
        return RenderedReply(text)

    def sentences(self, say: Say, standard: str) -> str:
        """A message as it is spoken, its options or its yes and no after it."""
        rendered = self._rendered(say, standard)
        spoken = [rendered.text]
        for number, label in enumerate(rendered.options, start=1):
            spoken.append(self.words("phone.option", standard, name=label, key=str(number)))
        if say.get("expect") == "yes_no" and not rendered.options:
            spoken.append(self.words("phone.yes_no", standard))
        return clean(" ".join(spoken))

    def words(self, text: str, standard: str, /, **values: object) -> str:
        """One of the phone's own texts."""
        return self._rendered({"say": text, "values": values}, standard).text

    def hints(self, say: Say | None, standard: str) -> list[str]:
        """What is likely to be said here: the names of the options, and what works everywhere."""
        labels = list(self._rendered(say, standard).options) if say is not None else []
        return labels + self.words("phone.hints", standard).split(", ")

    def _rendered(self, say: Say, standard: str) -> Rendered:
        return self._texts.render(say, self.name, standard)
