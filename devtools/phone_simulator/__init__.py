"""A telephone without a telephone network: executes TwiML as Twilio does, under a virtual clock.

`Caller` places a call to an app's webhook, signed as Twilio signs, and plays a script against what
comes back. One small handler a verb (`verbs`, `gather`); what Twilio would refuse is reported
(`limits`).
"""

from devtools.phone_simulator.call import CallRecord, EndedBy, Event, Pace
from devtools.phone_simulator.caller import Caller, Outbound
from devtools.phone_simulator.script import Script

__all__ = ["CallRecord", "Caller", "EndedBy", "Event", "Outbound", "Pace", "Script"]
