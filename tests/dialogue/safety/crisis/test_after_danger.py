"""In the middle of a danger and after it: nothing ends unasked, and nobody is said to know."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter


def _kind(person: Texter) -> str:
    return str((person.conversation.slots.get("crisis") or {}).get("kind"))


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("jeg har vondt i brystet og det stråler ut i armen", "Mannen sier det klemmer i brystet"),
        ("mannen min slår meg", "Han slo"),
        ("mannen min slår meg", "de sier han er farlig"),
    ],
)
def test_what_others_say_or_did_is_no_call(
    harness: DialogueHarness, danger: str, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(danger)
    assert "Gjør som de sier" not in solveig.says(words)


def test_who_rang_and_got_no_answer_hears_what_to_do_then(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg har falt og kommer ikke opp")
    assert "Rop høyt på hjelp" in solveig.says("vi har ringt, ingen svarer")


@pytest.mark.parametrize("words", ["Håper det går over", "Det gir seg nok", "det er vel over"])
def test_a_hope_is_no_end(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    assert "all fare over" in solveig.says("det gikk bra")
    solveig.says(words)
    assert _kind(solveig) == "fire"


def test_a_fire_beside_another_danger_is_asked_about_before_it_is_let_go(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    solveig.says("mannen min ramla og svarer ikke")
    solveig.says("Brannvesenet er her")
    fire, *_ = harness.tasks
    assert fire.summary.get("duty") != "cleared"
    assert "Er brannen slukket" in solveig.says("brannen er slukket")
    assert "113" in solveig.says("ja")
    fire, *_ = harness.tasks
    assert fire.summary.get("duty") == "cleared"
    assert _kind(solveig) == "urgent"


@pytest.mark.parametrize(
    "words", ["Det var bare i går kveld det var verst", "Det var bare en tanke i natt"]
)
def test_it_was_only_a_thought_is_no_no(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("alle hadde hatt det bedre uten meg")
    solveig.says(words)
    assert _kind(solveig) == "suicide"


def test_an_alarm_after_a_no_about_life_is_an_alarm(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("alle hadde hatt det bedre uten meg")
    solveig.says("nei")
    assert _kind(solveig) == "watch"
    assert "113" in solveig.says("Hjelp! Kom fort, det er noe galt med Per")
    assert _kind(solveig) == "urgent"


def test_a_person_who_is_asked_for_after_violence_is_really_asked_for(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("mannen min slår meg")
    solveig.says("det går bra nå")
    solveig.says("ja")
    before = len(harness.tasks)
    solveig.says("jeg vil snakke med et menneske")
    assert [task.reason for task in harness.tasks[before:]] == ["abuse"]


def test_who_asks_after_violence_whether_they_come_again_hears_of_keys(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hun som steller meg er så hard at jeg får blåmerker på armene")
    solveig.says("Kommer de igjen i kveld?")
    assert harness.tasks[-1].summary["what"] == "comes_again"


def test_who_asks_in_hospital_when_we_come_is_rung(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg ligger på sykehuset med lårhalsen")
    solveig.says("nei")
    solveig.says("Når kommer dere?")
    assert harness.tasks[-1].summary["what"] == "call"


def test_means_and_an_end_of_the_help_are_an_alarm_and_duty_is_told(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says(
        "Jeg har spart opp sovetabletter. Etter søndag trenger dere ikke sende noen."
    )
    assert "113" in answer.splitlines()[0]
    [task] = harness.tasks
    assert (task.reason, task.urgent) == ("emergency", True)


def test_who_fell_on_the_hip_is_not_sent_to_the_police(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("Jeg slo hoften i dag, får ikke støttet på foten")
    assert "112" not in answer
    assert "113" in answer


def test_strangers_who_do_not_leave_are_for_the_police_behind_a_locked_door(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says("to fremmede menn står i døra og de vil ikke gå")
    assert "112" in answer
    assert "låst dør" in answer


def test_a_helper_who_saw_bruises_is_not_told_that_it_is_not_their_fault(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says(
        "Jeg jobber i hjemmetjenesten og så blåmerker på armene hennes"
    )
    assert "ikke din feil" not in answer
    assert "Takk for at du sier det" in answer


def test_whom_a_son_s_anger_keeps_from_the_own_money_is_heard_in_confidence(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says(
        "Sønnen min har kortet mitt og jeg får ikke penger, han blir så sint. Ikke ring hit"
    )
    assert "Takk for at du sier det" in answer
    [task] = harness.tasks
    assert (task.reason, task.summary["contact"]) == ("abuse", "confidential")


@pytest.mark.parametrize(
    "words",
    [
        "støvsugeren tar livet av meg 😂",
        "hjelperen røyker inne, må jeg lufte selv eller kan jeg bytte",
    ],
)
def test_a_manner_of_speaking_and_a_habit_are_asked_nothing(
    harness: DialogueHarness, words: str
) -> None:
    answer = harness.texting("solveig").says(words)
    assert "ta livet" not in answer
    assert "110" not in answer


@pytest.mark.parametrize(
    "words",
    [
        "jeg holdt ham så hardt at han skrek, er redd for hva jeg finner på",
        "jeg steller mannen min og i går slo jeg til ham, jeg er redd for hva jeg gjør",
    ],
)
def test_a_carer_who_fears_what_they_do_is_told_of_help_for_carers(
    harness: DialogueHarness, words: str
) -> None:
    answer = harness.texting("solveig").says(words)
    assert "ikke din feil" not in answer
    assert "hjelp for deg som steller" in answer
    assert "116 117" in answer
    assert [task.reason for task in harness.tasks] == ["abuse"]


@pytest.mark.parametrize(
    "words",
    [
        "Datteren har kortet mitt og tør ikke komme. Jeg er veldig dårlig, send ambulanse",
        "Mannen har kortet, jeg er redd, jeg skjelver og er helt klam og uvel, kom nå",
        "Mannen styrer pengene, jeg ligger alene og er redd, kom fort",
    ],
)
def test_who_calls_for_help_is_never_taken_for_one_who_lost_money(
    harness: DialogueHarness, words: str
) -> None:
    assert "113" in harness.texting("solveig").says(words)


@pytest.mark.parametrize(
    "words", ["Nei, ikke slukket ennå", "Vi prøver å få slukket", "nei, på langt nær slukket"]
)
def test_a_fire_that_is_not_out_is_not_let_go(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("det brenner på kjøkkenet")
    solveig.says("mannen min ramla og svarer ikke")
    solveig.says("brannen er slukket")
    solveig.says(words)
    fire, *_ = harness.tasks
    assert fire.summary.get("duty") != "cleared"
