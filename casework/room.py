"""What the pages of the console work with."""

from dataclasses import dataclass
from functools import cached_property

from assistant.texts import Texts
from channels.desk.desk import Desk
from channels.services import Services
from choice_register.register import Register
from editions.following import Follower
from foundation.clock import Clock
from foundation.database import Database
from foundation.settings import Settings
from learning.intents import known_intents
from learning.labels import Labels
from learning.trials import Trials
from provider_catalog.catalogue import Catalogue


@dataclass(frozen=True)
class Room:
    """The fronts of the rooms that the console shows, built once."""

    settings: Settings
    catalogue: Catalogue
    texts: Texts
    register: Register
    services: Services
    desk: Desk
    follower: Follower
    trials: Trials | None = None
    """Trials of new models; None in a process that has no engine of its own."""

    @cached_property
    def labels(self) -> Labels:
        """What missed messages meant."""
        return Labels(self.database, self.clock, known_intents())

    @property
    def database(self) -> Database:
        """Where everything is kept."""
        return self.services.database

    @property
    def clock(self) -> Clock:
        """The time of the domain."""
        return self.services.clock
