"""What the pages of the console work with."""

from dataclasses import dataclass

from assistant.texts import Texts
from channels.desk.desk import Desk
from channels.services import Services
from choice_register.register import Register
from foundation.clock import Clock
from foundation.database import Database
from foundation.settings import Settings
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

    @property
    def database(self) -> Database:
        """Where everything is kept."""
        return self.services.database

    @property
    def clock(self) -> Clock:
        """The time of the domain."""
        return self.services.clock
