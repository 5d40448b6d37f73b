"""Which call it is, and where in it we are."""

from dataclasses import dataclass

from conversations.models import Conversation
from conversations.tasks import NewTask
from conversations.threads import Opening
from core.channel import Channel

HIDDEN = "anonymous"


@dataclass(frozen=True)
class Line:
    """The call that a request is about. `caller` is None where the number is hidden."""

    call_sid: str
    caller: str | None
    our_number: str
    municipality: str
    standard: str
    we_called: bool = False

    @property
    def opening(self) -> Opening:
        """The thread of this call: its id is what makes it one."""
        return Opening(
            municipality=self.municipality,
            channel=Channel.PHONE,
            peer=self.caller or HIDDEN,
            our_number=self.our_number,
            standard=self.standard,
            thread=self.call_sid,
        )

    def task(self, reason: str, what: str) -> NewTask:
        """A task for a person to call back; one a call and reason."""
        return NewTask(
            key=f"{self.call_sid}:{reason}",
            reason=reason,
            call_back_number=self.caller,
            summary={"what": what},
        )


@dataclass(frozen=True)
class Place:
    """A step that is about to be made: of which call and thread, and its number."""

    line: Line
    thread: Conversation
    step: int


def thread_key(call_sid: str) -> str:
    """What a call's conversation is found by while the call goes on (`Opening.key`)."""
    return f"{Channel.PHONE}:{call_sid}"
