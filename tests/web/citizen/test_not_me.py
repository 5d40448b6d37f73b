"""«Var det ikke deg?»: the choice is taken back where it can be, and a person is told once."""

from sqlalchemy import select

from choice_register.types import ChoiceState
from conversations.models import InboundMessage, Task
from tests.web.citizen.visits import Street


def tasks(street: Street) -> list[Task]:
    with street.harness.database.read() as session:
        return list(session.scalars(select(Task).where(Task.reason == "not_me")))


def test_it_is_asked_first_and_nothing_is_done_by_looking(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    assert "Var det ikke deg?" in solveig.reads("/min-side")
    text = solveig.reads(f"/min-side/ikke-meg/{made.case_number}")
    assert "23. november 2026 kl. 10.00" in text
    assert "gjennom: sms" in text
    assert solveig.person is not None
    [choice] = street.harness.register.choices(solveig.person.id)
    assert choice.state is ChoiceState.RECEIVED
    assert not tasks(street)


def test_the_choice_is_taken_back_and_a_person_is_told_once(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    for _ in range(2):
        done = solveig.post(f"/min-side/ikke-meg/{made.case_number}")
        assert done.status_code == 303
    assert solveig.person is not None
    [choice] = street.harness.register.choices(solveig.person.id)
    assert choice.state is ChoiceState.WITHDRAWN
    [task] = tasks(street)
    assert task.person_id == solveig.person.id
    with street.harness.database.read() as session:
        said = session.scalar(
            select(InboundMessage.text).where(
                InboundMessage.conversation_id == task.conversation_id
            )
        )
    assert made.case_number in str(said)
    first = solveig.post(f"/min-side/ikke-meg/{made.case_number}").location
    assert "Et menneske ser på det." in solveig.reads(first)


def test_what_is_in_effect_stands_and_a_person_is_told(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    assert solveig.person is not None
    solveig.post(f"/min-side/angre/{made.case_number}")
    done = solveig.post(f"/min-side/ikke-meg/{made.case_number}")
    assert len(tasks(street)) == 1
    assert "Kommunen har fått beskjed" in solveig.reads(done.location)


def test_nobody_says_it_of_another_s_choice(street: Street) -> None:
    solveig, stranger = street.person(), street.person()
    made = street.chooses(solveig)
    path = f"/min-side/ikke-meg/{made.case_number}"
    assert stranger.get(path).status_code == 404
    assert stranger.post(path).status_code == 404
    assert not tasks(street)
