"""The secret that signs and hashes, and the former ones that are still understood.

Everything new is made with the current one. What the former ones made is read until nothing of it
is left (`brukervalg keys` tells); so a secret is changed while the service runs.
"""

import hashlib
import hmac
from dataclasses import dataclass

MARK = 16
"""Hexadecimal digits by which a secret is known again."""


@dataclass(frozen=True)
class SecretKeys:
    """One current secret and any number of former ones.

    Attributes:
        current: with which everything new is made; empty where nothing may be made.
        former: the newest first.
    """

    current: str
    former: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every secret that is understood, the current one first."""
        return tuple(key for key in (self.current, *self.former) if key)

    @property
    def for_signing(self) -> list[str]:
        """The same for itsdangerous, which signs with the last and takes them all."""
        return list(reversed(self.all))

    @property
    def marks(self) -> tuple[str, ...]:
        """A mark of each secret, the current one's first."""
        return tuple(mark_of_key(key) for key in self.all)


def mark_of_key(secret_key: str) -> str:
    """A mark by which a secret is known again, and which tells nothing of it.

    It tells whether two secrets are the same; the secret is long and random (`serve` sees to it),
    so nobody finds it by trying.
    """
    return hmac.new(secret_key.encode(), b"mark of the key", hashlib.sha256).hexdigest()[:MARK]
