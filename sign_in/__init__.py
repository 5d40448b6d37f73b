"""Signing in: citizens with ID-porten, caseworkers with what their municipality uses.

`install(app, …)` once, then ask who is there or guard a view. Why it is as it is:
docs/decisions/010-signing-in.md.
"""

from sign_in.door import current_caseworker, current_citizen, watching
from sign_in.guards import caseworker_required, citizen_required, must_have
from sign_in.pages import install
from sign_in.people import Caseworker, Citizen, Role

__all__ = [
    "Caseworker",
    "Citizen",
    "Role",
    "caseworker_required",
    "citizen_required",
    "current_caseworker",
    "current_citizen",
    "install",
    "must_have",
    "watching",
]
