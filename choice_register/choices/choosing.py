"""Choosing and switching provider, and taking it back."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum import damm

from choice_register.audit import Actor, record
from choice_register.choices.choice_view import can_undo, naming, view_choice, why_not_undone
from choice_register.choices.eligibility import Eligibility, choice_under_way
from choice_register.decisions import decision_in_force
from choice_register.events import EventType, Undoing, choice_event
from choice_register.idempotency import hold, recall, remember
from choice_register.models import Choice, Person
from choice_register.types import (
    Authority,
    ChoiceRefused,
    ChoiceRequest,
    ChoiceState,
    ChoiceView,
    NotProven,
    RefusalReason,
    UndoRefusal,
    UndoRefused,
)
from choice_register.verification.models import Proof
from choice_register.verification.proofs import actor_of, authority_by, require_to_choose
from core.clock import Clock
from core.database import Database

_WITHDRAWN = {Undoing.UNDONE: "choice_withdrawn", Undoing.REPLACED: "choice_replaced"}
VIEWS = TypeAdapter(list[ChoiceView])


class Choices:
    """Registers and withdraws choices; each act once for its key, however often it is asked for.

    Args:
        database: where they are kept.
        eligibility: the rules for what may be chosen.
        clock: what day it is.
    """

    def __init__(self, database: Database, eligibility: Eligibility, clock: Clock) -> None:
        self._database = database
        self._eligibility = eligibility
        self._clock = clock

    def register(self, request: ChoiceRequest, *, by: Actor | None = None) -> list[ChoiceView]:
        """Register a choice for every service in the request, or for none of them.

        Args:
            request: what is chosen.
            by: the caseworker, where one registers what the person has said.

        Returns:
            One view a service, all with the same case number. The same key gives the same again.

        Raises:
            ChoiceRefused: the first service that cannot be chosen so, and why.
            NotProven: the request is the person's own or by a mandate, and the conversation holds
                no proof of that.
            OutOfScope: the mandate is for seeing only.
            NoResultFound: no such person.
            ValueError: nothing is picked, or the authority is not known.
        """
        if not request.picks:
            raise ValueError("nothing is picked")
        authority = Authority(request.authority)
        with self._database.write() as session:
            hold(session, f"person:{request.person_id}")
            outcome = recall(session, "choose", request.key)
            if outcome is None:
                person = session.get_one(Person, request.person_id)
                now = self._clock.now()
                proof = None
                if authority is not Authority.CASEWORKER:
                    proof = require_to_choose(session, request.conversation, person.id, now)
                    if authority_by(proof) is not authority:
                        raise NotProven(f"the proof in this conversation is not {authority}")
                outcome = self._choose_or_refuse(session, person, request, proof, by)
                remember(session, "choose", request.key, outcome, now)
        if "refused" in outcome:
            refused = outcome["refused"]
            reason = RefusalReason(refused["reason"])
            raise ChoiceRefused(reason, refused["service"], refused["provider_id"])
        return VIEWS.validate_python(outcome["choices"])

    def of(self, person_id: int) -> list[ChoiceView]:
        """Every choice of a person, ended ones too, the newest first."""
        with self._database.read() as session:
            choices = session.scalars(
                select(Choice)
                .where(Choice.person_id == person_id)
                .order_by(Choice.received_at.desc(), Choice.id.desc())
            )
            return self._views(list(choices))

    def undo(
        self, person_id: int, case_number: str, conversation: str, channel: str, key: str
    ) -> list[ChoiceView]:
        """Take back what of a case has not taken effect; who delivers now goes on as before.

        A choice that this one replaced stays withdrawn: the person said yes to that.

        Returns:
            The choices withdrawn now. The same key gives the same again.

        Raises:
            UndoRefused: nothing of the case can be taken back, and why.
            NotProven: the conversation holds no proof of this person, or of a mandate.
            OutOfScope: the mandate is for seeing only.
            NoResultFound: no such person.
        """
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            outcome = recall(session, "undo", key)
            if outcome is None:
                person = session.get_one(Person, person_id)
                now = self._clock.now()
                proof = require_to_choose(session, conversation, person.id, now)
                actor = replace(actor_of(proof, Authority.SELF), channel=channel)
                by = proof.mandate_id
                outcome = self._undo(session, person, case_number, actor, by=by)
                remember(session, "undo", key, outcome, now)
        if "refused" in outcome:
            raise UndoRefused(UndoRefusal(outcome["refused"]))
        return VIEWS.validate_python(outcome["choices"])

    def undo_by_caseworker(
        self, person_id: int, case_number: str, by: Actor, key: str
    ) -> list[ChoiceView]:
        """As `undo`, by a caseworker who has heard the person say so.

        Raises:
            UndoRefused, NoResultFound: as for `undo`.
        """
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            outcome = recall(session, "undo", key)
            if outcome is None:
                person = session.get_one(Person, person_id)
                outcome = self._undo(session, person, case_number, by, by=None)
                remember(session, "undo", key, outcome, self._clock.now())
        if "refused" in outcome:
            raise UndoRefused(UndoRefusal(outcome["refused"]))
        return VIEWS.validate_python(outcome["choices"])

    def _choose_or_refuse(
        self,
        session: Session,
        person: Person,
        request: ChoiceRequest,
        proof: Proof | None,
        by: Actor | None,
    ) -> dict[str, Any]:
        try:
            # A savepoint, so that a refusal is remembered while nothing of the request is kept.
            with session.begin_nested():
                choices = self._choose(session, person, request, proof, by)
        except ChoiceRefused as refused:
            reason = {"reason": refused.reason, "service": refused.service}
            return {"refused": {**reason, "provider_id": refused.provider_id}}
        return {"choices": VIEWS.dump_python(self._views(choices), mode="json")}

    def _choose(
        self,
        session: Session,
        person: Person,
        request: ChoiceRequest,
        proof: Proof | None,
        by: Actor | None,
    ) -> list[Choice]:
        today = self._clock.today()
        authority = authority_by(proof) if proof else Authority.CASEWORKER
        actor = by or Actor("caseworker", request.channel, authority, request.conversation)
        if proof is not None:
            actor = replace(actor_of(proof, authority), channel=request.channel)
        decision = decision_in_force(session, person.id, today)
        # In one order for everybody, so that two requests take the contracts' locks the same way.
        picks = sorted(request.picks.items(), key=lambda pick: (pick[1], pick[0]))
        choices = []
        for service, provider_id in picks:
            place = self._eligibility.place(
                session,
                person,
                decision,
                service=service,
                provider_id=provider_id,
                replaces=request.replaces,
            )
            former = choice_under_way(session, person.id, service)
            if former is not None:
                mandate = proof.mandate_id if proof else None
                self._withdraw(session, former, actor, Undoing.REPLACED, by=mandate)
            choice = Choice(
                person_id=person.id,
                municipality=person.municipality,
                case_number="",
                service=service,
                provider_id=provider_id,
                contract_id=place.contract_id,
                state=ChoiceState.RECEIVED,
                received_at=self._clock.now(),
                effect_date=place.effect_date,
                channel=request.channel,
                authority=authority,
                mandate_id=proof.mandate_id if proof else None,
                conversation=request.conversation,
                key=request.key,
            )
            choices.append(choice)
        number = _next_case_number(session, person.municipality, today)
        for choice in choices:
            choice.case_number = number
            session.add(choice)
            session.flush()
            record(session, choice.received_at, actor, "choice_received", person, **naming(choice))
            choice_event(
                session,
                choice.received_at,
                EventType.CHOICE_RECEIVED,
                choice,
                mandate_id=choice.mandate_id,
                channel=choice.channel,
                authority=choice.authority.value,
                conversation=choice.conversation,
            )
        order = list(request.picks)
        return sorted(choices, key=lambda choice: order.index(choice.service))

    def _undo(
        self, session: Session, person: Person, case_number: str, actor: Actor, *, by: int | None
    ) -> dict[str, Any]:
        choices = session.scalars(
            select(Choice)
            .where(Choice.person_id == person.id, Choice.case_number == case_number)
            .order_by(Choice.id)
        ).all()
        if not choices:
            return {"refused": UndoRefusal.UNKNOWN_CASE}
        withdrawn = [each for each in choices if can_undo(each, self._clock.today())]
        if not withdrawn:
            return {"refused": why_not_undone(choices[0])}
        for choice in withdrawn:
            self._withdraw(session, choice, actor, Undoing.UNDONE, by=by)
        return {"choices": VIEWS.dump_python(self._views(withdrawn), mode="json")}

    def _withdraw(
        self, session: Session, choice: Choice, actor: Actor, why: Undoing, *, by: int | None
    ) -> None:
        """Withdraw a choice; `by` is the mandate by which somebody else does it."""
        choice.state = ChoiceState.WITHDRAWN
        choice.ended_on = self._clock.today()
        session.flush()
        now, person = self._clock.now(), session.get_one(Person, choice.person_id)
        record(session, now, actor, _WITHDRAWN[why], person, **naming(choice))
        by_caseworker = actor.authority == Authority.CASEWORKER
        choice_event(
            session,
            now,
            EventType.CHOICE_UNDONE,
            choice,
            mandate_id=by,
            why=why.value,
            channel=actor.channel,
            conversation=actor.conversation,
            **({"authority": Authority.CASEWORKER.value} if by_caseworker else {}),
        )

    def _views(self, choices: list[Choice]) -> list[ChoiceView]:
        return [view_choice(each, self._clock.today()) for each in choices]


def _next_case_number(session: Session, municipality: str, today: date) -> str:
    """A number that can be said on the phone: year, serial number and a check digit, `26-00123-9`.

    Unique in a municipality. It names a case and proves nothing.
    """
    counter = hold(session, f"case:{municipality}:{today.year}")
    counter.count += 1
    year, serial = f"{today.year % 100:02}", f"{counter.count:05}"
    return f"{year}-{serial}-{damm.calc_check_digit(year + serial)}"
