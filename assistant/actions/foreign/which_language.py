"""Which language a message is answered in: Norwegian, or another that it is written in."""

from assistant.actions.foreign import languages
from assistant.actions.questions import is_answered
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.speaking.written_standard import NORWEGIAN

UNDERSTOOD = (*NORWEGIAN, "da", "sv")
"""Danish and Swedish are understood for the main questions, and answered in plain Bokmål."""
COMMANDS = frozenset({"stop_messages", "start_messages", "automatic", "reaction"})
"""What is the same in every language."""
NAMES_AND_NUMBERS = frozenset(
    {"pick_option", "give_code", "give_birth_date", "give_phone", "give_name", "give_district"}
)
"""Answers that hold names and numbers, which belong to no language: «Łukasz Żak 400 12 345»."""


def in_another_language(situation: Situation) -> Reply | None:
    """The answer to what is not Norwegian, or tells of a danger in another language."""
    if (language := _language(situation)) is not None:
        return Reply().set(misses=None, unclear=None).then(languages.answered(situation, language))
    if (other := languages.danger_in(situation.text)) is not None:
        return languages.danger(situation, *other)
    return None


def _language(situation: Situation) -> str | None:
    """The other language that a message is answered in: written, asked for, or the thread's own.

    None where the rules can answer: in Norwegian, and in what is near enough to it.
    """
    if (named := languages.asked_for(situation)) is not None:
        return named
    before = languages.in_thread(situation)
    if before is None and is_answered(situation):
        return None
    if situation.intent in NAMES_AND_NUMBERS and before is None:
        return None
    if situation.intent in COMMANDS:
        return None
    if situation.language_sure:
        return None if situation.language in UNDERSTOOD else situation.language
    return before
