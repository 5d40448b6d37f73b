"""The house: every room built once from the settings, and given to those who may know it."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from assistant.actions.situation import House as Rooms
from assistant.texts import Texts
from brukervalg.edited import follower
from brukervalg.notices import Planner, SwitchedOff
from brukervalg.paths import ROOT
from casework.room import Room as Console
from channels import services
from channels.conversation import left_off
from channels.desk.desk import Desk
from channels.door import Door
from channels.models import NoticeKind
from channels.phone.door import PhoneDoor
from channels.services import Services
from channels.sms.format import SmsDoor
from channels.web.door import WebDoor
from choice_register.register import Register
from editions.following import Follower
from foundation.settings import Settings
from provider_catalog.catalogue import Catalogue


@dataclass(frozen=True)
class House:
    """All rooms of one process."""

    settings: Settings
    catalogue: Catalogue
    texts: Texts
    register: Register
    services: Services
    planner: Planner
    phone: PhoneDoor
    web: WebDoor
    follower: Follower
    desk: Desk

    @classmethod
    def build(cls, settings: Settings) -> Self:
        """Build every room. Starts nothing; the tables must be there.

        Raises:
            ValueError: a kind of notice that is switched off does not exist.
        CatalogueError, TextError: a file of the catalogue or of the texts is broken.
        """
        catalogue = load_catalogue(settings)
        texts = Texts.load(catalogue)
        phone, web = PhoneDoor(texts), WebDoor(texts)
        doors: dict[str, Door] = {"sms": SmsDoor(texts), "phone": phone, "web": web}
        built = services.build(settings, catalogue, doors)
        register = Register(built.database, catalogue, built.clock, secret=settings.secret_key)
        planner = Planner(
            register, catalogue, built.notices, built.clock, SwitchedOff.of(settings.notices_off)
        )
        edited = follower(built.database, built.clock, catalogue, texts)
        edited.look()
        desk = Desk(
            database=built.database,
            clock=built.clock,
            doors=doors,
            names={each.id: each.name for each in catalogue.municipalities()},
            on_reply=built.bells.outgoing.ring,
        )
        return cls(settings, catalogue, texts, register, built, planner, phone, web, edited, desk)

    @property
    def console(self) -> Console:
        """What the caseworkers' pages work with."""
        return Console(
            self.settings,
            self.catalogue,
            self.texts,
            self.register,
            self.services,
            self.desk,
            self.follower,
        )

    @property
    def rooms(self) -> Rooms:
        """What the actions may ask."""
        where_they_stopped = partial(left_off, self.services.database)
        return Rooms(
            self.catalogue,
            self.register,
            self.services.clock,
            where_they_stopped,
            reminds=lambda municipality: self.planner.sends(NoticeKind.REMIND, municipality),
        )


def load_catalogue(settings: Settings) -> Catalogue:
    """The catalogue that the settings name.

    Raises:
        CatalogueError: names file, key and reason.
    """
    folder = settings.catalogue if settings.catalogue.is_absolute() else ROOT / settings.catalogue
    return Catalogue.load(data=Path(folder))
