"""The application: every room built once from the settings, and given to those who may know it."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Self

import structlog
from dateutil.relativedelta import relativedelta

from assistant.actions.situation import Dependencies as ActionDependencies
from assistant.texts import Texts
from casework.service import CaseworkService
from channels import services
from channels.phone.renderer import PhoneRenderer
from channels.services import Services
from channels.sms.renderer import SmsRenderer
from channels.webchat.renderer import WebRenderer, districts_of
from choice_register.register import Register
from choice_register.verification.queries import end_proof
from conversations.duty.alerts import taken_by
from conversations.notifications.models import NoticeKind
from conversations.renderer import Renderer
from conversations.threads import left_off
from core.channel import Channel
from core.clock import Clock
from core.settings import DEMO_CATALOGUE, Settings
from provider_catalog.catalogue import Catalogue
from provider_catalog.revisions.reloader import RevisionReloader
from service.content_reload import follower
from service.engine.danger import danger_of, is_danger, watch
from service.engine.name_trial import name_trial
from service.engine.second_reader import second_reader
from service.health import answering
from service.notifications.planner import Planner, SwitchedOff
from service.paths import ROOT
from service.production import UnsafeSettings
from web.console.dependencies import Dependencies as ConsoleDependencies

log = structlog.get_logger(__name__)

DEMO_DAY = date(2026, 11, 21)
"""When the demo's contracts are made to be looked at (`provider_catalog/demo/contracts.yml`)."""


@dataclass(frozen=True)
class Application:
    """What one process serves, put together."""

    settings: Settings
    catalogue: Catalogue
    texts: Texts
    register: Register
    services: Services
    planner: Planner
    phone: PhoneRenderer
    web: WebRenderer
    follower: RevisionReloader
    desk: CaseworkService

    @classmethod
    def build(cls, settings: Settings) -> Self:
        """Build every room. Starts nothing; the tables must be there.

        Raises:
            ValueError: a kind of notice that is switched off does not exist.
            UnsafeSettings: one number to put calls through to, for several municipalities; or a
                second reader that cannot be asked.
            CatalogueError, TextError: a file of the catalogue or of the texts is broken.
        """
        catalogue = load_catalogue(settings)
        if settings.transfer_number and len(catalogue.municipalities()) > 1:
            raise UnsafeSettings(
                "BRUKERVALG_TRANSFER_NUMBER gjelder bare der katalogen har én kommune."
                " Skriv heller nummeret til hver kommune i municipalities.yml: transfer."
            )
        texts = Texts.load(catalogue)
        phone, web = PhoneRenderer(texts), WebRenderer(texts, districts_of(catalogue))
        renderers: dict[str, Renderer] = {
            Channel.SMS: SmsRenderer(texts),
            Channel.PHONE: phone,
            Channel.WEB: web,
        }
        second = partial(second_reader, settings, catalogue)
        built = services.build(
            settings, catalogue, renderers, watch=watch(), second=second, end_proof=end_proof
        )
        register = Register(built.database, catalogue, built.clock, secrets=settings.secret_keys)
        planner = Planner(
            register, catalogue, built.notices, built.clock, SwitchedOff.of(settings.notices_off)
        )
        edited = follower(built.database, built.clock, catalogue, texts)
        edited.look()
        for missing in sorted(register.in_use().providers):
            if not catalogue.has_provider(missing):
                log.error("catalogue.chosen_provider_missing", provider=missing)
        desk = CaseworkService(
            database=built.database,
            clock=built.clock,
            renderers=renderers,
            names={each.id: each.name for each in catalogue.municipalities()},
            on_reply=built.bells.outgoing.ring,
            engine_answers=answering(settings.engine_port),
        )
        return cls(settings, catalogue, texts, register, built, planner, phone, web, edited, desk)

    @property
    def console(self) -> ConsoleDependencies:
        """What the caseworkers' pages work with."""
        return ConsoleDependencies(
            self.settings,
            self.catalogue,
            self.texts,
            self.register,
            self.services,
            self.desk,
            self.follower,
            name_trial=name_trial(),
            dangerous=is_danger,
        )

    @property
    def action_dependencies(self) -> ActionDependencies:
        """What the actions may ask."""
        where_they_stopped = partial(left_off, self.services.database)
        return ActionDependencies(
            self.catalogue,
            self.register,
            self.services.clock,
            where_they_stopped,
            taken_by=partial(taken_by, self.services.database),
            danger_of=danger_of,
            reminds=lambda municipality: self.planner.sends(NoticeKind.REMIND, municipality),
            number_of=self.services.notices.peer,
            signs_in=bool(self.settings.idporten_issuer),
        )


def load_catalogue(settings: Settings) -> Catalogue:
    """The catalogue that the settings name; the demo's, moved by whole years to the clock.

    Raises:
        CatalogueError: names file, key and reason.
    """
    folder = settings.catalogue if settings.catalogue.is_absolute() else ROOT / settings.catalogue
    years = 0
    if folder == ROOT / DEMO_CATALOGUE:
        years = max(0, relativedelta(Clock(settings.now).today(), DEMO_DAY).years)
    return Catalogue.load(data=Path(folder), years_later=years)
