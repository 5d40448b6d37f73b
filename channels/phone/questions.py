"""Questions on the phone: what is asked, how the answer is listened to, what the keys stand for.

The numbers come from ISO/IEC 13714 as summarised (function before key, 0 a person, * back, 3 to 10
seconds) and from end-of-speech silence for short answers (1 to 2 s), raised for age. How many
choices are offered at a time is the dialogue's matter.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from conversations.renderer import Say

KEYS = {"0": "menneske", "*": "tilbake"}
YES_NO_KEYS = {"5": "ja", "9": "nei"}
"""What a key says, in words that the dialogue knows in both written standards.

Never a key that picks from a list (1 to 4): a key that bounces, or is held down, must not confirm
what it picked. 5 is the key that can be felt, by the mark on it."""

ONE_KEY_OPTIONS = 9

TIMEOUT = 8
"""Seconds until silence counts as an answer."""
WAIT_TIMEOUT = 60
"""Seconds that somebody who asked us to wait gets."""
SPEECH_PAUSE, LONG_SPEECH_PAUSE = 2, 3
"""Seconds of silence that end what is said; the longer for digits and free speech."""

CODE_DIGITS, BIRTH_DATE_DIGITS, PHONE_DIGITS = 9, 8, 8
"""The letter's code; ddmmyyyy (six and # will do); a Norwegian phone number."""


@dataclass(frozen=True)
class Question:
    """What the caller was asked.

    Args:
        says: the assistant's messages; the last one with `expect` or `options` is the question.
        silences: how many times in a row nothing was answered to it.
        keys_only: True where the recogniser failed and only keys are listened to.
        waiting: True where the caller asked us to wait.
        lines: the numbers that keys 1, 2 … put the caller through to.
        bounced: the key that was no new answer to it, and when it came, in real time.
    """

    says: list[Say]
    silences: int = 0
    keys_only: bool = False
    waiting: bool = False
    lines: list[str] = field(default_factory=list)
    bounced: list[str] = field(default_factory=list)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """The question from its stored form."""
        return cls(**data)

    def as_data(self) -> dict[str, Any]:
        """The question as JSON can keep it."""
        return asdict(self)

    @property
    def asking(self) -> Say | None:
        """The message that asks, or None where any words will do."""
        asking = [say for say in self.says if say.get("expect") or say.get("options")]
        return asking[-1] if asking else None

    @property
    def expect(self) -> str | None:
        """`yes_no`, `option`, `code`, `birth_date`, `phone`, `free`; None for no question."""
        if self.asking is None:
            return None
        return str(self.asking.get("expect") or "option")


@dataclass(frozen=True)
class Listening:
    """How an answer is listened to: the attributes of a `<Gather>`, in digits and seconds."""

    num_digits: int
    timeout: int
    speech_pause: int


def listening(question: Question) -> Listening:
    """How the answer to a question is listened to.

    One key is enough wherever nothing longer is expected, so that 0 works at once; elsewhere # or
    the time-out ends a shorter answer.
    """
    timeout = WAIT_TIMEOUT if question.waiting else TIMEOUT
    match question.expect:
        case "code":
            return Listening(CODE_DIGITS, timeout, LONG_SPEECH_PAUSE)
        case "birth_date":
            return Listening(BIRTH_DATE_DIGITS, timeout, LONG_SPEECH_PAUSE)
        case "phone":
            return Listening(PHONE_DIGITS, timeout, LONG_SPEECH_PAUSE)
        case "option":
            options = (question.asking or {}).get("options") or ()
            return Listening(1 if len(options) <= ONE_KEY_OPTIONS else 2, timeout, SPEECH_PAUSE)
        case "yes_no":
            return Listening(1, timeout, SPEECH_PAUSE)
        case _:
            return Listening(1, timeout, LONG_SPEECH_PAUSE)


def meaning(keys: str, question: Question) -> str:
    """What the keys say: a word that the dialogue knows, or the digits themselves.

    The one place for it. A single 0 or * is never a code, a date or a number, so they mean the same
    everywhere.
    """
    if question.expect == "yes_no" and keys in YES_NO_KEYS:
        return YES_NO_KEYS[keys]
    return KEYS.get(keys, keys)
