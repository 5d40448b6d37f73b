"""People on the own page: with a case, with a mandate, with nothing."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from itertools import count

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from choice_register.audit import Actor
from choice_register.mandates.types import NewMandate, Scope
from choice_register.models import Audit, Person
from choice_register.types import ChoiceRequest, ChoiceView, PersonView
from choice_register.verification.models import Proof
from conversations.models import Reply, ReplyKind
from conversations.threads import Opening
from conversations.turns.inbox import Inbox, Incoming
from tests.choice_register.harness import RegisterHarness, synthetic_id
from tests.signed_in import as_citizen

HALLGERD = Actor("caseworker:Hallgerd Stuvik", "casework", "caseworker")
SERVICE = "practical_assistance"
DAUGHTER = "Berit Datter"
AGENT_BORN = date(1970, 5, 20)
NUMBERS = count()


@dataclass
class Visitor:
    """Somebody who has signed in."""

    client: FlaskClient
    national_id: str
    person: PersonView | None

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **form: str) -> TestResponse:
        return self.client.post(path, data=form)

    def reads(self, path: str, status: int = 200) -> str:
        """What a page says, without its marks."""
        answer = self.get(path)
        assert answer.status_code == status, answer.text
        return plain(answer)


@dataclass
class Street:
    """Where they live."""

    app: Flask
    harness: RegisterHarness

    def person(self, **options: object) -> Visitor:
        """Somebody with a decision in force, signed in."""
        person = self.harness.person(**options)  # type: ignore[arg-type]
        with self.harness.database.read() as session:
            national_id = session.get_one(Person, person.id).national_id
        return self.signed_in(national_id, person)

    def stranger(self) -> Visitor:
        """Somebody whom no municipality knows, signed in."""
        return self.signed_in(synthetic_id(AGENT_BORN, next(NUMBERS) % 400), None)

    def signed_in(self, national_id: str, person: PersonView | None) -> Visitor:
        client = self.app.test_client()
        as_citizen(self.app, client, national_id)
        return Visitor(client, national_id, person)

    def chooses(self, visitor: Visitor) -> ChoiceView:
        """The person chooses the first provider with room that is not the municipality's."""
        assert visitor.person is not None
        person, harness = visitor.person, self.harness
        conversation = harness.prove(person)
        where = (person.municipality, person.district)
        offered = harness.catalogue.providers(*where, SERVICE, harness.clock.today())
        refusals = harness.register.refusals(person.id, [SERVICE], [each.id for each in offered])
        wanted = next(
            each.id for each in offered if not each.municipal and refusals[each.id] is None
        )
        request = ChoiceRequest(person.id, {SERVICE: wanted}, "sms", "self", conversation, "k")
        [made] = harness.register.register_choice(request)
        return made

    def chooses_for(self, location: str) -> ChoiceView:
        """Whoever has opened a case by mandate, at its address, chooses in it."""
        mandate = int(location.rsplit("/", 1)[1])
        with self.harness.database.read() as session:
            opened = select(Proof).where(Proof.mandate_id == mandate)
            proof = session.scalars(opened.order_by(Proof.id.desc())).first()
            assert proof is not None
            person, where = proof.person_id, proof.conversation
            giver = session.get_one(Person, person)
            lives = (giver.municipality, giver.district)
        harness = self.harness
        offered = harness.catalogue.providers(*lives, SERVICE, harness.clock.today())
        ids = [each.id for each in offered if not each.municipal]
        refusals = harness.register.refusals(person, [SERVICE], ids)
        wanted = next(each for each in ids if refusals[each] is None)
        request = ChoiceRequest(person, {SERVICE: wanted}, "web", "mandate", where, where)
        [made] = harness.register.register_choice(request)
        return made

    def gives(self, visitor: Visitor, scope: Scope = Scope.CHOOSE, name: str = DAUGHTER) -> str:
        """The person gives somebody a mandate: its code."""
        assert visitor.person is not None
        conversation = self.harness.prove(visitor.person)
        new = NewMandate(
            person_id=visitor.person.id,
            agent_name=name,
            # The same number would be the same one, with a new mandate for the old.
            agent_phone="40000002" if name == DAUGHTER else "40000003",
            scope=scope,
            conversation=conversation,
            channel="sms",
            key=secrets.token_hex(8),
        )
        return self.harness.register.give_mandate(new).code

    def agent(
        self, giver: Visitor, scope: Scope = Scope.CHOOSE, name: str = DAUGHTER
    ) -> tuple[Visitor, str]:
        """A daughter who has signed in and used the code, and the address of the case."""
        code, daughter = self.gives(giver, scope, name), self.stranger()
        bound = self.uses(daughter, giver, code)
        assert bound.status_code == 303, bound.text
        return daughter, bound.location

    def uses(self, agent: Visitor, giver: Visitor, code: str) -> TestResponse:
        assert giver.person is not None
        born = f"{giver.person.birth_date:%d.%m.%Y}"
        where = giver.person.municipality
        key = secrets.token_hex(6)
        return agent.post("/min-side/kode", kommune=where, kode=code, fodt=born, key=key)

    def talk(self, said: str, answered: str, channel: str = "sms") -> str:
        """Something was said through a channel, and answered: the conversation's id."""
        harness = self.harness
        opening = Opening("0301", channel, f"+474000{next(NUMBERS):04}", "+4740000301")
        inbox = Inbox(harness.database, harness.clock, timedelta())
        stored = inbox.store(Incoming(secrets.token_hex(17), opening, said))
        with harness.database.write() as session:
            session.add(
                Reply(
                    conversation_id=stored.conversation,
                    message_id=None,
                    kind=ReplyKind.ANSWER,
                    says=[],
                    rest=[],
                    acts=[],
                    text=answered,
                    standard="nb",
                    created_at=harness.clock.now(),
                )
            )
        return stored.conversation

    def audit(self, what: str) -> list[Audit]:
        with self.harness.database.read() as session:
            return list(session.scalars(select(Audit).where(Audit.what == what)))


def plain(answer: TestResponse) -> str:
    """What a reader reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
