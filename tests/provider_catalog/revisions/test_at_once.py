"""Several at once: one wins, the others are told, and nothing is lost."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.clock import Clock
from core.database import Database
from provider_catalog.revisions.models import Revision, State
from provider_catalog.revisions.proposing import Editor, Overtaken, Refused, RefusedReason
from provider_catalog.revisions.reloader import RevisionReloader
from provider_catalog.revisions.revisions import Revisions
from tests.provider_catalog.revisions.people import OLE, OSLO, PICK, TONE, proposal, put_in_force


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each returned or raised, begun at the same moment."""
    begin = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        begin.wait()
        try:
            outcomes[number] = acts[number]()
        except (Refused, Overtaken) as why:
            outcomes[number] = why

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_many_who_approve_at_once_one_does(url: str, editions: Revisions) -> None:
    made = editions.propose(proposal("ny"))
    databases = [Database(url) for _ in range(8)]

    def approver(number: int) -> Callable[[], Any]:
        who = Editor(f"sub-{number}", f"Nummer {number}")
        own = Revisions(databases[number], Clock())
        return lambda: own.approve(OSLO, made.id, who, None)

    outcomes = at_once([approver(number) for number in range(8)])
    won = [each for each in outcomes if isinstance(each, Revision)]
    lost = [each for each in outcomes if isinstance(each, Refused)]
    assert (len(won), len(lost)) == (1, 7)
    assert {each.reason for each in lost} == {RefusedReason.DECIDED}
    assert {each.edition.decided_by for each in lost} == {won[0].decided_by}
    assert editions.version() == 1
    for database in databases:
        database.close()


def test_of_two_proposals_approved_at_once_the_second_is_looked_at_anew(
    url: str, editions: Revisions
) -> None:
    first = editions.propose(proposal("fra Kari"))
    second = editions.propose(proposal("fra Tone", TONE, seen=frozenset({first.id})))
    other = Revisions(Database(url), Clock())
    outcomes = at_once(
        [
            lambda: editions.approve(OSLO, first.id, OLE, None),
            lambda: other.approve(OSLO, second.id, OLE, None),
        ]
    )
    [lost] = [each for each in outcomes if isinstance(each, Refused)]
    assert lost.reason is RefusedReason.CHANGED
    assert lost.edition.state is State.PROPOSED
    [won] = [each for each in outcomes if isinstance(each, Revision)]
    current = editions.in_force(OSLO, PICK)
    assert current is not None
    assert current.id == won.id
    assert other.approve(OSLO, lost.edition.id, OLE, won.id).number == 2
    other._database.close()


def test_of_two_who_propose_at_once_the_second_is_told(url: str, editions: Revisions) -> None:
    other = Revisions(Database(url), Clock())
    outcomes = at_once(
        [
            lambda: editions.propose(proposal("fra Kari")),
            lambda: other.propose(proposal("fra Tone", TONE)),
        ]
    )
    [told] = [each for each in outcomes if isinstance(each, Overtaken)]
    [taken] = [each for each in outcomes if isinstance(each, Revision)]
    assert [each.id for each in told.unseen] == [taken.id]
    assert told.unseen[0].content == taken.content
    assert [each.id for each in editions.waiting(OSLO)] == [taken.id]
    other._database.close()


def test_whoever_has_seen_the_others_proposal_may_propose_too(editions: Revisions) -> None:
    first = editions.propose(proposal("fra Kari"))
    with pytest.raises(Overtaken):
        editions.propose(proposal("fra Tone", TONE))
    editions.propose(proposal("fra Tone", TONE, seen=frozenset({first.id})))
    assert [each.content for each in editions.waiting(OSLO, PICK)] == ["fra Kari", "fra Tone"]


def test_whoever_wrote_over_an_older_content_is_told(editions: Revisions) -> None:
    current = put_in_force(editions, "ny")
    with pytest.raises(Overtaken) as told:
        editions.propose(proposal("min", TONE))
    assert [each.id for each in told.value.unseen] == [current.id]
    assert editions.waiting(OSLO) == []


def test_a_new_proposal_takes_the_place_of_ones_own(editions: Revisions) -> None:
    first = editions.propose(proposal("første"))
    second = editions.propose(proposal("andre"))
    assert editions.get(OSLO, first.id).state is State.WITHDRAWN
    assert [each.id for each in editions.waiting(OSLO)] == [second.id]


def test_one_who_is_told_keeps_the_proposal_that_already_waits(editions: Revisions) -> None:
    mine = editions.propose(proposal("min"))
    theirs = editions.propose(proposal("hennes", TONE, seen=frozenset({mine.id})))
    with pytest.raises(Overtaken) as told:
        editions.propose(proposal("min nye"))
    assert [each.id for each in told.value.unseen] == [theirs.id]
    assert editions.get(OSLO, mine.id).state is State.PROPOSED


APPROVE = """
import sys
from provider_catalog.revisions.revisions import Revisions
from provider_catalog.revisions.proposing import Editor
from core.clock import Clock
from core.database import Database
url, edition = sys.argv[1:]
Revisions(Database(url), Clock()).approve("0301", int(edition), Editor("sub-x", "X"), None)
"""


def test_what_another_process_approves_is_seen_at_the_next_look(
    url: str, editions: Revisions
) -> None:
    made = editions.propose(proposal("ny"))
    taken: list[list[Any]] = []

    def take(found: Sequence[Revision]) -> dict[tuple[str, str], str]:
        taken.append([each.content for each in found])
        return {}

    follower = RevisionReloader(editions, take)
    assert follower.look()
    assert not follower.look()
    subprocess.run([sys.executable, "-c", APPROVE, url, str(made.id)], check=True)
    assert follower.look()
    assert not follower.look()
    assert taken == [[], ["ny"]]


def test_a_process_that_starts_again_has_what_is_in_force(editions: Revisions, url: str) -> None:
    put_in_force(editions, "ny")
    again = Database(url)
    taken: list[Any] = []
    follower = RevisionReloader(
        Revisions(again, Clock()), lambda found: taken.extend(each.content for each in found) or {}
    )
    assert follower.look()
    assert taken == ["ny"]
    again.close()


def test_what_cannot_be_taken_is_remembered_and_tried_again_when_it_changes(
    editions: Revisions,
) -> None:
    put_in_force(editions, "ny")
    follower = RevisionReloader(
        editions, lambda found: {(each.municipality, each.piece): "old" for each in found}
    )
    follower.look()
    assert follower.broken == {(OSLO, PICK): "old"}
    put_in_force(editions, None)
    follower.look()
    assert follower.broken == {}


def test_a_take_that_fails_is_tried_again(editions: Revisions) -> None:
    put_in_force(editions, "ny")
    tries: list[int] = []

    def take(found: Sequence[Revision]) -> dict[tuple[str, str], str]:
        tries.append(len(found))
        if len(tries) == 1:
            raise RuntimeError("once")
        return {}

    follower = RevisionReloader(editions, take)
    with pytest.raises(RuntimeError):
        follower.look()
    assert follower.look()
    assert tries == [1, 1]
