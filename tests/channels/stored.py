"""What a test's application has stored, for harnesses that drive one through a channel."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from channels.services import Services
from conversations.models import InboundMessage, Reply, Task
from core.database import Base


class Stored:
    """The rows of an application under test, oldest first.

    Attributes:
        services: of the application.
    """

    services: Services

    def rows(self, table: type[Base]) -> Sequence[Any]:
        """A table's rows."""
        with self.services.database.read() as session:
            return session.scalars(select(table).order_by(text("1"))).all()

    @property
    def messages(self) -> Sequence[InboundMessage]:
        return self.rows(InboundMessage)

    @property
    def replies(self) -> Sequence[Reply]:
        return self.rows(Reply)

    @property
    def tasks(self) -> Sequence[Task]:
        return self.rows(Task)
