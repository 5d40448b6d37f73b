"""No single person changes what citizens are told: one proposes, another approves."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.database import Database
from provider_catalog.revisions.models import State
from provider_catalog.revisions.proposing import Refused, RefusedReason
from provider_catalog.revisions.revisions import Revisions
from tests.provider_catalog.revisions.people import (
    KARI,
    KRISTIANSAND,
    OLE,
    OSLO,
    PICK,
    proposal,
    put_in_force,
)


def test_what_is_proposed_is_not_in_force(editions: Revisions) -> None:
    editions.propose(proposal("ny"))
    assert editions.in_force(OSLO, PICK) is None
    assert editions.every_in_force() == (0, [])


def test_what_another_approves_is_in_force(editions: Revisions) -> None:
    made = editions.propose(proposal("ny"))
    approved = editions.approve(OSLO, made.id, OLE, None, "Fint.")
    assert (approved.state, approved.decided_by, approved.note) == ("approved", "Ole Dahl", "Fint.")
    current = editions.in_force(OSLO, PICK)
    assert current is not None
    assert current.content == "ny"
    version, found = editions.every_in_force()
    assert (version, [each.id for each in found]) == (1, [made.id])


def test_whoever_proposed_it_cannot_approve_it(editions: Revisions) -> None:
    made = editions.propose(proposal("ny"))
    with pytest.raises(Refused) as refused:
        editions.approve(OSLO, made.id, KARI, None)
    assert refused.value.reason is RefusedReason.SAME_PERSON
    assert editions.in_force(OSLO, PICK) is None
    assert editions.get(OSLO, made.id).state is State.PROPOSED


def test_the_database_itself_refuses_one_person_alone(
    editions: Revisions, database: Database
) -> None:
    made = editions.propose(proposal("ny"))
    alone = text("UPDATE edition SET state = 'approved', decided_by_id = author_id WHERE id = :id")
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(alone, {"id": made.id})
    assert editions.get(OSLO, made.id).state is State.PROPOSED


def test_what_was_decided_is_not_decided_again(editions: Revisions) -> None:
    made = editions.propose(proposal("ny"))
    editions.reject(OSLO, made.id, OLE, "Uklart.")
    for again in (
        lambda: editions.approve(OSLO, made.id, OLE, None),
        lambda: editions.reject(OSLO, made.id, OLE, ""),
        lambda: editions.withdraw(OSLO, made.id, KARI),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.reason is RefusedReason.DECIDED
        assert refused.value.edition.note == "Uklart."
    assert editions.waiting(OSLO) == []


def test_only_its_author_withdraws_a_proposal(editions: Revisions) -> None:
    made = editions.propose(proposal("ny"))
    with pytest.raises(Refused) as refused:
        editions.withdraw(OSLO, made.id, OLE)
    assert refused.value.reason is RefusedReason.NOT_THEIRS
    assert editions.withdraw(OSLO, made.id, KARI).state is State.WITHDRAWN


def test_nobody_decides_in_another_municipality(editions: Revisions) -> None:
    made = editions.propose(proposal("ny"))
    for elsewhere in (
        lambda: editions.get(KRISTIANSAND, made.id),
        lambda: editions.approve(KRISTIANSAND, made.id, OLE, None),
        lambda: editions.reject(KRISTIANSAND, made.id, OLE, ""),
        lambda: editions.withdraw(KRISTIANSAND, made.id, KARI),
    ):
        with pytest.raises(KeyError):
            elsewhere()
    assert editions.get(OSLO, made.id).state is State.PROPOSED


def test_an_edition_is_the_municipalitys_own(editions: Revisions) -> None:
    put_in_force(editions, "ny")
    assert editions.in_force(KRISTIANSAND, PICK) is None
    assert editions.history(KRISTIANSAND, PICK) == []
    assert editions.decided(KRISTIANSAND, 10) == []


def test_rolling_back_is_a_new_proposal_of_what_was(editions: Revisions) -> None:
    first = put_in_force(editions, "første")
    put_in_force(editions, "andre")
    back = put_in_force(editions, first.content)
    current = editions.in_force(OSLO, PICK)
    assert current is not None
    assert current.id == back.id
    contents = [each.content for each in editions.history(OSLO, PICK)]
    assert contents == ["første", "andre", "første"]


def test_rolling_back_to_the_files_leaves_no_edition_in_force(editions: Revisions) -> None:
    put_in_force(editions, "ny")
    put_in_force(editions, None)
    assert editions.every_in_force() == (2, [])
    put_in_force(editions, "nyere")
    assert [each.content for each in editions.every_in_force()[1]] == ["nyere"]
