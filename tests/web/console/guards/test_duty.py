"""Danger on every page of the console: who has been told, whom to ring, and what is to be done."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from conversations.duty.models import DutyAlert
from conversations.lease import real_now
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness
from web.auth import Role

BAR = "/casework/danger"
FIRST = "+4740000391"


def step(harness: ConsoleHarness) -> None:
    """The next step's time comes."""
    with harness.application.services.database.write() as session:
        soon = real_now() - timedelta(seconds=1)
        session.execute(
            update(DutyAlert).where(DutyAlert.next_at.is_not(None)).values(next_at=soon)
        )
    harness.application.services.worker._duty.run_due()
    harness.deliver()


def test_danger_shows_on_every_page_until_it_is_taken(harness: ConsoleHarness) -> None:
    client = harness.client()
    assert "Ring" not in client.get(BAR).text
    conversation = harness.text("grunn emergency haster")
    for page in ("queue", "mine", "queue?kind=call"):
        assert f'hx-get="{BAR}"' in client.get(f"/casework/{page}").text
    step(harness)
    bar = client.get(BAR).text
    assert "Vakttelefonen blir varslet nå. Ingen har tatt den ennå." in bar
    assert f'href="tel:{harness.tasks[0].call_back_number}"' in bar
    assert f"/danger/{conversation}/take" in bar
    assert 'data-newest="1"' in bar
    assert "Ring" not in harness.client(who=SOUTH).get(BAR).text, "another municipality's"
    assert harness.client(Role.READER).get(BAR).status_code == 403
    asks = f'hx-get="{BAR}"'
    assert asks not in harness.client(Role.EDITOR).get("/casework/editing").text
    assert harness.audit("danger_seen")
    harness.desk.claim(KARI, conversation)
    assert "tel:" not in client.get(BAR).text


def test_that_nobody_answered_is_said_where_everybody_sees_it(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn emergency haster")
    for _ in range(6):
        step(harness)
    said = "Ingen på vakt svarte: Vakttelefonen, Vaktlederen. Ring nå."
    assert said in harness.client().get(BAR).text
    page = harness.client().get(f"/casework/conversation/{conversation}").text
    assert said in page
    assert page.count("SMS til Vakttelefonen (40 00 03 91)") == 2
    assert page.count("Ringte Vaktlederen (40 00 03 92)") == 2
    assert "Vakten: ingen på vakt svarte" in page


def test_the_page_tells_who_has_taken_it_and_when(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn emergency haster")
    step(harness)
    with harness.application.services.database.read() as session:
        [key] = [each.key for each in session.scalars(select(DutyAlert))]
    assert harness.application.services.duty.text("0301", FIRST, f"ja {key}", "SM1")
    assert "tel:" not in harness.client().get(BAR).text
    page = harness.client().get(f"/casework/conversation/{conversation}").text
    assert "Vakttelefonen har tatt den." in page
    assert "tok den" in page


def test_steps_are_ticked_off_by_whoever_does_them_once(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn emergency haster")
    address = f"/casework/conversation/{conversation}"
    ring = {"task": "1", "step": "call"}
    page = harness.client().get(address).text
    assert page.count('name="step"') == 5
    assert harness.client().post(f"{address}/tick", data=ring).status_code == 303
    harness.client(who=OLA).post(f"{address}/tick", data=ring)
    page = harness.client().get(address).text
    assert page.count('name="step"') == 4
    assert "Kari Skog gjorde et steg" in " ".join(page.split())
    assert "Ola Fjell gjorde" not in page


@pytest.mark.parametrize(
    "form", [{"task": "1", "step": "dance"}, {"task": "9", "step": "call"}, {"step": "call"}]
)
def test_what_is_no_step_is_none(harness: ConsoleHarness, form: dict[str, str]) -> None:
    conversation = harness.text("grunn emergency haster")
    address = f"/casework/conversation/{conversation}/tick"
    assert harness.client().post(address, data=form).status_code == 400


def test_who_writes_to_a_caseworker_at_night_is_told_once_when_somebody_answers(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    harness.desk.reply(KARI, conversation, "Jeg ser på det.", "k1")
    said = len(harness.said)
    harness.text("takk")
    assert len(harness.said) == said, "in the hours"
    with harness.later(hours=10):
        harness.text("er det noe nytt?")
        harness.text("hallo?")
        assert harness.said[said:] == [
            "Kontoret er stengt nå. Noen i Oslo svarer deg tirsdag mellom 8 og 15. "
            "Kan det ikke vente, ring hjemmetjenestens vakttelefon på 40 00 03 93."
        ]
    south = harness.text("grunn asked", municipality="4204")
    harness.desk.claim(SOUTH, south)
    with harness.later(hours=10):
        before = len(harness.said)
        harness.text("hei?", municipality="4204")
        assert len(harness.said) == before, "it has given no hours"
