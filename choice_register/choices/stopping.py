"""Stopping what somebody else has done in a person's name, at a word from the number on record.

The word proves nothing (docs/decisions/003), so it can only put things back: what is under way
stops, what was taken back waits for a caseworker again, a mandate ends. What is in effect already
is not ended by it, for then nobody might come: a caseworker decides. Why: docs/decisions/032.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.choices.choice_view import can_undo, naming
from choice_register.choices.eligibility import choice_under_way
from choice_register.events import EventType, Undoing, choice_event
from choice_register.idempotency import hold, recall, remember
from choice_register.mandates.revocation import end_given_since, end_mandate
from choice_register.mandates.status import state_of
from choice_register.mandates.types import MandateKind, MandateState
from choice_register.models import Choice, DomainEvent, Mandate, Person
from choice_register.types import UNDER_WAY, ChoiceState, LetterState, NotProven
from choice_register.verification.letters import live_letters
from choice_register.verification.models import Proof
from choice_register.verification.proofs import withdraw_proofs_of
from core.clock import Clock
from core.database import Database

NUMBER_ON_RECORD = "number_on_record"
"""The authority of such a word, in the audit."""
RESTORED = "restored"
"""Why a choice is received that was there before, in its event."""


class StopResult(StrEnum):
    """What came of it."""

    STOPPED = "stopped"
    """The choice was under way and is withdrawn; one that it had replaced waits again."""
    RESTORED = "restored"
    """The choice that had been taken back waits for a caseworker again."""
    MANDATE_ENDED = "mandate_ended"
    IN_EFFECT = "in_effect"
    """It is in effect: only a caseworker can end it."""
    ON_PAPER = "on_paper"
    """The mandate rests on a paper that a caseworker has seen, and stays."""
    OVER = "over"
    """There is nothing left of it to stop."""


@dataclass(frozen=True)
class Stop:
    """What is to be stopped.

    Attributes:
        what: as the warning named it: `choice_received`, `choice_withdrawn` or `mandate_given`.
        case_number, mandate_id: which choice, or which mandate.
        done_at: when it was done.
        where: the conversation in which it was done.
        number: the number that the word came from.
        conversation, channel: in which the word came.
        key: the turn's idempotency key.
    """

    person_id: int
    what: str
    case_number: str | None
    mandate_id: int | None
    done_at: datetime
    where: str | None
    number: str
    conversation: str
    channel: str
    key: str


@dataclass(frozen=True)
class Stopped:
    """What came of it.

    Attributes:
        letter_ended: whether the code of the letter ended too: somebody else has used it.
    """

    result: StopResult
    letter_ended: bool = False


class Stopping:
    """Stops choices, undoings and mandates; each once for its key.

    Args:
        database: where they are kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def stop(self, stop: Stop) -> Stopped:
        """Stop it, and end the code of the letter where that was how it was done.

        Raises:
            NotProven: the word did not come from the number on the person's record.
            NoResultFound: no such person.
        """
        key = f"{stop.key}:{stop.person_id}:{stop.what}:{stop.case_number or stop.mandate_id}"
        with self._database.write() as session:
            hold(session, f"person:{stop.person_id}")
            hold(session, "codes")
            outcome = recall(session, "stop", key)
            if outcome is None:
                person = session.get_one(Person, stop.person_id)
                if person.phone is None or person.phone != stop.number:
                    raise NotProven("not the number on the person's record")
                actor = Actor("person", stop.channel, NUMBER_ON_RECORD, stop.conversation)
                done = Stopped(
                    self._stop(session, person, stop, actor),
                    self._end_letter(session, person, stop, actor),
                )
                outcome = asdict(done)
                remember(session, "stop", key, outcome, self._clock.now())
        return Stopped(StopResult(outcome["result"]), bool(outcome["letter_ended"]))

    def _stop(self, session: Session, person: Person, stop: Stop, actor: Actor) -> StopResult:
        if stop.what == "mandate_given":
            return self._end_mandate(session, person, stop, actor)
        choices = list(
            session.scalars(
                select(Choice)
                .where(Choice.person_id == person.id, Choice.case_number == stop.case_number)
                .order_by(Choice.id)
            )
        )
        if stop.what == "choice_withdrawn":
            return self._put_back(session, person, choices, actor)
        under_way = [each for each in choices if can_undo(each, self._clock.today())]
        for choice in under_way:
            self._withdraw(session, person, choice, actor)
        if under_way:
            return StopResult.STOPPED
        begun = (*UNDER_WAY, ChoiceState.IN_EFFECT)
        stands = any(each.state in begun for each in choices)
        return StopResult.IN_EFFECT if stands else StopResult.OVER

    def _withdraw(self, session: Session, person: Person, choice: Choice, actor: Actor) -> None:
        now = self._clock.now()
        choice.state, choice.ended_on = ChoiceState.WITHDRAWN, self._clock.today()
        session.flush()
        record(session, now, actor, "choice_stopped", person, **naming(choice))
        choice_event(session, now, EventType.CHOICE_UNDONE, choice, why=Undoing.STOPPED.value)
        former = _replaced_by(session, choice)
        if former is not None:
            self._restore(session, person, former, actor)

    def _put_back(
        self, session: Session, person: Person, choices: list[Choice], actor: Actor
    ) -> StopResult:
        gone = [
            each
            for each in choices
            if each.state is ChoiceState.WITHDRAWN
            and choice_under_way(session, person.id, each.service) is None
        ]
        for choice in gone:
            self._restore(session, person, choice, actor)
        return StopResult.RESTORED if gone else StopResult.OVER

    def _restore(self, session: Session, person: Person, choice: Choice, actor: Actor) -> None:
        """Received, whatever it was: a caseworker looks at it anew."""
        now = self._clock.now()
        choice.state, choice.ended_on = ChoiceState.RECEIVED, None
        session.flush()
        record(session, now, actor, "choice_restored", person, **naming(choice))
        choice_event(session, now, EventType.CHOICE_RECEIVED, choice, why=RESTORED)

    def _end_mandate(
        self, session: Session, person: Person, stop: Stop, actor: Actor
    ) -> StopResult:
        mandate = session.get(Mandate, stop.mandate_id)
        in_force = (MandateState.LIVE, MandateState.COMING)
        if mandate is None or state_of(mandate, self._clock.today()) not in in_force:
            return StopResult.OVER
        if mandate.kind is not MandateKind.GIVEN or mandate.reference is not None:
            return StopResult.ON_PAPER
        end_mandate(session, mandate, actor, self._clock.now(), "not given by the person")
        made = select(Choice).where(Choice.mandate_id == mandate.id).order_by(Choice.id)
        for choice in session.scalars(made).all():
            if can_undo(choice, self._clock.today()):
                self._withdraw(session, person, choice, actor)
        return StopResult.MANDATE_ENDED

    def _end_letter(self, session: Session, person: Person, stop: Stop, actor: Actor) -> bool:
        """End the letter that somebody else has used; one that was sent since is the person's."""
        theirs = select(Proof).where(Proof.conversation == stop.where)
        by_code = theirs.where(Proof.person_id == person.id, Proof.mandate_id.is_(None))
        if session.scalars(by_code.where(Proof.sign_in.is_(None)).limit(1)).first() is None:
            return False
        now = self._clock.now()
        used = [
            each
            for each in live_letters(session, person.municipality, person.birth_date, now)
            if each.person_id == person.id
            and each.mandate_id is None
            and each.issued_at <= stop.done_at
        ]
        if not used:
            return False
        for letter in used:
            letter.state = LetterState.LOCKED
        withdraw_proofs_of(session, person.id, now)
        end_given_since(session, person, min(each.issued_at for each in used), actor, now)
        record(session, now, actor, "letter_locked", person, reason="used by another")
        return True


def _replaced_by(session: Session, choice: Choice) -> Choice | None:
    """The choice for the same service whose place this one took, if it took one."""
    events = session.scalars(
        select(DomainEvent)
        .where(DomainEvent.person_id == choice.person_id)
        .where(DomainEvent.type.in_([EventType.CHOICE_RECEIVED, EventType.CHOICE_UNDONE]))
        .order_by(DomainEvent.id)
    )
    replaced: int | None = None
    for event in events:
        if event.payload.get("service") != choice.service:
            continue
        if event.type is EventType.CHOICE_RECEIVED:
            if event.choice_id == choice.id:
                break
            replaced = None
        elif event.payload.get("why") == Undoing.REPLACED:
            replaced = event.choice_id
    former = session.get(Choice, replaced) if replaced is not None else None
    return former if former is not None and former.state is ChoiceState.WITHDRAWN else None
