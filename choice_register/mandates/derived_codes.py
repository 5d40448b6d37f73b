"""HMAC-SHA256 derivations from SECRET_KEY: mandate codes, second codes, agent pseudonyms."""

import hmac

from choice_register.verification.letters import RANDOM_DIGITS, with_check_digit


class DerivedCodes:
    """Derives codes and hides national ids with a secret (HMAC-SHA256).

    Args:
        secret: SECRET_KEY; None where nothing is derived, as when letters are issued at the shell.
    """

    def __init__(self, secret: str | None) -> None:
        self._secret = secret

    def code(self, key: str, number: int) -> str:
        """The code of a mandate: the same for the same key and number, so that it is kept nowhere.

        Args:
            key: the idempotency key under which the mandate was given.
            number: which code for that key; the next one is taken where one is in use.
        """
        drawn = int.from_bytes(self._digest("mandate code", f"{key}:{number}"), "big")
        return with_check_digit(f"{drawn % 10**RANDOM_DIGITS:0{RANDOM_DIGITS}}")

    def second(self, letter: int, code_hash: str) -> str:
        """A letter's second code, which is asked for only where many wrong codes were tried.

        It is kept nowhere: whoever reads the table cannot work it out.

        Args:
            letter: the letter's id.
            code_hash: of its first code, so that no other letter ever has the same.
        """
        drawn = int.from_bytes(self._digest("second code", f"{letter}:{code_hash}"), "big")
        return with_check_digit(f"{drawn % 10**RANDOM_DIGITS:0{RANDOM_DIGITS}}")

    @property
    def can(self) -> bool:
        """Whether there is a secret to derive with."""
        return bool(self._secret)

    def subject(self, national_id: str) -> str:
        """An agent, told from every other, without the national id."""
        return self._digest("agent", national_id).hex()

    def _digest(self, purpose: str, text: str) -> bytes:
        if not self._secret:
            raise ValueError("a register without a secret can neither give nor bind mandates")
        return hmac.digest(self._secret.encode(), f"{purpose}\0{text}".encode(), "sha256")
