"""A leader sees both readings of a message side by side, and says which was right."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from conversations.readings.models import SecondReading
from devtools.fake_reader import serve_reader
from devtools.fake_twilio import serve_fake
from tests.channels.protocol_engine import ProtocolEngine
from tests.web.console.harness import KARI, OLA, SOUTH, ConsoleHarness, settings_for
from web.auth import Role

PAGE = "/casework/missed/readers"
TEXT = "hva koster det egentlig for Åshild"


@pytest.fixture
def shadow(sqlite_template: Path, tmp_path: Path) -> Iterator[ConsoleHarness]:
    """Another reads in shadow, and there is a message that the two read differently."""
    file = tmp_path / "home.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    double = serve_reader()
    double.fake.models = frozenset({"norsk-stor"})
    settings = settings_for(f"sqlite:///{file}", engine, fake).model_copy(
        update={
            "reader": "shadow",
            "reader_url": double.base_url,
            "reader_model": "norsk-stor",
            "reader_key": SecretStr("sk-hemmelig-noekkel-i-tester-4711"),
        }
    )
    harness = ConsoleHarness(settings, engine, fake)
    act = {"intent": "switch_provider", "start": 0, "end": len(TEXT), "confidence": 0.6}
    engine.understands = lambda _: {
        "intent": "switch_provider", "confidence": 0.6, "acts": [act], "entities": []
    }  # fmt: skip
    harness.text(TEXT)
    until = time.monotonic() + 20
    while not harness.rows(SecondReading) and time.monotonic() < until:
        time.sleep(0.05)
    yield harness
    harness.close()
    for each in (double, fake, engine):
        each.stop()


def test_both_readings_stand_side_by_side_in_plain_words(shadow: ConsoleHarness) -> None:
    page = shadow.client(Role.APPROVER).get(PAGE).text
    assert "En annen leser (norsk-stor) leser de samme meldingene ved siden av vår." in page
    assert "«hva koster det egentlig for [ord]»" in page
    assert "Åshild" not in page
    assert "Å bytte nå" in page
    assert "ask_price" not in page
    assert "switch_provider" not in page
    [seen] = shadow.audit("readings_seen")
    assert (seen.municipality, seen.details["reason"]) == (KARI.municipality, "compare")


def test_who_was_right_is_counted_and_asked_about_once(shadow: ConsoleHarness) -> None:
    leader = shadow.client(Role.APPROVER, who=OLA)
    sent = leader.post(f"{PAGE}/1", data={"judged": "second"}, follow_redirects=True)
    assert "Lagret." in sent.text
    assert "Ingen meldinger venter på å bli vurdert." in sent.text
    assert "ganger hadde «den andre» rett" in sent.text
    [row] = shadow.rows(SecondReading)
    assert (row.judged, row.judged_by) == ("second", "caseworker:Ola Fjell")


def test_what_one_leader_has_said_is_not_changed_by_another_whose_page_is_older(
    shadow: ConsoleHarness,
) -> None:
    first, second = (shadow.client(Role.APPROVER, who=who) for who in (OLA, KARI))
    for _ in range(2):
        sent = first.post(f"{PAGE}/1", data={"judged": "second"}, follow_redirects=True)
        assert "Lagret." in sent.text
    sent = second.post(f"{PAGE}/1", data={"judged": "neither"}, follow_redirects=True)
    assert "Noen andre har tatt denne." in sent.text
    assert "Lagret." not in sent.text
    [row] = shadow.rows(SecondReading)
    assert (row.judged, row.judged_by) == ("second", "caseworker:Ola Fjell")


@pytest.mark.parametrize("says", ["", "x" * 60_000, "none"])
def test_what_is_no_judgement_is_not_kept(shadow: ConsoleHarness, says: str) -> None:
    answer = shadow.client(Role.APPROVER).post(f"{PAGE}/1", data={"judged": says})
    assert answer.status_code == 400
    assert shadow.rows(SecondReading)[0].judged is None


def test_nobody_elsewhere_and_nobody_without_the_role_sees_or_judges(
    shadow: ConsoleHarness,
) -> None:
    south = shadow.client(Role.APPROVER, who=SOUTH)
    assert "[ord]" not in south.get(PAGE).text
    assert south.post(f"{PAGE}/1", data={"judged": "both"}).status_code == 404
    editor = shadow.client(Role.EDITOR)
    assert "Hvem leste rett?" not in editor.get(PAGE).text
    assert editor.post(f"{PAGE}/1", data={"judged": "both"}).status_code == 403
    assert shadow.client(Role.CASEWORKER).get(PAGE).status_code == 403
    assert shadow.rows(SecondReading)[0].judged is None


def test_without_another_reader_there_is_no_tab_and_the_page_says_so(
    harness: ConsoleHarness,
) -> None:
    leader = harness.client(Role.APPROVER)
    assert PAGE not in leader.get("/casework/missed").text
    assert "Ingen annen leser er i bruk her nå." in leader.get(PAGE).text
