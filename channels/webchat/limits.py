"""Rate limits of the chat: per chat, and per address.

The numbers leave room for whoever writes fast, and for many people behind one address. What a
letter's code can stand is the register's to guard, and wrong codes from one address shut nobody
out: a care home, a library and a mobile operator's shared address are one address with many honest
people behind it. Here only the load is bounded, since comparing a code is slow on purpose.
"""

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from web.layout.visitor import home_of

CHAT = "20 per minute; 200 per hour"
ADDRESS = "60 per minute; 1000 per hour"
TRIES = "60 per minute"
"""Messages from one address that hold as many digits as a code."""


class Limits:
    """Counts in this process's memory: with several processes each allows as much."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def allow_message(self, secret: str, address: str | None) -> bool:
        """Whether one more message may come from a chat and an address; counts it."""
        return self._hit(CHAT, "chat", secret) and self._hit(ADDRESS, "address", home_of(address))

    def allow_code(self, address: str | None) -> bool:
        """Whether one more code may be tried from an address now; counts that it was tried."""
        return self._hit(TRIES, "try", home_of(address))

    def _hit(self, limit: str, *who: str) -> bool:
        return all([self._window.hit(each, *who) for each in parse_many(limit)])
