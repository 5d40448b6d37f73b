"""What cannot be chosen, and why."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from choice_register.register import Register
from choice_register.types import ChoiceRefused, NewService, RefusalReason
from provider_catalog.catalogue import ROOM, Catalogue
from tests.choice_register.harness import CHEAP, KRISTIANSAND, MOSS, TRONDHEIM, RegisterHarness


@pytest.mark.parametrize(
    ("municipality", "services", "pick", "provider", "reason"),
    [
        ("0301", (), "practical_assistance", "hasselvind", RefusalReason.NO_DECISION),
        ("0301", None, "home_nursing", "hasselvind", RefusalReason.SERVICE_NOT_IN_DECISION),
        (TRONDHEIM, None, "practical_assistance", "hasselvind", RefusalReason.SCHEME_PLANNED),
        (MOSS, None, "practical_assistance", "moss-kommune", RefusalReason.SCHEME_ENDED),
        ("0301", None, "practical_assistance", "nobody", RefusalReason.UNKNOWN_PROVIDER),
        ("0301", None, "practical_assistance", "skjaerbris", RefusalReason.PROVIDER_NOT_HERE),
        (
            "0301",
            None,
            "practical_assistance",
            "kristiansand-kommune",
            RefusalReason.PROVIDER_NOT_HERE,
        ),
        ("0301", None, "practical_assistance", "maakesund", RefusalReason.SERVICE_NOT_COVERED),
        (
            "0301",
            ("home_nursing",),
            "home_nursing",
            "rognelykt",
            RefusalReason.DISTRICT_NOT_COVERED,
        ),
        ("0301", None, "practical_assistance", "tunhaugen", RefusalReason.DATE_NOT_COVERED),
        ("0301", None, "practical_assistance", "oslo-kommune", RefusalReason.SAME_AS_NOW),
        # RegisterHarness nursing joins Kristiansand's scheme on 1 January 2027.
        (
            KRISTIANSAND,
            ("home_nursing",),
            "home_nursing",
            "skjaerbris",
            RefusalReason.SERVICE_NOT_COVERED,
        ),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_reason(
    harness: RegisterHarness,
    *,
    municipality: str,
    services: tuple[str, ...] | None,
    pick: str,
    provider: str,
    reason: RefusalReason,
) -> None:
    granted = ("practical_assistance",) if services is None else services
    person = harness.person(municipality, services=granted)
    harness.prove(person)
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(harness.request(person, **{pick: provider}))
    assert refused.value.reason is reason
    assert (refused.value.service, refused.value.provider_id) == (pick, provider)
    assert harness.register.choices(person.id) == []


@pytest.mark.parametrize(
    ("state", "until", "reason"),
    [
        ("no_provider", None, RefusalReason.SCHEME_NO_PROVIDER),
        ("ending", date(2026, 12, 3), None),
        # It would take effect on 3 December.
        ("ending", date(2026, 12, 2), RefusalReason.SCHEME_ENDING),
        ("ending", date(2026, 11, 22), RefusalReason.SCHEME_ENDED),
    ],
)
def test_a_scheme_that_ends_takes_no_choice_that_would_start_after_it(
    harness: RegisterHarness,
    tmp_path: Path,
    state: str,
    until: date | None,
    reason: RefusalReason | None,
) -> None:
    schemes = tmp_path / "schemes"
    shutil.copytree(ROOM / "schemes", schemes)
    oslo = yaml.safe_load((schemes / "oslo.yml").read_text())
    oslo["state"] |= {"value": state, "until": until}
    (schemes / "oslo.yml").write_text(yaml.safe_dump(oslo))
    harness.register = Register(
        harness.database, Catalogue.load(schemes=schemes), harness.clock, hasher=CHEAP
    )
    person = harness.person()
    harness.prove(person)
    request = harness.request(person, practical_assistance="hasselvind")
    if reason is None:
        assert harness.register.register_choice(request)
        return
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(request)
    assert refused.value.reason is reason


def test_a_decision_that_has_run_out_gives_nothing_to_choose(harness: RegisterHarness) -> None:
    person = harness.person()
    harness.clock.move(days=343)
    harness.prove(person)
    assert harness.register.decision(person.id) is None
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(harness.request(person, practical_assistance="hasselvind"))
    assert refused.value.reason is RefusalReason.NO_DECISION


def test_a_decision_holds_on_its_last_day_in_oslo(harness: RegisterHarness) -> None:
    person = harness.person(services=())
    harness.register.add_decision(
        person.id,
        reference="last",
        decided_on=date(2026, 11, 1),
        valid_from=date(2026, 11, 1),
        valid_to=date(2026, 11, 23),
        services=[NewService("practical_assistance")],
    )
    harness.clock.move(hours=13, minutes=59)  # 23:59 in Oslo
    assert harness.register.decision(person.id) is not None
    harness.clock.move(minutes=1)
    assert harness.register.decision(person.id) is None
