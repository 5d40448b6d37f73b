"""How long to wait before the next try."""

import random
from dataclasses import dataclass
from datetime import timedelta


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
