"""What to do about an error that Twilio gives, by its class.

The codes and what they mean are Twilio's (https://www.twilio.com/docs/api/errors). A refusal comes
with the answer to our request; a failure on the way to the handset comes in a status callback.
"""

import enum
from dataclasses import dataclass
from datetime import timedelta

from channels.backoff import Backoff

_SOON = Backoff(first=timedelta(seconds=2), longest=timedelta(minutes=10))
_HANDSET = Backoff(first=timedelta(minutes=10), longest=timedelta(hours=2))


class Remedy(enum.StrEnum):
    """What helps."""

    RETRY = "retry"
    OPTED_OUT = "opted_out"
    """The person wants no texts: nothing more is sent, a caseworker may write a letter."""
    PERSON = "person"
    """This number cannot be texted: a caseworker calls instead."""
    OPERATOR = "operator"
    """Something is wrong on our side, or a filter stops us: somebody must look."""


@dataclass(frozen=True)
class Treatment:
    """How an error is treated.

    Args:
        remedy: what helps.
        tries: for a retry, how many tries in all before a person takes over.
        backoff: for a retry, the delay before each.
    """

    remedy: Remedy
    tries: int = 0
    backoff: Backoff = _SOON


_RETRY = Treatment(Remedy.RETRY, tries=12)
_CALL = Treatment(Remedy.PERSON)
_OPERATOR = Treatment(Remedy.OPERATOR)

_BY_CODE = {
    "unreachable": _RETRY,
    "20429": _RETRY,  # too many requests
    "20503": _RETRY,  # service unavailable
    "30001": _RETRY,  # queue overflow
    "30003": Treatment(Remedy.RETRY, tries=4, backoff=_HANDSET),  # handset out of reach
    "30008": Treatment(Remedy.RETRY, tries=2),  # unknown error: one retry
    "21610": Treatment(Remedy.OPTED_OUT),
    "21211": _CALL,  # not a number
    "21614": _CALL,  # not a mobile number
    "30005": _CALL,  # unknown destination
    "30006": _CALL,  # landline or unreachable carrier
    "30036": _CALL,  # its validity ran out in Twilio's queue: what it said may be too late
    "20003": _OPERATOR,  # our account or token is wrong
    "21401": _OPERATOR,  # our sender is wrong
    "21606": _OPERATOR,  # our sender cannot send texts
    "30007": _OPERATOR,  # filtered by a carrier
}
_TOO_MANY_REQUESTS = 429


def treatment(code: str | None, status: int = 0) -> Treatment:
    """How to treat an error.

    Args:
        code: Twilio's code, or None where a callback named none.
        status: the HTTP status of a refusal, 0 for a failure told in a callback.
    """
    if code in _BY_CODE:
        return _BY_CODE[code]
    if status == _TOO_MANY_REQUESTS:
        return _RETRY
    # An unknown refusal is a fault of the request; an unknown failure one of the number.
    return _OPERATOR if status else _CALL
