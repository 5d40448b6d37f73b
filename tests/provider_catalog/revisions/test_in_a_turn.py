"""What was approved is what a citizen is told, at the next message, there and nowhere else."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from channels.phone.twiml import Documents, Style
from channels.phone.voice import Pace
from conversations.models import Reply
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from devtools.fake_twilio import RunningFake, serve_fake
from provider_catalog.revisions.revisions import Revisions
from service.application import Application
from service.commands.command_session import opened
from tests.channels.harness import ASTRID, KRISTIANSAND, OSLO, PUBLIC, settings_for, sid
from tests.channels.protocol_engine import ProtocolEngine
from tests.provider_catalog.revisions.people import put_in_force

NEW = {"nb": {"any": "Hvem skal det bli?"}, "nn": {"any": "Kven skal det bli?"}}
SAY = {"messages": [{"say": "choice.pick"}], "slots": {}, "understood": {"intent": "test"}}


@pytest.fixture
def fake() -> Iterator[RunningFake]:
    running = serve_fake(public_base_url=PUBLIC)
    yield running
    running.stop()


@pytest.fixture
def engine() -> Iterator[ProtocolEngine]:
    server = ProtocolEngine()
    server.answer = lambda _: SAY
    yield server
    server.stop()


@pytest.fixture
def application(url: str, engine: ProtocolEngine, fake: RunningFake) -> Iterator[Application]:
    application = Application.build(settings_for(url, engine, fake))
    yield application
    application.services.close()


def told(application: Application, number: str, municipality: str) -> str:
    """What somebody is told who writes to a number now."""
    opening = Opening(municipality, "sms", ASTRID, number)
    stored = application.services.inbox.store(Incoming(sid(), opening, "hei"))
    application.services.turns.run_next(stored.conversation)
    with application.services.database.read() as session:
        replies = session.scalars(
            select(Reply).where(Reply.conversation_id == stored.conversation).order_by(Reply.id)
        ).all()
    return replies[-1].text


def spoken(application: Application, municipality: str) -> str:
    """The TwiML that says it in a call."""
    documents = Documents(application.settings, application.phone)
    return documents.tell([{"say": "choice.pick"}], Style("nb", Pace(), municipality))


def test_the_approved_text_is_what_is_sent_and_said_in_that_municipality(
    application: Application, editions: Revisions
) -> None:
    assert told(application, OSLO, "0301") == "Hvem vil du ha?"
    put_in_force(editions, NEW)
    application.follower.look()
    assert told(application, OSLO, "0301") == "Hvem skal det bli?"
    assert told(application, KRISTIANSAND, "4204") == "Hvem vil du ha?"
    assert "Hvem skal det bli?" in spoken(application, "0301")
    assert "Hvem vil du ha?" in spoken(application, "4204")


def test_rolled_back_the_old_text_is_sent_again(
    application: Application, editions: Revisions
) -> None:
    put_in_force(editions, NEW)
    put_in_force(editions, None)
    application.follower.look()
    assert told(application, OSLO, "0301") == "Hvem vil du ha?"


def test_an_edition_that_fits_no_more_is_told_of_and_the_turn_goes_well(
    application: Application, editions: Revisions
) -> None:
    put_in_force(editions, {"nb": {"any": "Velg {gone}."}, "nn": {"any": "Vel {gone}."}})
    put_in_force(editions, {"value": "x"}, piece="rule:price")
    put_in_force(editions, NEW, piece="text:gone.text")
    application.follower.look()
    assert told(application, OSLO, "0301") == "Hvem vil du ha?"
    assert set(application.follower.broken) == {
        ("0301", "text:choice.pick"),
        ("0301", "rule:price"),
        ("0301", "text:gone.text"),
    }


def test_a_new_provider_can_be_chosen_and_is_known_by_name_without_training(
    application: Application, engine: ProtocolEngine, editions: Revisions
) -> None:
    described = application.catalogue.content("0301", "provider:hasselvind")
    described |= {"name": "Soltun Omsorg", "aliases": ["Soltun"]}
    contract = application.catalogue.content("0301", "contract:oslo-hasselvind")
    put_in_force(editions, described, piece="provider:soltun")
    put_in_force(editions, contract | {"provider": "soltun"}, piece="contract:oslo-soltun")
    application.follower.look()
    here = application.action_dependencies.catalogue.providers(
        "0301", "030101", "home_nursing", application.services.clock.today()
    )
    assert "Soltun Omsorg" in [each.name for each in here]
    told(application, OSLO, "0301")
    names: list[dict[str, Any]] = engine.requests[-1]["context"]["names"]
    assert {"kind": "provider", "id": "soltun", "form": "Soltun"} in names
    told(application, KRISTIANSAND, "4204")
    assert engine.requests[-1]["context"]["names"] == []


def test_a_house_built_anew_and_a_command_see_it_at_once(
    url: str, application: Application, editions: Revisions
) -> None:
    rule = application.catalogue.content("0301", "rule:choice_deadline")
    put_in_force(editions, {**rule, "value": {"weeks": 1}}, piece="rule:choice_deadline")
    put_in_force(editions, NEW)
    again = Application.build(application.settings)
    assert told(again, OSLO, "0301") == "Hvem skal det bli?"
    again.services.close()
    with opened(application.settings) as records:
        assert records.catalogue.content("0301", "rule:choice_deadline")["value"]["weeks"] == 1
