"""The parts of this room, put together once at the start of a process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from channels.phone.outgoing.outbound import CallPlacer, Placed
from conversations.delivery.delivery import Delivery
from conversations.delivery.outbox import SENDING, SETTLING, Outbox
from conversations.delivery.twilio_client import ByChannel, TwilioSender, twilio_client
from conversations.duty.answering import DutyAnswers
from conversations.duty.calling import DutyCalls
from conversations.duty.sending import DutyMessages
from conversations.lease import LEASE, Leases
from conversations.notifications.notices import Notices
from conversations.readings.second import SecondReader
from conversations.renderer import Renderer
from conversations.turns.assistant_client import AssistantClient
from conversations.turns.committing import EndProof, no_proofs
from conversations.turns.danger import Alarms, Kind, Watch, nothing
from conversations.turns.failures import Patience
from conversations.turns.inbox import Inbox
from conversations.turns.turns import Turns
from conversations.wakeup import WakeupSignals
from conversations.worker import Worker
from core.channel import Channel
from core.clock import Clock
from core.database import Database
from core.settings import Settings
from provider_catalog.duty import Place, SameDay


class Municipality(Place, Protocol):
    """What a channel must know of a municipality (`provider_catalog`'s own is one)."""

    @property
    def id(self) -> str:
        """Kommunenummer."""

    @property
    def same_day(self) -> SameDay | None:
        """Its number for what cannot wait."""


class Numbers(Protocol):
    """Who has which number (`provider_catalog.Catalogue` knows)."""

    def municipality_by_phone(self, phone: str, /) -> Municipality | None:
        """The municipality with this number, E.164, or None."""

    def municipality(self, municipality: str, /) -> Municipality:
        """A municipality by kommunenummer."""

    def names_since(self, municipality: str, /) -> list[dict[str, str]]:
        """Ways of saying names that a municipality has added since the files."""


def _danger(watch: Watch) -> Callable[[str], bool]:
    """Whether words tell of danger to life."""

    def tells(words: str) -> bool:
        alarm = watch(words)
        # What only may be danger has longer (`after`): colleagues write much that sounds like it.
        return alarm is not None and alarm.kind is Kind.DANGER and alarm.after is None

    return tells


def no_second_reader(*_: object) -> None:
    """No second reader: messages are read by the assistant alone."""


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
    alarms: Alarms
    delivery: Delivery
    notices: Notices
    duty: DutyAnswers
    placed: Placed
    bells: WakeupSignals
    worker: Worker

    def close(self) -> None:
        """Close what holds connections; the worker must have been stopped."""
        self.turns.close()
        self.assistant.close()
        self.database.close()


def build(
    settings: Settings,
    catalogue: Numbers,
    renderers: Mapping[str, Renderer],
    *,
    patience: Patience | None = None,
    waits: Waits | None = None,
    watch: Watch = nothing,
    second: Callable[[Database, Clock, AssistantClient], SecondReader | None] = no_second_reader,
    end_proof: EndProof = no_proofs,
) -> Services:
    """Put the parts together. Starts nothing.

    Args:
        settings: as read from the environment.
        catalogue: finds the municipality by the number that was texted or called.
        renderers: by channel, how a reply is made.
        patience: how long a message is tried; the default suits production.
        waits: how long what a dead process left waits; the default suits production.
        watch: finds what may not wait for the assistant.
        second: makes the second reader, where there is one.
        end_proof: ends the proof in a conversation, in a turn's own commit.
    """
    database = Database(settings.database_url, settings.database_connections)
    clock, bells = Clock(settings.now), WakeupSignals()
    assistant = AssistantClient(f"http://127.0.0.1:{settings.engine_port}")
    waits = waits or Waits()
    leases = Leases(database, waits.lease)
    gather = timedelta(seconds=settings.gather_seconds)
    outbox = Outbox(database, waits.sending, waits.settling)
    alarms = Alarms(
        database,
        clock,
        renderers,
        place=catalogue.municipality,
        watch=watch,
        on_reply=bells.outgoing.ring,
    )
    turns = Turns(
        database=database,
        clock=clock,
        assistant=assistant,
        renderers=renderers,
        leases=leases,
        alarms=alarms,
        place=catalogue.municipality,
        patience=patience,
        on_reply=bells.outgoing.ring,
        gathers=bool(gather),
        names=catalogue.names_since,
        second=second(database, clock, assistant),
        end_proof=end_proof,
    )
    notices = Notices(
        database=database,
        clock=clock,
        renderers=renderers,
        leases=leases,
        on_reply=bells.outgoing.ring,
    )
    client = twilio_client(settings)
    sender = ByChannel(
        {
            Channel.SMS: TwilioSender(client, settings.base_url),
            Channel.PHONE: CallPlacer(client, settings.base_url),
        }
    )
    told = DutyMessages(lambda channel: renderers[channel], catalogue.municipality)
    duty = DutyCalls(database, clock, told, bells.outgoing.ring)
    placed = Placed(database, clock, duty.not_taken)
    validity = timedelta(seconds=settings.sms_validity_seconds)
    delivery = Delivery(
        database=database,
        clock=clock,
        outbox=outbox,
        sender=sender,
        validity=validity,
        call_ended=placed.ended,
    )
    worker = Worker(
        database=database,
        turns=turns,
        alarms=alarms,
        duty=duty,
        delivery=delivery,
        bells=bells,
        leases=leases,
        outbox=outbox,
    )
    return Services(
        settings=settings,
        database=database,
        clock=clock,
        catalogue=catalogue,
        assistant=assistant,
        inbox=Inbox(database, clock, gather, watch),
        turns=turns,
        alarms=alarms,
        delivery=delivery,
        notices=notices,
        duty=DutyAnswers(database, clock, told, _danger(watch), bells.outgoing.ring),
        placed=placed,
        bells=bells,
        worker=worker,
    )
