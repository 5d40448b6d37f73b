"""What the caller does: one line at a time, typed or from a file.

#! a comment
1              keys (only digits, * and #; spaces are left out)
ja takk        speech
@unsure ja     speech that the recogniser hardly heard
               an empty line: silence
@answered 40   at a <Dial> or <Enqueue>: somebody answers and talks for 40 seconds
@voicemail     … a machine answers: it hears what is said to it and presses nothing
@no-answer     … or @busy, @failed
@hangup        the caller hangs up
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

UNSURE = 0.4
"""What a recogniser tells of words that it hardly heard, 0 to 1."""
TALK_SECONDS = 30
"""How long somebody who answers talks, when the script does not say."""


@dataclass(frozen=True)
class Keys:
    """Keys pressed."""

    keys: str


@dataclass(frozen=True)
class Speech:
    """Words spoken, and how sure of them the recogniser is."""

    words: str
    confidence: float = 0.9


@dataclass(frozen=True)
class Silent:
    """Nothing, until something gives up."""


@dataclass(frozen=True)
class HangUp:
    """The caller puts the phone down."""


@dataclass(frozen=True)
class Outcome:
    """How a call to somebody else goes: a DialCallStatus, and the seconds of talk."""

    status: str
    seconds: int = 0
    presses: str = "1"
    """What who answers presses where the app asks for a key before the two are connected."""


Action = Keys | Speech | Silent | HangUp | Outcome

NO_ANSWER = Outcome("no-answer")


class BadScript(ValueError):
    """A line that starts with @ and means nothing."""


def read_line(line: str) -> Action | None:
    """One line as an action; None for a comment.

    Raises:
        BadScript: for an unknown line that starts with @.
    """
    line = line.strip()
    if line.startswith("#!"):
        return None
    if not line:
        return Silent()
    if line == "@hangup":
        return HangUp()
    if line.startswith("@unsure "):
        return Speech(line.removeprefix("@unsure ").strip(), UNSURE)
    if line.startswith("@"):
        return _outcome(line)
    if re.fullmatch(r"[0-9*#\s]+", line):
        return Keys("".join(line.split()))
    return Speech(line)


def _outcome(line: str) -> Outcome:
    if line in {"@no-answer", "@busy", "@failed"}:
        return Outcome(line[1:])
    if line == "@voicemail":
        return Outcome("completed", presses="")
    if match := re.fullmatch(r"@answered(?:\s+(\d+))?", line):
        return Outcome("completed", int(match[1] or TALK_SECONDS))
    raise BadScript(f"ukjent linje: {line}")


class Script:
    """The caller's actions, taken one by one; when they are used up the caller hangs up.

    Args:
        lines: typed lines, a file, or a list. Read lazily, so that a terminal can be given.
    """

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._actions: Iterator[Action] = (
            action for line in lines if (action := read_line(line)) is not None
        )
        self._kept: Action | None = None

    def answer(self) -> Keys | Speech | Silent | HangUp:
        """What the caller does when asked; an outcome of a `<Dial>` that never came is skipped."""
        while True:
            action = self._take()
            if not isinstance(action, Outcome):
                return action

    def outcome(self) -> Outcome:
        """How a `<Dial>` or an `<Enqueue>` goes; nobody answers unless the script says so."""
        action = self._take()
        if isinstance(action, Outcome):
            return action
        self._kept = action
        return NO_ANSWER

    def _take(self) -> Action:
        kept, self._kept = self._kept, None
        return kept if kept is not None else next(self._actions, HangUp())
