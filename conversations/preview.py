"""Which of a person's messages say by themselves what a conversation is about.

An answer to a question of ours («ja», a code, a number in a list), a greeting or a thank-you means
nothing to whoever reads it alone in a list. What is only yes, no or courtesy is told by the gate's
own grammar; the rest by what the message was understood as.
"""

from collections.abc import Iterable

from assistant.gate.automatic import is_automatic
from assistant.gate.clean import clean
from assistant.gate.reactions import reaction
from assistant.gate.wording import no, yes
from conversations.models import InboundMessage

_QUESTION = "offer_person"
"""Any of our questions: the words of yes and no are the same for most."""
_ANSWERS = frozenset(
    {
        *("affirm", "deny", "pick_option", "give_code", "give_birth_date", "give_name"),
        *("give_phone", "give_district", "greet", "goodbye", "thank", "reaction", "automatic"),
        *("repeat", "slower", "wait", "more", "confused", "go_back", "use_nynorsk", "use_bokmal"),
    }
)
"""What a message was understood as that only answers or steers."""
_UNKNOWN = ("", "automatic")
"""What may be a machine's by its form: whatever else was understood in it, a person said."""
_FEW = 6
"""Words: a longer answer says something besides."""


def speaks_for_itself(text: str, intent: str = "") -> bool:
    """Whether a message says what somebody wants, read alone.

    Args:
        text: as it is kept, with codes masked.
        intent: what it was understood as; empty where nobody was asked.
    """
    if reaction(text) is not None or (intent in _UNKNOWN and is_automatic(text)):
        return False
    said = clean(text)
    words = [word for word in said.words if any(letter.isalpha() for letter in word)]
    if not words or (intent in _ANSWERS and len(words) <= _FEW):
        return False
    return not all(
        yes(_QUESTION).cover(sentence).whole or no(_QUESTION).cover(sentence).whole
        for sentence in said.sentences
    )


def preview_message(newest_first: Iterable[InboundMessage]) -> InboundMessage | None:
    """The last message that says what it is about; where none does, the last one."""
    newest = None
    for message in newest_first:
        newest = newest or message
        if speaks_for_itself(message.text, str(message.understood.get("intent", ""))):
            return message
    return newest
