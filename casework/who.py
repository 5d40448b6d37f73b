"""Who is at the console; only behind its guard."""

from flask import abort

from channels.desk.caseworker import Caseworker as AtDesk
from choice_register.audit import Actor
from choice_register.states import Authority
from sign_in import Caseworker, current_caseworker

DOOR = "casework"
"""This door's name in the audit."""


def here() -> Caseworker:
    """The caseworker who is signed in."""
    caseworker = current_caseworker()
    if caseworker is None:
        abort(401)
    return caseworker


def at_desk() -> AtDesk:
    """The same, as the desk knows caseworkers: in the municipality worked in just now."""
    caseworker = here()
    return AtDesk(caseworker.subject, caseworker.name, caseworker.municipality)


def actor(conversation: str | None = None) -> Actor:
    """The same, for the register's audit.

    Args:
        conversation: in which what is done is done.
    """
    return Actor(f"caseworker:{here().name}", DOOR, Authority.CASEWORKER, conversation)
