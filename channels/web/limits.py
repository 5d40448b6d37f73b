"""How much may be written: by one chat, and from one address.

The numbers leave room for whoever writes fast, and for many people behind one address. What a
letter's code can stand is the register's to guard; the limit on codes here keeps one visitor from
using up what the register allows everybody together.
"""

import ipaddress

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

CHAT = "20 per minute; 200 per hour"
ADDRESS = "60 per minute; 1000 per hour"
CODES = "10 per hour; 30 per day"
"""Messages from one address that hold as many digits as a letter's code."""

_IPV6_HOME = 64
"""Bits: what one home or one machine is given whole, so that its addresses count as one."""


class Limits:
    """Counts in this process's memory: with several processes each allows as much."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def allow_message(self, secret: str, address: str | None) -> bool:
        """Whether one more message may come from a chat and an address; counts it."""
        return self._hit(CHAT, "chat", secret) and self._hit(ADDRESS, "address", _home(address))

    def allow_code(self, address: str | None) -> bool:
        """Whether one more code may be tried from an address; counts it."""
        return self._hit(CODES, "code", _home(address))

    def _hit(self, limit: str, *who: str) -> bool:
        return all([self._window.hit(each, *who) for each in parse_many(limit)])


def _home(address: str | None) -> str:
    """Whoever has an address: for IPv6 the network of a home."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if found.version == 4:  # noqa: PLR2004
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_HOME), strict=False))
