"""The same on PostgreSQL: the conversations that lean hardest on the database."""

import threading

from choice_register.types import ChoiceState
from tests.dialogue.harness import DialogueHarness, wait_until


def test_a_choice_and_its_undoing(harness_on_postgres: DialogueHarness) -> None:
    solveig = harness_on_postgres.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    assert "Saksnummeret" in solveig.says("ja")
    assert "tatt tilbake" in solveig.says("angre")
    [choice] = harness_on_postgres.choices("solveig")
    assert choice.state is ChoiceState.WITHDRAWN


def test_a_message_handed_in_many_times_at_once(harness_on_postgres: DialogueHarness) -> None:
    solveig = harness_on_postgres.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    threads = [
        threading.Thread(target=solveig.posts, args=("ja",), kwargs={"MessageSid": "SM" + "4" * 32})
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_until(lambda: len(solveig.got()) == 3)
    solveig.says("takk")
    assert len(harness_on_postgres.choices("solveig")) == 1
    assert len(solveig.got()) == 4


def test_two_conversations_at_once(harness_on_postgres: DialogueHarness) -> None:
    def switch(name: str, provider: str) -> None:
        someone = harness_on_postgres.texting(name)
        someone.says(f"jeg vil bytte til {provider}")
        someone.proves()
        someone.says("ja")

    wishes = {"arvid": "hasselvind", "gunnar": "skjærbris", "else": "lommedugg"}
    threads = [threading.Thread(target=switch, args=wish) for wish in wishes.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chosen = {name: harness_on_postgres.standing(name)[-1][1] for name in wishes}
    assert chosen == {"arvid": "hasselvind", "gunnar": "skjaerbris", "else": "lommedugg"}


def test_a_call(harness_on_postgres: DialogueHarness) -> None:
    person = harness_on_postgres.texting("marit").person
    script = ["jeg vil velge skjærbris", person.code, f"{person.birth_date:%d%m%Y}", "ja"]
    harness_on_postgres.calls("marit", *script)
    assert harness_on_postgres.standing("marit") == [("practical_assistance", "skjaerbris")]
