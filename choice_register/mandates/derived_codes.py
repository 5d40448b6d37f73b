"""HMAC-SHA256 derivations from SECRET_KEY: mandate codes, second codes, agent pseudonyms.

Each is made with the current secret. With the former ones what they made is known again.
"""

import hmac

from choice_register.verification.letters import RANDOM_DIGITS, with_check_digit
from core.secret_keys import SecretKeys


class DerivedCodes:
    """Derives codes and hides national ids with a secret (HMAC-SHA256).

    Args:
        secrets: None where nothing is derived, as when letters are issued at the shell.
    """

    def __init__(self, secrets: SecretKeys | None) -> None:
        self._secrets = secrets or SecretKeys("")

    def code(self, key: str, number: int) -> str:
        """The code of a mandate: the same for the same key and number, so that it is kept nowhere.

        Args:
            key: the idempotency key under which the mandate was given.
            number: which code for that key; the next one is taken where one is in use.
        """
        return self.codes(key, number)[0]

    def codes(self, key: str, number: int) -> list[str]:
        """What the code of a mandate may have become with each secret, the current one first."""
        return [_code(drawn) for drawn in self._digests("mandate code", f"{key}:{number}")]

    def second(self, letter: int, code_hash: str) -> str:
        """A letter's second code, which is asked for only where many wrong codes were tried.

        It is kept nowhere: whoever reads the table cannot work it out.

        Args:
            letter: the letter's id.
            code_hash: of its first code, so that no other letter ever has the same.
        """
        return self.seconds(letter, code_hash)[0]

    def seconds(self, letter: int, code_hash: str) -> list[str]:
        """The second codes that may stand in a letter: with each secret, the current one first."""
        return [_code(drawn) for drawn in self._digests("second code", f"{letter}:{code_hash}")]

    @property
    def can(self) -> bool:
        """Whether there is a secret to derive with."""
        return bool(self._secrets.all)

    def subject(self, national_id: str) -> str:
        """An agent, told from every other, without the national id; the secret's mark first."""
        return self.subjects(national_id)[0]

    def subjects(self, national_id: str) -> list[str]:
        """All by which an agent may be known, the current first.

        What was written before the secret's mark was is known without it.
        """
        plain = [digest.hex() for digest in self._digests("agent", national_id)]
        marked = [f"{mark}:{each}" for mark, each in zip(self._secrets.marks, plain, strict=True)]
        return [*marked, *plain]

    def _digests(self, purpose: str, text: str) -> list[bytes]:
        if not self.can:
            raise ValueError("a register without a secret can neither give nor bind mandates")
        told = f"{purpose}\0{text}".encode()
        return [hmac.digest(key.encode(), told, "sha256") for key in self._secrets.all]


def _code(drawn: bytes) -> str:
    digits = int.from_bytes(drawn, "big") % 10**RANDOM_DIGITS
    return with_check_digit(f"{digits:0{RANDOM_DIGITS}}")
