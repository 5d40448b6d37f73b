"""What the tests of mandates share: giving, using, and being refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from choice_register.audit import Actor
from choice_register.mandates.mandates import GivenMandate
from choice_register.mandates.types import (
    MandateRefusal,
    MandateRefused,
    NewMandate,
    Paper,
    PaperMandate,
    Scope,
)
from choice_register.models import Audit
from choice_register.types import Authority, ChoiceRequest, CodeResult, PersonView
from tests.choice_register.harness import RegisterHarness, synthetic_id

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)
DAUGHTER = synthetic_id(date(1968, 5, 3), 1)
STRANGER = synthetic_id(date(1970, 8, 9), 2)
HERS = "the daughter's conversation"


def wish(harness: RegisterHarness, person: PersonView, **other: Any) -> NewMandate:
    return NewMandate(
        **{
            "person_id": person.id,
            "agent_name": "Kari  Myrhaug",
            "agent_phone": "400 00 222",
            "scope": Scope.CHOOSE,
            "conversation": f"conversation-of-{person.id}",
            "channel": "sms",
            "key": harness.key(),
        }
        | other
    )


def give(harness: RegisterHarness, person: PersonView, **other: Any) -> GivenMandate:
    """The proven person gives a mandate."""
    harness.prove(person)
    return harness.register.give_mandate(wish(harness, person, **other))


def paper(harness: RegisterHarness, person: PersonView, **other: Any) -> PaperMandate:
    today = harness.clock.today()
    return PaperMandate(
        **{
            "municipality": person.municipality,
            "person_id": person.id,
            "paper": Paper.GUARDIAN,
            "reference": "Sak 2026/44",
            "seen_on": today,
            "agent_name": "Ola Verge",
            "scope": Scope.CHOOSE,
            "valid_to": today + timedelta(days=365),
            "key": harness.key(),
        }
        | other
    )


def use(
    harness: RegisterHarness, given: GivenMandate, conversation: str = HERS, **other: Any
) -> CodeResult:
    """Somebody with the mandate's code, and the giver's birth date."""
    return harness.try_code(given.code, conversation=conversation, caller="+4740000222", **other)


def request(harness: RegisterHarness, person: PersonView, **other: Any) -> ChoiceRequest:
    return ChoiceRequest(
        **{
            "person_id": person.id,
            "picks": {"practical_assistance": "klokkebekk"},
            "channel": "sms",
            "authority": Authority.MANDATE,
            "conversation": HERS,
            "key": harness.key(),
        }
        | other
    )


def refused(harness: RegisterHarness, new: NewMandate) -> MandateRefusal:
    with pytest.raises(MandateRefused) as why:
        harness.register.give_mandate(new)
    return why.value.reason


def lines(harness: RegisterHarness, what: str) -> list[Audit]:
    with harness.database.read() as session:
        return list(session.scalars(select(Audit).where(Audit.what == what).order_by(Audit.id)))
