"""One policy for whatever is tried again: which failure, how often, and what a person sees then.

Everything that waits has an end. Each class of failure has its number of tries and its delays, and
when they are used up there is a task that a caseworker sees. A message counts its failures by
class, so that ten tries against an engine that was away do not use up those of the message itself.
"""

import enum
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


class Failing(enum.StrEnum):
    """What failed, as far as it decides whether another try helps."""

    MESSAGE = "message"
    """The assistant answers that it cannot answer this very message, or answers nonsense."""
    SLOW = "slow"
    """No whole answer came in time: the engine hangs, or this message makes it hang."""
    ENGINE_AWAY = "engine_away"
    """Nobody listens, or the engine says that it cannot serve now."""
    BUSY = "busy"
    """Twilio has too much to do, or has not been reached: the text has surely not gone out."""
    UNCLEAR = "unclear"
    """Twilio failed, or the connection broke: the text may have gone out."""
    HANDSET = "handset"
    """The telephone is off or out of reach."""
    OPERATOR = "operator"
    """An operator failed and did not say why."""
    UNTOLD = "untold"
    """Twilio has the text, and nobody has told what became of it."""
    WORDING = "wording"
    """A notice cannot be said: a text, a provider or a rule is missing."""
    HELD_BACK = "held_back"
    """A notice has waited for days for a quiet hour in its conversation."""


@dataclass(frozen=True)
class Backoff:
    """Twice as long for every try, with jitter so that many do not come back at once.

    Args:
        first: the delay after the first failed try.
        longest: no delay is longer.
        jitter: the share by which a delay varies, each way.
    """

    first: timedelta
    longest: timedelta
    jitter: float = 0.2

    def after(self, attempts: int) -> timedelta:
        """The delay after so many failed tries."""
        doublings = min(max(attempts, 1) - 1, 30)
        plain: timedelta = self.first * 2.0**doublings
        varied = random.uniform(1 - self.jitter, 1 + self.jitter)  # noqa: S311 - not a secret
        return min(plain, self.longest) * varied


@dataclass(frozen=True)
class Retry:
    """How one class of failure is tried again.

    Args:
        tries: how many in all.
        backoff: the delay before each.
        task: the reason of the task at the end.
    """

    tries: int
    backoff: Backoff
    task: str

    def next_delay(self, failures: int) -> timedelta | None:
        """The delay after so many failures of the class; None where that was the last try."""
        return self.backoff.after(failures) if failures < self.tries else None


Policy = Mapping[Failing, Retry]

_MINUTE = Backoff(first=timedelta(seconds=1), longest=timedelta(seconds=60))
_SOON = Backoff(first=timedelta(seconds=2), longest=timedelta(minutes=10))
_LOOK = Backoff(first=timedelta(seconds=5), longest=timedelta(minutes=5))
_HANDSET = Backoff(first=timedelta(minutes=10), longest=timedelta(hours=2))
_ASK = Backoff(first=timedelta(hours=1), longest=timedelta(hours=12))
_NOTICE = Backoff(first=timedelta(minutes=1), longest=timedelta(minutes=30))

POLICY: Policy = {
    # A minute: longer than a short trouble of the action's own, such as a database that is locked.
    Failing.MESSAGE: Retry(7, _MINUTE, "no_answer_found"),
    # A quarter of an hour, the time that each try takes included.
    Failing.SLOW: Retry(20, _MINUTE, "engine_down"),
    # Four hours: as long as a text may wait on its way out.
    Failing.ENGINE_AWAY: Retry(240, _MINUTE, "engine_down"),
    # Five hours at most; a reply expires before that (`outbox.Outbox.good_for`).
    Failing.BUSY: Retry(40, _SOON, "undeliverable_person"),
    Failing.UNCLEAR: Retry(60, _LOOK, "undeliverable_unclear"),
    Failing.HANDSET: Retry(4, _HANDSET, "undeliverable_person"),
    Failing.OPERATOR: Retry(2, _SOON, "undeliverable_person"),
    # Two days: Twilio's queue, and the operators' own, are empty of it long before.
    Failing.UNTOLD: Retry(8, _ASK, "undeliverable_unclear"),
    Failing.WORDING: Retry(6, _NOTICE, "undeliverable_notice"),
    Failing.HELD_BACK: Retry(1, _NOTICE, "undeliverable_notice"),
}


def counted(failures: Mapping[str, int], failing: Failing) -> dict[str, int]:
    """Failures by class, with one more of a class."""
    return {**failures, failing.value: failures.get(failing.value, 0) + 1}
