"""Mandates on paper, and those who sign in."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from choice_register.mandates.types import (
    CheckReason,
    MandateKind,
    MandateRefusal,
    MandateRefused,
    MandateState,
    Paper,
)
from choice_register.models import Mandate
from choice_register.types import Attempt, CodeResult
from tests.choice_register.home import KRISTIANSAND, OSLO, Home, synthetic_id
from tests.choice_register.mandates.mandating import (
    CASEWORKER,
    DAUGHTER,
    STRANGER,
    give,
    lines,
    paper,
    request,
    use,
)

# On paper


def test_a_caseworker_registers_a_guardian_whose_paper_was_seen(home: Home) -> None:
    person = home.person()
    given = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    mandate = given.mandate
    assert (mandate.kind, mandate.reference) == (MandateKind.GUARDIAN, "Sak 2026/44")
    assert (mandate.seen_by, mandate.agent_phone) == ("caseworker:test", None)
    assert use(home, given) is CodeResult.OK
    [choice] = home.register.register_choice(request(home, person))
    assert choice.mandate_id == mandate.id


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"paper": Paper.NEXT_OF_KIN}, MandateRefusal.NEXT_OF_KIN),
        ({"reference": " "}, MandateRefusal.NO_PAPER),
        ({"seen_on": date(2026, 11, 24)}, MandateRefusal.NO_PAPER),
        ({"municipality": KRISTIANSAND}, MandateRefusal.NOT_HERE),
        ({"valid_to": date(2028, 1, 1)}, MandateRefusal.BAD_DAYS),
        ({"valid_from": date(2026, 11, 1)}, MandateRefusal.BAD_DAYS),
        ({"agent_phone": "110"}, MandateRefusal.BAD_PHONE),
        ({"agent_name": ""}, MandateRefusal.NO_NAME),
    ],
)
def test_a_paper_that_does_not_suffice_is_refused(
    home: Home, said: dict[str, Any], reason: MandateRefusal
) -> None:
    person = home.person()
    with pytest.raises(MandateRefused) as why:
        home.register.register_mandate_by_caseworker(paper(home, person, **said), CASEWORKER)
    assert why.value.reason is reason
    assert home.register.mandates_of(person.id, every=True) == []


def test_a_mandate_that_begins_later_is_dead_until_then(home: Home) -> None:
    person = home.person()
    begins = home.clock.today() + timedelta(days=30)
    later = paper(home, person, valid_from=begins)
    given = home.register.register_mandate_by_caseworker(later, CASEWORKER)
    assert given.mandate.state is MandateState.COMING
    assert use(home, given) is CodeResult.MANDATE_OVER
    home.clock.move(days=30)
    assert use(home, given) is CodeResult.OK


def test_a_guardian_is_not_sent_away_by_a_word_but_by_a_caseworker(home: Home) -> None:
    person = home.person()
    given = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    with pytest.raises(MandateRefused) as why:
        home.register.withdraw_mandate(given.mandate.id, home.prove(person))
    assert why.value.reason is MandateRefusal.NOT_THE_GIVER_S
    with pytest.raises(MandateRefused) as elsewhere:
        home.register.withdraw_mandate_by_caseworker(
            KRISTIANSAND, given.mandate.id, CASEWORKER, "ended"
        )
    assert elsewhere.value.reason is MandateRefusal.NOT_HERE
    home.register.withdraw_mandate_by_caseworker(OSLO, given.mandate.id, CASEWORKER, "ended")
    assert use(home, given) is CodeResult.MANDATE_OVER


def test_papers_are_looked_at_again_before_they_run_out_and_each_look_is_audited(
    home: Home,
) -> None:
    person = home.person()
    given = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    use(home, given)
    assert home.register.mandates_to_check(CASEWORKER, OSLO) == []
    home.clock.move(days=335)
    [listed] = home.register.mandates_to_check(CASEWORKER, OSLO)
    assert (listed.person_name, listed.why) == ("Prøve Person", (CheckReason.ENDS_SOON,))
    assert home.register.list_mandates(CASEWORKER, KRISTIANSAND) == []
    assert home.register.mandate(KRISTIANSAND, given.mandate.id, CASEWORKER) is None
    assert [line.who for line in lines(home, "mandate_seen")] == ["caseworker:test"]


# Signed in


def test_who_signs_in_is_proven_in_the_own_case_and_only_there(home: Home) -> None:
    born = date(1941, 3, 14)
    person = home.person(birth_date=born)
    own = synthetic_id(born, 0)
    assert home.register.prove_signed_in("web", own, "web") == person
    assert home.register.proven_person("web") == person
    assert home.register.prove_signed_in("b", own, "web", municipality=KRISTIANSAND) is None
    assert home.register.prove_signed_in("c", STRANGER, "web") is None
    assert home.register.proven_person("b") is home.register.proven_person("c") is None
    assert lines(home, "proved")[-1].authority == "id-porten"


def attempt(home: Home, code: str, conversation: str = "web") -> Attempt:
    return Attempt(code, date(1941, 3, 14), conversation, None, OSLO, "web", home.key())


def test_a_mandate_is_bound_to_the_first_sign_in_and_to_no_other(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    assert home.register.mandates_for_agent(DAUGHTER) == []
    assert home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None
    assert home.register.bind_mandate(attempt(home, given.code), DAUGHTER) is CodeResult.OK
    [mine] = home.register.mandates_for_agent(DAUGHTER)
    assert (mine.person_name, mine.mandate.bound) == (person.name, True)
    proven = home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web")
    assert proven == replace(person, mandate=mine.mandate)
    with pytest.raises(MandateRefused) as why:
        home.register.bind_mandate(attempt(home, given.code, "thief"), STRANGER)
    assert why.value.reason is MandateRefusal.BOUND
    assert home.register.proven_person("thief") is None
    assert home.register.prove_mandate("x", STRANGER, given.mandate.id, "web") is None
    with home.database.read() as session:
        assert DAUGHTER not in str([vars(each) for each in session.scalars(select(Mandate))])


def test_a_relative_who_signs_in_cannot_use_the_code_of_the_person_s_own_letter(home: Home) -> None:
    code = home.register.issue_letter(home.person().id)
    with pytest.raises(MandateRefused) as why:
        home.register.bind_mandate(attempt(home, code), DAUGHTER)
    assert why.value.reason is MandateRefusal.OWN_CODE
    assert home.register.proven_person("web") is None


def test_a_sign_in_does_not_outlive_the_mandate(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    home.register.bind_mandate(attempt(home, given.code), DAUGHTER)
    home.register.withdraw_mandate(given.mandate.id, f"conversation-of-{person.id}")
    assert home.register.proven_person("web") is None
    assert home.register.mandates_for_agent(DAUGHTER) == []
    assert home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None


def test_a_guardian_named_on_the_paper_needs_no_code(home: Home) -> None:
    person = home.person()
    named = paper(home, person, agent_national_id=DAUGHTER)
    given = home.register.register_mandate_by_caseworker(named, CASEWORKER)
    assert home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is not None
    elsewhere = home.register.prove_mandate("v", DAUGHTER, given.mandate.id, "web", KRISTIANSAND)
    assert elsewhere is None
    with pytest.raises(ValueError, match="national id"):
        home.register.register_mandate_by_caseworker(
            replace(named, agent_national_id="12345678901", key=home.key()), CASEWORKER
        )


def test_what_is_known_of_an_agent_is_forgotten_but_for_the_name(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    home.register.bind_mandate(attempt(home, given.code), DAUGHTER)
    home.clock.move(days=100)
    before = home.clock.now() - timedelta(days=5)
    assert home.register.purge(before, CASEWORKER, dry_run=True).agents == 1
    assert home.register.purge(before, CASEWORKER).agents == 1
    assert home.register.purge(before, CASEWORKER).agents == 0
    with home.database.read() as session:
        [left] = session.scalars(select(Mandate))
    assert (left.agent_name, left.agent_phone, left.agent_subject) == ("Kari Myrhaug", None, None)
