"""The parts of this room, put together once at the start of a process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from channels.assistant_client import AssistantClient
from channels.bell import Bells
from channels.delivery import Delivery
from channels.door import Door
from channels.inbox import Inbox
from channels.lease import LEASE, Leases
from channels.notices import Notices
from channels.outbox import SENDING, SETTLING, Outbox
from channels.phone.outbound import CallPlacer
from channels.setbacks import Patience
from channels.turns import Turns
from channels.twilio_client import ByChannel, TwilioSender, twilio_client
from channels.worker import Worker
from foundation.clock import Clock
from foundation.database import Database
from foundation.settings import Settings


class Municipality(Protocol):
    """What a channel must know of a municipality (`provider_catalog`'s own is one)."""

    @property
    def id(self) -> str:
        """Kommunenummer."""

    @property
    def standard(self) -> str:
        """The written standard: `nb`, `nn` or, where it has chosen none, `neutral`."""


class Numbers(Protocol):
    """Who has which number (`provider_catalog.Catalogue` knows)."""

    def municipality_by_phone(self, phone: str, /) -> Municipality | None:
        """The municipality with this number, E.164, or None."""

    def names_since(self, municipality: str, /) -> list[dict[str, str]]:
        """Ways of saying names that a municipality has added since the files."""


@dataclass(frozen=True)
class Waits:
    """How long what a dead process left waits before another takes it up.

    Each must be longer than a living process takes, or two do the same.

    Args:
        lease: for a turn.
        sending: for a text on its way to Twilio.
        settling: for such a text after a restart of the only process, when it is known to be dead.
    """

    lease: timedelta = LEASE
    sending: timedelta = SENDING
    settling: timedelta = SETTLING


@dataclass(frozen=True)
class Services:
    """What webhooks and commands work with."""

    settings: Settings
    database: Database
    clock: Clock
    catalogue: Numbers
    assistant: AssistantClient
    inbox: Inbox
    turns: Turns
    delivery: Delivery
    notices: Notices
    bells: Bells
    worker: Worker

    def close(self) -> None:
        """Close what holds connections; the worker must have been stopped."""
        self.assistant.close()
        self.database.close()


def build(
    settings: Settings,
    catalogue: Numbers,
    doors: Mapping[str, Door],
    *,
    patience: Patience | None = None,
    waits: Waits | None = None,
) -> Services:
    """Put the parts together. Starts nothing.

    Args:
        settings: as read from the environment.
        catalogue: finds the municipality by the number that was texted or called.
        doors: by channel, how a reply is made.
        patience: how long a message is tried; the default suits production.
        waits: how long what a dead process left waits; the default suits production.
    """
    database, clock, bells = Database(settings.database_url), Clock(settings.now), Bells()
    assistant = AssistantClient(f"http://127.0.0.1:{settings.engine_port}")
    waits = waits or Waits()
    leases = Leases(database, waits.lease)
    gather = timedelta(seconds=settings.gather_seconds)
    outbox = Outbox(database, waits.sending, waits.settling)
    turns = Turns(
        database=database,
        clock=clock,
        assistant=assistant,
        doors=doors,
        leases=leases,
        patience=patience,
        on_reply=bells.outgoing.ring,
        gathers=bool(gather),
        names=catalogue.names_since,
    )
    notices = Notices(
        database=database,
        clock=clock,
        doors=doors,
        leases=leases,
        on_reply=bells.outgoing.ring,
    )
    client = twilio_client(settings)
    sender = ByChannel(
        {
            "sms": TwilioSender(client, settings.base_url),
            "phone": CallPlacer(client, settings.base_url),
        }
    )
    validity = timedelta(seconds=settings.sms_validity_seconds)
    delivery = Delivery(
        database=database, clock=clock, outbox=outbox, sender=sender, validity=validity
    )
    worker = Worker(
        database=database, turns=turns, delivery=delivery, bells=bells, leases=leases, outbox=outbox
    )
    return Services(
        settings=settings,
        database=database,
        clock=clock,
        catalogue=catalogue,
        assistant=assistant,
        inbox=Inbox(database, clock, gather),
        turns=turns,
        delivery=delivery,
        notices=notices,
        bells=bells,
        worker=worker,
    )
