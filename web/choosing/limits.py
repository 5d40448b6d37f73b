"""How fast codes are tried and letters ordered from one address.

A care home, a library and a mobile operator's shared address are one address with many honest
people behind it, so wrong codes from there shut nobody out: the register asks for the letter's
second code instead. Here only the load is bounded.
"""

from flask import request
from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from web.layout.visitor import home_of

TRIES = "60 per minute"
LETTERS = "5 per hour; 20 per day"


class AddressLimits:
    """Counts in this process's memory: with several processes each allows as much."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self) -> bool:
        """Whether one more code may be tried from this visitor's address now; counts it."""
        who = ("code", home_of(request.remote_addr))
        return all([self._window.hit(each, *who) for each in parse_many(TRIES)])

    def may_order(self) -> bool:
        """Whether one more letter may be ordered from the address; counts it."""
        who = ("letter", home_of(request.remote_addr))
        return all([self._window.hit(each, *who) for each in parse_many(LETTERS)])
