"""Somebody on duty is rung: what it is about, a key to take it, and whom to ring then."""

from datetime import datetime

import pytest

from conversations.duty.alerts import dangers
from conversations.duty.models import AlertState
from devtools.fake_twilio import Answer
from tests.channels.harness import wait_until
from tests.channels.phone.exchange import Exchange

FIRST = "+4740000391"
NIGHT = datetime.fromisoformat("2026-11-22T03:00+01:00")


@pytest.mark.parametrize(
    ("by", "keys", "state", "heard"),
    [
        ("human", ("1",), AlertState.ACKNOWLEDGED, "Oppgaven er din. Ring 4 0, 0 0, 0 0, 0 1 nå."),
        ("human", ("2",), AlertState.CALLING, "Greit. Da ringer vi den neste."),
        ("machine_end_beep", (), AlertState.CALLING, "Trykk 1 for å ta oppgaven."),
    ],
)
def test_a_key_takes_it_and_nothing_else_does(
    phone: Exchange, by: str, keys: tuple[str, ...], state: AlertState, heard: str
) -> None:
    phone.again(now=NIGHT)
    phone.fake.callbacks.go_to(phone.base_url)
    phone.fake.twilio.answers[FIRST] = Answer(by, keys)
    phone.call("jeg får ikke puste")
    assert phone.services.worker._duty.run_due() == 1
    while phone.services.delivery.run_next():
        pass
    [record] = wait_until(lambda: list(phone.fake.twilio.played.values()))
    assert not record.problems, record.problems
    assert record.heard[0].startswith("Det haster. Det kan være fare for liv")
    assert heard in record.text
    [told] = dangers(phone.services.database, "0301")
    assert told.alert.state is state
