"""Signing in: citizens with ID-porten, caseworkers with what their municipality uses.

`install(app, …)` once, then ask who is there or guard a view. Why it is as it is:
docs/decisions/010-signing-in.md.
"""

from web.auth.extension import (
    current_caseworker,
    current_citizen,
    forget_browser,
    is_watching,
    show_while_signed_in,
    watching,
)
from web.auth.guards import caseworker_required, citizen_required, must_have
from web.auth.pages import install
from web.auth.people import Caseworker, Citizen, Role

__all__ = [
    "Caseworker",
    "Citizen",
    "Role",
    "caseworker_required",
    "citizen_required",
    "current_caseworker",
    "current_citizen",
    "forget_browser",
    "install",
    "is_watching",
    "must_have",
    "show_while_signed_in",
    "watching",
]
