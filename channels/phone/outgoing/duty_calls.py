"""Calls to somebody on duty: what it is about, and a key to take it with.

Nothing private is said before the key, and little after it: whom to ring, which is in a text too.
A machine presses nothing, so it takes nothing; it records that somebody should look at the console.
"""

from channels.phone.line import Line
from channels.phone.renderer import PhoneRenderer
from channels.phone.twiml import Documents, Style
from channels.phone.voice import Pace
from conversations.duty.answering import DutyAnswers
from conversations.duty.calling import about
from conversations.duty.models import UNSEEN, AlertState
from conversations.renderer import Say
from core.settings import Settings
from provider_catalog.catalogue import Catalogue

TIMES = 2
"""How often it is said: whoever was asleep has not heard the first words."""


class DutyDocuments:
    """Makes the documents of such a call. None is kept: each says how it stands now.

    Args:
        settings: our public address and the voice.
        renderer: makes the sentences.
        catalogue: knows the municipality.
        answers: takes the key in.
    """

    def __init__(
        self,
        settings: Settings,
        renderer: PhoneRenderer,
        catalogue: Catalogue,
        answers: DutyAnswers,
    ) -> None:
        self._documents = Documents(settings, renderer)
        self._base_url = settings.base_url
        self._catalogue = catalogue
        self._answers = answers

    def rung(self, line: Line, row: int) -> str | None:
        """The document for whoever picks up; None where the call is about nothing."""
        found = self._answers.about(row)
        if found is None:
            return None
        alert, task = found
        if alert.state is AlertState.CLEARED:
            values = {"task": {"digits": str(task.id)}}
            return self._end(line, [{"say": "duty.cleared", "values": values}])
        if alert.state not in UNSEEN:
            return self._end(line, [{"say": "duty.over"}])
        says = about(task, self._catalogue.municipality(line.municipality).name)
        asked: list[Say] = [says[0], {"say": "phone.duty_call"}]
        action = f"{self._base_url}/twilio/voice/duty/key?row={row}"
        return self._documents.knock(asked * TIMES, self._style(line), action=action)

    def pressed(self, line: Line, row: int, key: str) -> str:
        """The document after a key: whom to ring, or that others are called."""
        taken = self._answers.key(row, key)
        if taken is None:
            found = self._answers.about(row)
            live = found is not None and found[0].state in UNSEEN
            return self._end(line, [{"say": "duty.declined" if live else "duty.over"}])
        if taken.number is None:
            text = "duty.call_alone" if taken.in_confidence else "duty.call_hidden"
            return self._end(line, [{"say": text}])
        number: Say = {"say": "duty.call_number", "values": {"number": {"phone": taken.number}}}
        return self._end(line, [number] * 2)

    def _end(self, line: Line, says: list[Say]) -> str:
        return self._documents.end(says, self._style(line))

    @staticmethod
    def _style(line: Line) -> Style:
        return Style(line.standard, Pace(), line.municipality)
