"""Following: a process that runs sees what was approved in another, without asking per message."""

import threading
from collections.abc import Callable, Mapping, Sequence

import structlog

from provider_catalog.revisions.models import Revision
from provider_catalog.revisions.revisions import Revisions

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 2.0
"""One small query; so long an approved change takes at most to be seen everywhere."""

Broken = Mapping[tuple[str, str], str]
"""By municipality and piece, why an edition in force cannot be used."""


class RevisionReloader:
    """Hands what is in force to those who use it, whenever it has changed.

    Args:
        editions: where it is found.
        take: uses these editions and no others, and tells which cannot be used.
    """

    def __init__(self, editions: Revisions, take: Callable[[Sequence[Revision]], Broken]) -> None:
        self._editions = editions
        self._take = take
        self._looking = threading.Lock()
        self._version: int | None = None
        self.broken: Broken = {}

    def look(self) -> bool:
        """See whether anything was approved, and use it. Called every few seconds, and at once in
        the process where it was approved.

        Returns:
            Whether something was new.
        """
        with self._looking:
            if self._version == self._editions.version():
                return False
            version, found = self._editions.every_in_force()
            broken = self._take(found)
            for (municipality, piece), why in broken.items():
                log.error("edition.broken", municipality=municipality, piece=piece, why=why)
            self.broken, self._version = broken, version
            return True
