"""Encryption of session data, with a key derived from the id that the browser holds.

Whoever steals the database gets neither the ids nor what is sealed with them. The id has 256 random
bits, so it needs no slow hash (OWASP ASVS 5.0.0, 7.2.3 asks for 128).
"""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ID_BYTES = 32


def draw_id() -> str:
    """A new random id of 256 bits, good for a cookie."""
    return secrets.token_urlsafe(ID_BYTES)


def hash_id(session_id: str) -> str:
    """What is stored of an id."""
    return hashlib.sha256(session_id.encode()).hexdigest()


def hash_subject(secret_key: str, party: str, subject: str) -> str:
    """What is stored of who it is: of no use to anybody without our secret."""
    return hmac.new(secret_key.encode(), f"{party}:{subject}".encode(), hashlib.sha256).hexdigest()


def seal(session_id: str, data: dict[str, Any]) -> bytes:
    """Encrypt data with a key made from the id."""
    return _cipher(session_id).encrypt(json.dumps(data).encode())


def unseal(session_id: str, sealed: bytes) -> dict[str, Any]:
    """Decrypt what `seal` made.

    Raises:
        cryptography.fernet.InvalidToken: another id, or somebody has changed it.
    """
    data: dict[str, Any] = json.loads(_cipher(session_id).decrypt(sealed))
    return data


def _cipher(session_id: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"brukervalg sign-in session")
    return Fernet(base64.urlsafe_b64encode(derived.derive(session_id.encode())))
