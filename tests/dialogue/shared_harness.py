"""One harness for the tests of a file: the database is put back after each, and Twilio forgets.

To open one takes several times as long as to answer a text in it. A test that changes what the
application holds in memory (an edited text, how many it has let in) takes `fresh_harness`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from conversations.models import MessageState, OutboxState
from devtools.fake_twilio import CallbackPlan
from tests.databases import copy_database
from tests.dialogue.discreet import keeps_to_itself
from tests.dialogue.harness import DialogueHarness, wait_until


class SharedHarness:
    """An open application, and its database's file.

    Args:
        harness: as it was opened.
    """

    def __init__(self, harness: DialogueHarness) -> None:
        self._harness = harness
        self._file = Path(str(make_url(harness.settings.database_url).database))
        # A receipt that comes late would tell the next test's database of a text that it never had.
        harness.fake.twilio.plan = CallbackPlan(statuses=())

    @contextmanager
    def from_(self, template: Path) -> Iterator[DialogueHarness]:
        """The application as it stands in a database, for one test."""
        copy_database(template, self._file)
        opened, settings = self._harness.application, self._harness.settings
        yield self._harness
        wait_until(self._is_quiet)
        if self._harness.application is not opened:  # on another day, say
            self._harness.close()
            self._harness.settings = settings
            self._harness.open()
        twilio = self._harness.fake.twilio
        keeps_to_itself([message.body["body"] for message in twilio.messages])
        twilio.forget()

    def keep(self, template: Path) -> None:
        """Copy the database as it is now to a file, for tests that begin there."""
        copy_database(self._file, template)

    def _is_quiet(self) -> bool:
        under_way = (OutboxState.WAITING, OutboxState.SENDING)
        return all(row.state not in under_way for row in self._harness.outbox) and all(
            message.state is not MessageState.WAITING for message in self._harness.messages
        )
