"""The numbers as they are shown: true, hidden where few, each municipality its own."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from itertools import count
from xml.etree import ElementTree as ET

import pytest

from choice_register.models import Choice, Person
from choice_register.types import Authority, ChoiceState
from conversations.statistics import Wait
from tests.web.console.harness import KARI, KRISTIANSAND, OLA, OSLO, SOUTH, ConsoleHarness
from web.auth import Role
from web.console.numbers.waits import band, half, kept, nine_of_ten

FROGNER, SAGENE = "030105", "030103"
NUMBERS = count()


def choices(
    harness: ConsoleHarness,
    many: int,
    month: int,
    district: str | None = FROGNER,
    *,
    municipality: str = OSLO,
    provider: str = "hasselvind",
    state: ChoiceState = ChoiceState.WITHDRAWN,
) -> None:
    """So many people chose in a month."""
    with harness.application.services.database.write() as session:
        for _ in range(many):
            number = next(NUMBERS)
            person = Person(
                national_id=f"x{number}",
                name="N N",
                birth_date=date(1941, 3, 14),
                municipality=municipality,
                district=district,
                standard="nb",
            )
            session.add(person)
            session.flush()
            session.add(
                Choice(
                    person_id=person.id,
                    municipality=municipality,
                    case_number=f"c{number}",
                    service="home_nursing",
                    provider_id=provider,
                    contract_id="x",
                    state=state,
                    received_at=datetime(2026, month, 10, 12, tzinfo=UTC),
                    channel="sms",
                    authority=Authority.SELF,
                    key=f"k{number}",
                )
            )


def table(
    harness: ConsoleHarness, name: str, who: object = KARI, year: int = 2026
) -> list[list[str]]:
    """The rows of a table, as it is taken along."""
    client = harness.client(Role.READER, who=who)  # type: ignore[arg-type]
    sent = client.get(f"/casework/tall/{name}.csv?year={year}")
    assert sent.status_code == 200
    assert sent.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def counted(harness: ConsoleHarness) -> ConsoleHarness:
    own = harness.application.catalogue.municipal_provider(OSLO).id
    choices(harness, 12, 5)
    choices(harness, 8, 5, SAGENE, provider=own)
    choices(harness, 30, 9)
    choices(harness, 10, 9, provider=own)
    choices(harness, 40, 9, None, municipality=KRISTIANSAND)
    return harness


def test_choices_by_month_and_owner_with_the_private_share(counted: ConsoleHarness) -> None:
    rows = table(counted, "owners")
    assert rows[0] == [
        *("Måned", "Kommunens egen", "Privat", "Ideell", "Sum", "Andel privat eller ideell")
    ]
    by_month = {row[0]: row for row in rows[1:]}
    assert by_month["Mai"] == ["Mai", "8", "12", "0", "20", "60 %"]
    assert by_month["September"] == ["September", "10", "30", "0", "40", "75 %"]
    assert by_month["Sum"] == ["Sum", "18", "42", "0", "60", "70 %"]
    assert by_month["Januar"] == ["Januar", "0", "0", "0", "0", "–"]
    assert len(rows) == 1 + 11 + 1  # it is November


def test_choices_by_district(counted: ConsoleHarness) -> None:
    by_district = {row[0]: row[1:] for row in table(counted, "owners-district")[1:]}
    assert by_district["Frogner"] == ["10", "42", "0", "52", "81 %"]
    assert by_district["Sagene"] == ["8", "0", "0", "8", "0 %"]
    assert len(by_district) == len(counted.application.catalogue.districts(OSLO)) + 1


def test_another_municipality_has_its_own_and_no_table_of_districts(
    counted: ConsoleHarness,
) -> None:
    assert table(counted, "owners", SOUTH)[-1][4] == "40"
    sent = counted.client(Role.READER, who=SOUTH).get("/casework/tall/owners-district.csv")
    assert sent.status_code == 404


def test_a_few_are_hidden_on_the_page_in_the_file_and_in_the_plot(counted: ConsoleHarness) -> None:
    choices(counted, 2, 3, SAGENE)
    rows = {row[0]: row for row in table(counted, "states")[1:]}
    assert rows["Mars"][5] == rows["Mars"][7] == ":"
    page = counted.client(Role.READER).get("/casework/tall").text
    assert "Tall fra 1 til 4 er skjult" in page
    assert ">skjult</span>" in page
    plot = counted.client(Role.READER).get("/casework/tall/states.svg").text
    assert ">Antall<" in plot  # words are words, for who enlarges or searches


def test_satisfaction_and_waiting_are_there_with_nothing_in_them(harness: ConsoleHarness) -> None:
    page = harness.client(Role.READER).get("/casework/tall").text
    assert page.count("Ingenting er talt ennå.") > 5


@pytest.mark.parametrize("name", ["answered", "channels", "waits", "reasons"])
def test_conversations_and_tasks_are_counted(harness: ConsoleHarness, name: str) -> None:
    harness.at_work(KARI, OLA)
    for number in range(6):
        harness.text("grunn asked", sender=f"+47400110{number:02}")
        harness.text("hva koster det", sender=f"+47400120{number:02}")
    for each in harness.tasks:
        harness.desk.claim(KARI, each.conversation_id)
        harness.desk.reply(KARI, each.conversation_id, "Hei.", f"key-{each.id}")
    rows = {row[0]: row[1:] for row in table(harness, name)[1:]}
    assert (
        rows["Sum"]
        == {
            "answered": ["6", "6", "12", "50 %"],
            "channels": ["12", "0", "0", "12"],
            "waits": ["6", "0", "0", "0", "0", "6", "0 min", "0 min", "–"],
            "reasons": ["6", "6"],
        }[name]
    )


def test_every_plot_is_a_picture_that_carries_no_script(counted: ConsoleHarness) -> None:
    client = counted.client(Role.READER)
    for name in ("states", "owners-district"):
        sent = client.get(f"/casework/tall/{name}.svg")
        assert sent.mimetype == "image/svg+xml"
        assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
        root = ET.fromstring(sent.data)  # noqa: S314 - our own
        assert root.tag.endswith("svg")
        tags = {each.tag.rpartition("}")[2] for each in root.iter()}
        assert "script" not in tags


@pytest.mark.parametrize("address", ["?year=1999", "?year=2027", "?year=x", "/nothing.svg"])
def test_what_is_not_counted_is_not_there(harness: ConsoleHarness, address: str) -> None:
    assert harness.client(Role.READER).get(f"/casework/tall{address}").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_read_the_numbers(harness: ConsoleHarness, role: Role) -> None:
    assert harness.client(role).get("/casework/tall").status_code == 200


def test_last_year_is_another_page(counted: ConsoleHarness) -> None:
    assert table(counted, "owners", year=2025)[-1] == ["Sum", "0", "0", "0", "0", "–"]
    assert len(table(counted, "owners", year=2025)) == 1 + 12 + 1


def wait(hours: float, promise: bool | None = None) -> Wait:
    return Wait(5, timedelta(hours=hours), promise)


@pytest.mark.parametrize(
    ("hours", "name"),
    [(0, "under 1 time"), (1, "1 til 4 timer"), (23.9, "4 til 24 timer"), (72, "over 3 døgn")],
)
def test_waits_fall_into_bands(hours: float, name: str) -> None:
    assert band(timedelta(hours=hours)) == name


def test_the_middle_is_told_of_five_or_more() -> None:
    waits = [wait(hours) for hours in (1, 1, 2, 3, 30)]
    assert (half(waits), nine_of_ten(waits)) == ("2 t 0 min", "19 t 12 min")
    assert (half(waits[:4]), nine_of_ten(waits[:4]), half([])) == (":", ":", "–")


@pytest.mark.parametrize(
    ("yes", "no", "told"),
    [(15, 5, "75 %"), (10, 0, "100 %"), (10, 1, ":"), (2, 10, ":"), (3, 0, ":"), (0, 0, "–")],
)
def test_promises_kept_are_told_where_neither_is_a_few(yes: int, no: int, told: str) -> None:
    assert kept([wait(1, True)] * yes + [wait(1, False)] * no + [wait(1)] * 9) == told
