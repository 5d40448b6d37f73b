"""A stateful fake of Twilio's REST API on loopback, for the demo and for tests.

It takes, keeps, lists and fetches messages and calls as Twilio does, refuses what Twilio refuses
with Twilio's codes, and calls back with a valid signature. It can be told to fail. Its answers are
checked in tests against Twilio's published OpenAPI document.
"""

from devtools.fake_twilio.server import RunningFake, serve_fake
from devtools.fake_twilio.state import Answer, CallbackPlan, FakeTwilio, Fault, FaultKind

__all__ = [
    "Answer",
    "CallbackPlan",
    "FakeTwilio",
    "Fault",
    "FaultKind",
    "RunningFake",
    "serve_fake",
]
