"""Two readings of a message: kept in shadow, compared, judged; and of any text at the shell.

The other reader is the double on loopback; what is read by ours is told by protocol, but for
`parse`, which asks the trained model.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial

import pytest

from channels.services import build
from channels.sms.renderer import SmsRenderer
from conversations.readings.models import SecondReading
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from core.settings import Settings
from devtools.fake_reader import RunningReader, serve_reader
from service.engine.second_reader import second_reader
from service.paths import ROOT
from tests.channels.harness import sid
from tests.service.office import BAERUM, CATALOGUE, OSLO, SOLVEIG, TEXTS, Office

PRICE = "hva koster det egentlig"
BOTH = "jeg vil bytte"
KEY = "sk-hemmelig-noekkel-i-tester-4711"


@pytest.fixture
def double() -> Iterator[RunningReader]:
    running = serve_reader()
    running.fake.key = KEY
    yield running
    running.stop()


def understood(text: str) -> dict[str, object]:
    """Ours hears a switch in everything, and that it doubts."""
    act = {"intent": "switch_provider", "start": 0, "end": len(text), "confidence": 0.6}
    return {"intent": "switch_provider", "confidence": 0.6, "acts": [act], "entities": []}


@pytest.fixture
def shadowed(office: Office, double: RunningReader) -> Office:
    """Three messages in Oslo and one in Bærum have been read by two, in shadow."""
    office.engine.understands = understood
    for text, where in ((PRICE, OSLO), (BOTH, OSLO), (PRICE, OSLO), (PRICE, BAERUM)):
        read_in_shadow(office, double, text, where)
    return office


def read_in_shadow(office: Office, double: RunningReader, text: str, where: str) -> None:
    settings = Settings(
        _env_file=None,
        database_url=office.database_url,
        now=office.now,
        public_base_url="https://velg.example",
        engine_port=office.engine.port,
        twilio_api_base_url=office.fake.base_url,
        reader="shadow",
        reader_url=double.base_url,
        reader_model="double",
        reader_key=KEY,
    )
    known = len(office.rows(SecondReading))
    services = build(
        settings,
        CATALOGUE,
        {"sms": SmsRenderer(TEXTS)},
        second=partial(second_reader, settings, CATALOGUE),
    )
    opening = Opening(where, "sms", SOLVEIG, CATALOGUE.municipality(where).phone)
    stored = services.inbox.store(Incoming(sid(), opening, text))
    services.turns.run_next(stored.conversation)
    until = time.monotonic() + 20
    while len(office.rows(SecondReading)) == known and time.monotonic() < until:
        time.sleep(0.05)
    services.close()
    assert len(office.rows(SecondReading)) == known + 1


def test_where_nobody_else_reads_it_is_said(office: Office) -> None:
    assert "BRUKERVALG_READER er off, eller ingen har skrevet" in office.does("readings")


def test_the_report_tells_how_often_the_two_agree_and_where_they_differ(shadowed: Office) -> None:
    told = shadowed.does("readings")
    assert "Meldinger som den andre leseren fikk: 4" in told
    assert "samme første handling: 1 (25 %)" in told
    assert "brukt i svaret: 0 (0 %)" in told
    assert "switch_provider → ask_price: 3" in told
    assert PRICE not in told
    # Nobody was shown a message.
    assert shadowed.audit("readings_seen") == []


def test_a_municipality_is_shown_its_own_and_that_somebody_looked_is_noted(
    shadowed: Office,
) -> None:
    told = shadowed.does("readings", "--municipality", OSLO, "--examples", "20")
    assert "Meldinger som den andre leseren fikk: 3" in told
    assert told.count(f"«{PRICE}»") == 2
    assert f"«{BOTH}»" not in told
    [seen] = shadowed.audit("readings_seen")
    assert (seen.municipality, seen.details["messages"]) == (OSLO, 2)
    data = json.loads(shadowed.does("readings", "--examples", "1", "--json"))
    assert (data["asked"], len(data["examples"])) == (4, 1)
    assert data["examples"][0]["second"]["acts"] == ["ask_price"]


def test_a_day_to_come_and_a_municipality_that_is_not_there_are_told(shadowed: Office) -> None:
    assert "Ingen meldinger er lest av to" in shadowed.does("readings", "--since", "2030-01-01")
    assert "Kommunenummer 9999 finnes ikke" in shadowed.refuses(
        "readings", "--municipality", "9999"
    )


def test_whoever_is_found_right_is_counted_and_not_asked_about_again(shadowed: Office) -> None:
    told = shadowed.does("readings", "--examples", "20")
    first = re.findall(r"^(\d+): «", told, re.M)[0]
    assert shadowed.does("judge-reading", first, "second") == "Lagret.\n"
    told = shadowed.does("readings", "--examples", "20")
    assert "Vurdert av mennesker: second 1" in told
    assert f"{first}: «" not in told
    row = next(each for each in shadowed.rows(SecondReading) if each.id == int(first))
    assert row.judged_by.startswith("caseworker:")


@pytest.mark.parametrize("number", ["99", "0", "-1", str(2**63), "tre"])
def test_a_reading_that_is_not_there_is_not_judged(shadowed: Office, number: str) -> None:
    shadowed.refuses("judge-reading", "--", number, "second")
    assert {each.judged for each in shadowed.rows(SecondReading)} == {None}


def test_a_reading_that_never_came_is_counted_by_why_and_not_judged(
    office: Office, double: RunningReader
) -> None:
    office.engine.understands = understood
    double.fake.answer = lambda _question, _schema: "det vet jeg ikke"
    read_in_shadow(office, double, PRICE, OSLO)
    told = office.does("readings", "--examples", "5")
    assert "svarte utenfor skjemaet: 1" in told
    assert "«" not in told
    assert "Ingen to lesninger har nummer 1." in office.refuses("judge-reading", "1", "second")


def test_any_text_is_parsed_by_both_and_what_is_ours_leaves_for_nobody(
    double: RunningReader,
) -> None:
    """The trained model, as the command asks it; danger and a code are never sent."""
    lines = [
        {"text": PRICE},
        {"text": "det brenner på kjøkkenet"},
        {"text": "631467268"},
        {"tekst": 1},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "service", "parse", "--both"],
        cwd=ROOT,
        input="\n".join(json.dumps(each) for each in lines),
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "BRUKERVALG_READER": "shadow",
            "BRUKERVALG_READER_URL": double.base_url,
            "BRUKERVALG_READER_MODEL": "double",
            "BRUKERVALG_READER_KEY": KEY,
            "BRUKERVALG_READER_SECONDS": "5",
        },
    )
    assert done.returncode == 0, done.stderr[-2000:]
    price, fire, code, wrong = [json.loads(line) for line in done.stdout.splitlines()]
    assert price["second"]["acts"] == ["ask_price"]
    assert "koster" in price["second"]["sent"]
    assert fire["second"] == {"none": "ours", "why": "danger"}
    assert code["second"]["none"] == "ours"
    assert "error" in wrong
    assert [each.sent for each in double.fake.asked] == [price["second"]["sent"]]


def test_both_are_not_parsed_where_there_is_no_other() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service", "parse", "--both"],
        cwd=ROOT,
        input="",
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.returncode != 0
    assert "BRUKERVALG_READER" in done.stderr
    assert "Traceback" not in done.stderr
