"""Why providers would be refused, told before anybody chooses one."""

from sqlalchemy.orm import Session

from choice_register.choices.eligibility import Eligibility
from choice_register.decisions import decision_in_force
from choice_register.models import Decision, Person
from choice_register.types import ChoiceRefused, RefusalReason
from core.clock import Clock
from core.database import Database


class Refusals:
    """Tells whom a person could choose now.

    Args:
        database: where people and decisions are kept.
        eligibility: the rules for what may be chosen.
        clock: what day it is.
    """

    def __init__(self, database: Database, eligibility: Eligibility, clock: Clock) -> None:
        self._database = database
        self._eligibility = eligibility
        self._clock = clock

    def of(
        self, person_id: int, services: list[str], providers: list[str]
    ) -> dict[str, RefusalReason | None]:
        """Why each provider would be refused for these services now; None where it would not be.

        Nothing is held: a place that is free now can be gone when the choice is made.

        Raises:
            NoResultFound: no such person.
        """
        with self._database.read() as session:
            person = session.get_one(Person, person_id)
            decision = decision_in_force(session, person.id, self._clock.today())
            return {
                provider: self._refusal(session, person, decision, services, provider)
                for provider in providers
            }

    def _refusal(
        self,
        session: Session,
        person: Person,
        decision: Decision | None,
        services: list[str],
        provider: str,
    ) -> RefusalReason | None:
        for service in services:
            try:
                self._eligibility.place(
                    session,
                    person,
                    decision,
                    service=service,
                    provider_id=provider,
                    replaces=True,
                    taking=False,
                )
            except ChoiceRefused as refused:
                return refused.reason
        return None
