"""What the pages of the console work with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.texts import Texts
from casework.review.intents import known_intents
from casework.review.labels import Labels
from casework.review.trials import Trials
from casework.service import CaseworkService
from channels.services import Services
from choice_register.register import Register
from core.clock import Clock
from core.database import Database
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from provider_catalog.revisions.reloader import RevisionReloader
from web.console.editing.kinds.provider_names import NameTrial


@dataclass(frozen=True)
class Dependencies:
    """What the console's views are given, built once."""

    settings: Settings
    catalogue: Catalogue
    texts: Texts
    register: Register
    services: Services
    casework: CaseworkService
    follower: RevisionReloader
    trials: Trials | None = None
    """Trials of new models; None in a process that has no engine of its own."""
    dangerous: Callable[[str], bool] = lambda _: False
    """Whether words tell of danger to life, read as the app reads them without the engine."""
    name_trial: NameTrial | None = None
    """Tries providers' names on what people say; None where there is nothing to try them on."""

    @cached_property
    def labels(self) -> Labels:
        """What missed messages meant."""
        return Labels(self.database, self.clock, known_intents(), self.dangerous)

    @property
    def database(self) -> Database:
        """Where everything is kept."""
        return self.services.database

    @property
    def clock(self) -> Clock:
        """The time of the domain."""
        return self.services.clock
