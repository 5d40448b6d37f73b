"""A key for each form that is shown: sent twice, it acts once."""

import re
import secrets

from flask import request

FIELD = "key"
_KEY = re.compile(r"[A-Za-z0-9_\-]{20,40}")


def fresh_key() -> str:
    """A new key, for a form's hidden field."""
    return secrets.token_urlsafe(18)


def given_key() -> str | None:
    """The key that came with the form, or None where it is none of ours."""
    key = request.form.get(FIELD, "")
    return key if _KEY.fullmatch(key) else None
