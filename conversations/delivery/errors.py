"""What to do about an error that Twilio gives, by its class.

The codes and what they mean are Twilio's (https://www.twilio.com/docs/api/errors); the whole list
with a class and a reason for each is twilio_codes.yml. A refusal comes
with the answer to our request; a failure on the way to the handset comes in a status callback.
Whatever Twilio answers with a status of 500 or more is no refusal: the text may have gone out
(`twilio_client.MaybeSent`).
"""

import enum
from pathlib import Path

from conversations.retry_policy import Failing
from core.yaml_files import read_yaml

UNREACHABLE = "unreachable"
"""Our own code for a Twilio that was never reached."""
UNCLEAR = "unclear"
"""… for a text of which nobody knows whether it went out."""
EXPIRED = "expired"
"""… for one that was not sent while it could help."""
SUPPRESSED = "suppressed"
"""… for one to somebody who has asked us for no texts."""


class Remedy(enum.StrEnum):
    """What helps, where another try does not."""

    OPTED_OUT = "opted_out"
    """The person wants no texts: nothing more is sent, a caseworker may write a letter."""
    PERSON = "person"
    """This number cannot be texted: a caseworker calls instead."""
    OPERATOR = "operator"
    """Something is wrong on our side, or a filter stops us: somebody must look."""


_BY_CODE: dict[str, Failing | Remedy] = {
    UNREACHABLE: Failing.BUSY,
    UNCLEAR: Failing.UNCLEAR,
    "20429": Failing.BUSY,  # too many requests
    "30001": Failing.BUSY,  # queue overflow
    "30003": Failing.HANDSET,  # handset out of reach
    "30008": Failing.OPERATOR,  # unknown error
    "30410": Failing.OPERATOR,  # the provider timed out, and Twilio does not try again
    "21610": Remedy.OPTED_OUT,
    SUPPRESSED: Remedy.OPTED_OUT,
    EXPIRED: Remedy.PERSON,
    "21211": Remedy.PERSON,  # not a number
    "21614": Remedy.PERSON,  # not a mobile number
    "21635": Remedy.PERSON,  # a landline, outside the United States, Canada and Great Britain
    "30005": Remedy.PERSON,  # unknown destination
    "30006": Remedy.PERSON,  # landline or unreachable carrier
    "30036": Remedy.PERSON,  # its validity ran out in Twilio's queue: what it said may be too late
    "20003": Remedy.OPERATOR,  # our account or token is wrong
    "21401": Remedy.OPERATOR,  # our sender is wrong
    "21606": Remedy.OPERATOR,  # our sender cannot send texts
    "30007": Remedy.OPERATOR,  # filtered by a carrier
}
_CLASSES: dict[str, Failing | Remedy] = {
    **{each.value: each for each in Failing},
    **{each.value: each for each in Remedy},
    "operator_unknown": Failing.OPERATOR,
}
_LISTED: dict[str, Failing | Remedy] = {
    code: _CLASSES[kind["class"]]
    for kind in read_yaml(Path(__file__).with_name("twilio_codes.yml"))
    for code in str(kind["codes"]).split()
}
_TOO_MANY_REQUESTS = 429


def treatment(code: str | None, status: int = 0) -> Failing | Remedy:
    """How to treat an error: the class by which it is tried again, or what helps instead.

    Args:
        code: Twilio's code, or None where a callback named none.
        status: the HTTP status of a refusal, 0 for a failure told in a callback.
    """
    if code in _BY_CODE:
        return _BY_CODE[code]
    if code in _LISTED:
        return _LISTED[code]
    if status == _TOO_MANY_REQUESTS:
        return Failing.BUSY
    # An unknown refusal is a fault of the request; an unknown failure one of the number.
    return Remedy.OPERATOR if status else Remedy.PERSON
