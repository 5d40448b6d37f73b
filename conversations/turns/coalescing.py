"""Gathering: several texts in a row from a slow writer are one turn.

Who writes slowly sends «hei», «jeg lurer på», «om jeg kan bytte» one after the other. Answered one
by one they are three messages that were not understood. So a text that does not look finished
waits a short quiet time for the next one, and texts that wait together are answered together.

What is never held back, and never joined with words, is an answer: ja, nei, a digit, a code, a
date, a command. Held back it would only make the person wait, and joined with other words it would
no longer be the answer to the question that was asked. A text that ends a sentence, or that has as
many words as one has room for in a thought, is not held back either.

A few digits and nothing else («631») may be a part of a number that comes in several texts. They
wait as long, and are joined with digits alone.
"""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import Conversation, InboundMessage, MessageState
from core.channel import Channel

MOST_MESSAGES = 6
"""So many make a turn at most: each may add a quiet time, and nobody shall wait for ever."""
A_THOUGHT = 8
"""Words. A text of so many is taken to be finished also without a full stop; our judgement."""
_CODE_DIGITS = 4
"""A text with so many digits holds a code, a date or a number, whatever else stands in it."""

_PIECE = re.compile(r"[\d\s]+")
_PIECE_DIGITS = range(3, 6)
"""Fewer is an option or a mark, more may be a date or a whole number."""

_ENDS_A_SENTENCE = re.compile(r"(?<!\.)[.?!][)\"»\s]*$")
_GOES_ON = re.compile(r"(\.\.+|…)\s*$")
_ANSWERS = frozenset(
    "ja jo jau jada joda nei neida ok okei greit stopp stop start hjelp info angre angra mer meir "
    "gjenta tilbake attende avbryt menneske null en ein ett eitt to tre fire fem".split()
)
"""Single words that are whole messages: what the assistant's own texts ask for."""


def is_answer(text: str) -> bool:
    """Whether a text stands alone: an answer, a number, a code or a command."""
    bare = text.strip().strip(".,!?* ").lower()
    digits = sum(sign.isdecimal() for sign in bare)
    return not re.search(r"[^\W\d_]", bare) or digits >= _CODE_DIGITS or bare in _ANSWERS


def is_piece(text: str) -> bool:
    """Whether a text is a few digits that may be a part of a number."""
    bare = text.strip().rstrip(".,")
    digits = sum(sign.isdecimal() for sign in bare)
    return _PIECE.fullmatch(bare) is not None and digits in _PIECE_DIGITS


def is_unfinished(text: str) -> bool:
    """Whether more may follow, so that the text is worth a short wait."""
    if is_piece(text):
        return True
    if is_answer(text):
        return False
    if _GOES_ON.search(text):
        return True
    return not _ENDS_A_SENTENCE.search(text) and len(text.split()) < A_THOUGHT


def waiting(session: Session, conversation: str) -> list[InboundMessage]:
    """The oldest messages of a conversation that wait for an answer: as many as a turn may have."""
    return list(
        session.scalars(
            select(InboundMessage)
            .where(InboundMessage.conversation_id == conversation)
            .where(InboundMessage.state == MessageState.WAITING)
            .order_by(InboundMessage.position)
            .limit(MOST_MESSAGES)
        )
    )


def is_settled(conversation: Conversation, first: InboundMessage, *, gathers: bool) -> bool:
    """Whether it is known already which messages a turn answers: then nothing must be written."""
    answers = is_answer(first.text) and not is_piece(first.text)
    alone = not gathers or conversation.channel != Channel.SMS or answers
    return first.turn is not None or alone


def settle(session: Session, conversation: str) -> None:
    """Write down which waiting messages the next turn answers.

    Committed before the assistant is asked: a turn that is run again after a crash has the same key
    and must have the same words, also when another text has come in the meantime.
    """
    found = waiting(session, conversation)
    if not found or found[0].turn is not None:
        return
    digits = is_piece(found[0].text)
    for message in found:
        if message is not found[0] and not _goes_with(message.text, digits):
            break
        message.turn = found[0].position


def _goes_with(text: str, digits: bool) -> bool:
    """Whether a text goes on with what came before: digits with digits, words with words."""
    return is_piece(text) if digits else not is_answer(text)


def of_turn(session: Session, first: InboundMessage) -> list[InboundMessage]:
    """The messages that a turn answers, in order; the first alone where nothing was gathered."""
    if first.turn is None:
        return [first]
    return list(
        session.scalars(
            select(InboundMessage)
            .where(InboundMessage.conversation_id == first.conversation_id)
            .where(InboundMessage.turn == first.turn)
            .order_by(InboundMessage.position)
        )
    )
