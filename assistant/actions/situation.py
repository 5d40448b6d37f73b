"""What an action knows when it runs: the message, whence it came, the state of the thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from assistant.gate.verdict import Mention
from assistant.reading.refused import refuses_option
from choice_register.register import Register
from choice_register.types import DecisionView, PersonView
from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from provider_catalog.scheme import Scheme

OWN_SERVICE = "municipal"
"""The provider that «kommunen» means wherever one is: the municipality's own service."""


END_PROOF = "end_proof"
"""The act that ends the proof of the conversation with the turn's own commit: a turn that is run
again after a crash or a time-out finds everything as it was (docs/decisions/005-one-turn.md)."""
CLOSED = "closed"
"""What the context holds once this message has ended what was proven: it ends with the turn."""
LeftOff = Callable[[Sequence[str], datetime], Sequence[tuple[datetime, Mapping[str, Any]]]]
"""For conversations that were active since a time: when last, and their slots, the latest first."""


@dataclass(frozen=True)
class Dependencies:
    """What actions may ask: the catalogue, the register, the clock, the conversations.

    Attributes:
        left_off: where conversations stopped; the channels know it, and know no proofs.
        reminds: whether a municipality sends reminders; all do where nothing is said.
        taken_by: who on duty has taken a conversation's danger; None where nobody has.
        danger_of: how grave a danger other words tell of, and of which kind, as the engine would
            judge them; None where nobody judges.
        number_of: the number that a conversation is with; None for a browser, or none.
        signs_in: whether there is a place on the web where citizens sign in.
    """

    catalogue: Catalogue
    register: Register
    clock: Clock
    left_off: LeftOff
    reminds: Callable[[str], bool] = lambda _: True
    taken_by: Callable[[str], str | None] = lambda _: None
    danger_of: Callable[[str], tuple[str | None, str] | None] = lambda _: None
    number_of: Callable[[str], str | None] = lambda _: None
    signs_in: bool = False


@dataclass(frozen=True)
class Act:
    """One thing that a message asks for, in which part of it, and how likely it is meant."""

    intent: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class Situation:
    """One message in its place.

    Attributes:
        intent: what the message was understood as.
        entities: what was found in it, kind to values in the order found.
        slots: the state of the thread, as it was when the message came.
        context: channel, municipality, caller and idempotency key, as the channel gave them.
        readings: the likely intents with their confidences, best first.
        language: the message's, nb, nn or another ISO code; `language_sure` tells whether enough
            was written to go by it.
        acts: everything that the message asks for, the most urgent first; the first is the intent.
        choice: what it says of who shall come (`assistant.nlu.listening.frames.frame`), with the
            municipality's own service as the provider that it is.
        mentions: what was found in the message, with where it stands.
        danger: alarm, check where it is to be asked about, or None.
        speaker: who speaks, as the message tells: self, relative, neighbour, helper, employee or
            guardian.
        kind: whether it is a wish, a question or a statement about who shall come; None where
            nobody said.
        maybe: something grave that it may tell of and that is asked about (`safety.grave`).
    """

    deps: Dependencies
    text: str
    intent: str
    entities: Mapping[str, list[Any]]
    slots: Mapping[str, Any]
    context: Mapping[str, Any]
    readings: tuple[tuple[str, float], ...]
    language: str = "nb"
    language_sure: bool = False
    acts: tuple[Act, ...] = ()
    choice: Mapping[str, Any] | None = None
    mentions: tuple[Mention, ...] = ()
    danger: str | None = None
    speaker: str = "self"
    kind: str | None = None
    maybe: str | None = None

    @classmethod
    def of(cls, deps: Dependencies, tracker: Mapping[str, Any]) -> "Situation":
        """Read the situation from the tracker that Rasa sends along."""
        message = tracker["latest_message"]
        context = message.get("metadata") or {}
        entities: dict[str, list[Any]] = {}
        mentions: list[Mention] = []
        for entity in message.get("entities") or ():
            kind, value = entity["entity"], entity["value"]
            if (kind, value) == ("provider", OWN_SERVICE):
                value = deps.catalogue.municipal_provider(context["municipality"]).id
            entities.setdefault(kind, []).append(value)
            mentions.append(Mention(kind, str(value), entity["start"], entity["end"]))
        return cls(
            deps=deps,
            text=message.get("text") or "",
            intent=message["intent"].get("name") or "nlu_fallback",
            entities=entities,
            slots=tracker["slots"],
            context=context,
            readings=tuple(
                (reading["name"], reading["confidence"])
                for reading in message.get("intent_ranking") or ()
                if reading["name"] != "nlu_fallback"
            ),
            language=message.get("language") or "nb",
            language_sure=bool(message.get("language_sure")),
            acts=tuple(
                Act(act["intent"], act["confidence"], act["start"], act["end"])
                for act in message.get("acts") or ()
            ),
            choice=_at_home(message.get("choice"), deps, context),
            mentions=tuple(mentions),
            danger=message.get("danger"),
            speaker=message.get("speaker") or "self",
            kind=message.get("kind"),
        )

    @property
    def stays_here(self) -> bool:
        """Whether every place that is named is a district of the own municipality."""
        here = self.municipality.id
        named = self.deps.catalogue.places_in(self.text)
        return bool(named) and all(each.by_district and each.place.id == here for each in named)

    def entity(self, kind: str) -> Any:
        """The first value found of a kind, or None; an option that is refused is none."""
        values = self.entities.get(kind)
        if kind == "option" and values and refuses_option(self.text):
            return None
        return values[0] if values else None

    @property
    def story(self) -> str:
        """The whole message, where this is about a part of it that asks."""
        return str(self.context.get("story") or self.text)

    @property
    def channel(self) -> str:
        """sms, phone or web."""
        return str(self.context["channel"])

    @property
    def conversation(self) -> str:
        """The thread's random id."""
        return str(self.context["conversation"])

    @property
    def key(self) -> str:
        """The turn's idempotency key: the same when the same message is run again."""
        return str(self.context["key"])

    @property
    def caller(self) -> str | None:
        """The number that wrote or called, in E.164. It suggests who it is and proves nothing."""
        return self.context.get("caller")

    @property
    def pending(self) -> str | None:
        """What was asked last and not yet answered."""
        return self.slots.get("pending")

    @cached_property
    def municipality(self) -> Municipality:
        """The municipality whose number was texted or called."""
        return self.deps.catalogue.municipality(str(self.context["municipality"]))

    @cached_property
    def scheme(self) -> Scheme:
        """That municipality's scheme."""
        return self.deps.catalogue.scheme(self.municipality.id)

    @property
    def today(self) -> date:
        """The date in Oslo."""
        return self.deps.clock.today()

    @cached_property
    def person(self) -> PersonView | None:
        """Who has proved who it is in this conversation, if anybody; nobody once it is closed."""
        if self.context.get(CLOSED):
            return None
        return self.deps.register.proven_person(self.conversation)

    @cached_property
    def decision(self) -> DecisionView | None:
        """The proven person's decision in force, if there is one."""
        if self.person is None:
            return None
        return self.deps.register.decision(self.person.id, self.conversation, self.channel)


def _at_home(
    choice: Mapping[str, Any] | None, deps: Dependencies, context: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The choice frame, where «kommunen» is this municipality's own service."""
    if choice is None:
        return None

    def at_home(provider: str | None) -> str | None:
        if provider != OWN_SERVICE:
            return provider
        return deps.catalogue.municipal_provider(context["municipality"]).id

    pairs = {
        part: [{**each, "provider": at_home(each["provider"])} for each in choice[part]]
        for part in ("want", "keep")
    }
    return {**choice, **pairs, "reject": [at_home(each) for each in choice["reject"]]}
