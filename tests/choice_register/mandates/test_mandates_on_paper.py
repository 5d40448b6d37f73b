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
from choice_register.models import Mandate, Person
from choice_register.types import Attempt, CodeResult
from choice_register.verification.models import LetterCode
from tests.choice_register.harness import KRISTIANSAND, OSLO, RegisterHarness, synthetic_id
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

CODE_OF_MANDATE = LetterCode.mandate_id.is_not(None)

# On paper


def test_a_caseworker_registers_a_guardian_whose_paper_was_seen(harness: RegisterHarness) -> None:
    person = harness.person()
    given = harness.register.register_mandate_by_caseworker(paper(harness, person), CASEWORKER)
    mandate = given.mandate
    assert (mandate.kind, mandate.reference) == (MandateKind.GUARDIAN, "Sak 2026/44")
    assert (mandate.seen_by, mandate.agent_phone) == ("caseworker:test", None)
    assert use(harness, given) is CodeResult.OK
    [choice] = harness.register.register_choice(request(harness, person))
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
    harness: RegisterHarness, said: dict[str, Any], reason: MandateRefusal
) -> None:
    person = harness.person()
    with pytest.raises(MandateRefused) as why:
        harness.register.register_mandate_by_caseworker(paper(harness, person, **said), CASEWORKER)
    assert why.value.reason is reason
    assert harness.register.mandates_of(person.id, every=True) == []


def test_a_mandate_that_begins_later_is_dead_until_then(harness: RegisterHarness) -> None:
    person = harness.person()
    begins = harness.clock.today() + timedelta(days=30)
    later = paper(harness, person, valid_from=begins)
    given = harness.register.register_mandate_by_caseworker(later, CASEWORKER)
    assert given.mandate.state is MandateState.COMING
    assert use(harness, given) is CodeResult.MANDATE_OVER
    harness.clock.move(days=30)
    assert use(harness, given) is CodeResult.OK


def test_a_guardian_is_not_sent_away_by_a_word_but_by_a_caseworker(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = harness.register.register_mandate_by_caseworker(paper(harness, person), CASEWORKER)
    with pytest.raises(MandateRefused) as why:
        harness.register.withdraw_mandate(given.mandate.id, harness.prove(person))
    assert why.value.reason is MandateRefusal.NOT_THE_GIVER_S
    with pytest.raises(MandateRefused) as elsewhere:
        harness.register.withdraw_mandate_by_caseworker(
            KRISTIANSAND, given.mandate.id, CASEWORKER, "ended"
        )
    assert elsewhere.value.reason is MandateRefusal.NOT_HERE
    harness.register.withdraw_mandate_by_caseworker(OSLO, given.mandate.id, CASEWORKER, "ended")
    assert use(harness, given) is CodeResult.MANDATE_OVER


def test_papers_are_looked_at_again_before_they_run_out_and_each_look_is_audited(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = harness.register.register_mandate_by_caseworker(paper(harness, person), CASEWORKER)
    use(harness, given)
    assert harness.register.mandates_to_check(CASEWORKER, OSLO) == []
    harness.clock.move(days=335)
    [listed] = harness.register.mandates_to_check(CASEWORKER, OSLO)
    assert (listed.person_name, listed.why) == ("Prøve Person", (CheckReason.ENDS_SOON,))
    assert harness.register.list_mandates(CASEWORKER, KRISTIANSAND) == []
    assert harness.register.mandate(KRISTIANSAND, given.mandate.id, CASEWORKER) is None
    assert [line.who for line in lines(harness, "mandate_seen")] == ["caseworker:test"]


# Signed in


def test_who_signs_in_is_proven_in_the_own_case_and_only_there(harness: RegisterHarness) -> None:
    born = date(1941, 3, 14)
    person = harness.person(birth_date=born)
    own = synthetic_id(born, 0)
    assert harness.register.prove_signed_in("web", own, "web") == person
    assert harness.register.proven_person("web") == person
    assert harness.register.prove_signed_in("b", own, "web", municipality=KRISTIANSAND) is None
    assert harness.register.prove_signed_in("c", STRANGER, "web") is None
    assert harness.register.proven_person("b") is harness.register.proven_person("c") is None
    assert lines(harness, "proved")[-1].authority == "id-porten"


def attempt(harness: RegisterHarness, code: str, conversation: str = "web") -> Attempt:
    return Attempt(code, date(1941, 3, 14), conversation, None, OSLO, "web", harness.key())


def test_a_mandate_is_bound_to_the_first_sign_in_and_to_no_other(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    assert harness.register.mandates_for_agent(DAUGHTER) == []
    assert harness.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None
    assert harness.register.bind_mandate(attempt(harness, given.code), DAUGHTER) is CodeResult.OK
    [mine] = harness.register.mandates_for_agent(DAUGHTER)
    assert (mine.person_name, mine.mandate.bound) == (person.name, True)
    proven = harness.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web")
    assert proven == replace(person, mandate=mine.mandate)
    with pytest.raises(MandateRefused) as why:
        harness.register.bind_mandate(attempt(harness, given.code, "thief"), STRANGER)
    assert why.value.reason is MandateRefusal.BOUND
    assert harness.register.proven_person("thief") is None
    assert harness.register.prove_mandate("x", STRANGER, given.mandate.id, "web") is None
    with harness.database.read() as session:
        assert DAUGHTER not in str([vars(each) for each in session.scalars(select(Mandate))])


def test_a_relative_who_signs_in_cannot_use_the_code_of_the_person_s_own_letter(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    with pytest.raises(MandateRefused) as why:
        harness.register.bind_mandate(attempt(harness, code), DAUGHTER)
    assert why.value.reason is MandateRefusal.OWN_CODE
    assert harness.register.proven_person("web") is None


def test_the_giver_s_own_try_leaves_the_code_as_it_was(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    proved = len(lines(harness, "proved"))
    with harness.database.read() as session:
        [before] = session.scalars(select(LetterCode.expires_at).where(CODE_OF_MANDATE))
        own = session.get_one(Person, person.id).national_id
    with pytest.raises(MandateRefused) as why:
        harness.register.bind_mandate(attempt(harness, given.code, "own"), own)
    assert why.value.reason is MandateRefusal.OF_ONESELF
    form = replace(attempt(harness, given.code, "form"), signed_in=own)
    assert harness.register.check_code(form) is CodeResult.OF_ONESELF
    for conversation in ("own", "form"):
        assert harness.register.proven_person(conversation) is None
    with harness.database.read() as session:
        assert session.scalars(select(LetterCode.expires_at).where(CODE_OF_MANDATE)).one() == before
    assert len(lines(harness, "proved")) == proved
    assert [each.who for each in lines(harness, "code_refused")] == ["person", "person"]
    harness.clock.move(days=21)
    [listed] = harness.register.mandates_to_check(CASEWORKER, OSLO)
    assert listed.why == (CheckReason.CODE_UNUSED,)


def test_a_mandate_bound_to_its_giver_is_nobody_s_and_the_other_may_use_it(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = give(harness, person)
    harness.register.bind_mandate(attempt(harness, given.code), DAUGHTER)
    with harness.database.write() as session:
        [mandate] = session.scalars(select(Mandate))
        daughter_s, own = mandate.agent_subject, mandate.person.national_id
        # As it was bound before that was refused: her own number gives the same kind of subject.
        mandate.person.national_id = DAUGHTER
    assert daughter_s is not None
    assert harness.register.mandates_for_agent(DAUGHTER) == []
    assert harness.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None
    again = harness.register.bind_mandate(attempt(harness, given.code, "other"), STRANGER)
    assert again is CodeResult.OK
    assert [each.mandate.bound for each in harness.register.mandates_for_agent(STRANGER)] == [True]
    assert own != DAUGHTER


def test_a_paper_with_the_giver_s_own_number_is_refused(harness: RegisterHarness) -> None:
    person = harness.person()
    with harness.database.read() as session:
        own = session.get_one(Person, person.id).national_id
    named = paper(harness, person, agent_national_id=own)
    with pytest.raises(MandateRefused) as why:
        harness.register.register_mandate_by_caseworker(named, CASEWORKER)
    assert why.value.reason is MandateRefusal.OF_ONESELF


def test_a_sign_in_does_not_outlive_the_mandate(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    harness.register.bind_mandate(attempt(harness, given.code), DAUGHTER)
    harness.register.withdraw_mandate(given.mandate.id, f"conversation-of-{person.id}")
    assert harness.register.proven_person("web") is None
    assert harness.register.mandates_for_agent(DAUGHTER) == []
    assert harness.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None


def test_a_guardian_named_on_the_paper_needs_no_code(harness: RegisterHarness) -> None:
    person = harness.person()
    named = paper(harness, person, agent_national_id=DAUGHTER)
    given = harness.register.register_mandate_by_caseworker(named, CASEWORKER)
    assert harness.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is not None
    elsewhere = harness.register.prove_mandate("v", DAUGHTER, given.mandate.id, "web", KRISTIANSAND)
    assert elsewhere is None
    with pytest.raises(ValueError, match="national id"):
        harness.register.register_mandate_by_caseworker(
            replace(named, agent_national_id="12345678901", key=harness.key()), CASEWORKER
        )


def test_what_is_known_of_an_agent_is_forgotten_but_for_the_name(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    harness.register.bind_mandate(attempt(harness, given.code), DAUGHTER)
    harness.clock.move(days=100)
    before = harness.clock.now() - timedelta(days=5)
    assert harness.register.purge(before, CASEWORKER, dry_run=True).agents == 1
    assert harness.register.purge(before, CASEWORKER).agents == 1
    assert harness.register.purge(before, CASEWORKER).agents == 0
    with harness.database.read() as session:
        [left] = session.scalars(select(Mandate))
    assert (left.agent_name, left.agent_phone, left.agent_subject) == ("Kari Myrhaug", None, None)
