"""The signed-in caseworker as audit actor and casework user. Needs an authenticated request."""

from flask import abort

from casework.caseworker import Caseworker as ActingCaseworker
from choice_register.audit import Actor
from choice_register.types import Authority
from core.channel import Channel
from web.auth import Caseworker, Role, current_caseworker

"""The console's name among the channels of the audit."""


def here() -> Caseworker:
    """The caseworker who is signed in."""
    caseworker = current_caseworker()
    if caseworker is None:
        abort(401)
    return caseworker


def acting_caseworker() -> ActingCaseworker:
    """The same, as casework knows caseworkers: in the municipality worked in just now."""
    caseworker = here()
    return ActingCaseworker(
        caseworker.subject,
        caseworker.name,
        caseworker.municipality,
        answers=caseworker.may(Role.CASEWORKER),
        approves=caseworker.may(Role.APPROVER),
    )


def actor(conversation: str | None = None, *, shown: str | None = None) -> Actor:
    """The same, for the register's audit.

    Args:
        conversation: in which what is done is done.
        shown: how it is known whose wish it is, where it is done for a person.
    """
    me = here()
    return Actor(
        f"caseworker:{me.name}",
        Channel.CASEWORK,
        Authority.CASEWORKER,
        conversation,
        subject=me.subject,
        shown=shown,
    )
