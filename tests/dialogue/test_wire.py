"""What comes over the wire besides wishes: machines, noise, names and foreign numbers."""

import uuid
from datetime import timedelta

import pytest

from conversations.models import InboundMessage, MessageState
from conversations.turns.circumstances import MOST_HEARD_IN_AN_HOUR, MOST_IN_AN_HOUR
from tests.dialogue.harness import DialogueHarness, Texter


def has_sent(harness: DialogueHarness, person: Texter, count: int) -> None:
    """As if so many more had come from a telephone within the hour, and had been answered."""
    thread = person.conversation
    first = min(each.position for each in harness.messages if each.conversation_id == thread.id)
    with harness.application.services.database.write() as session:
        now = harness.application.services.clock.now() - timedelta(minutes=20)
        for number in range(count):
            session.add(
                InboundMessage(
                    provider_id=uuid.uuid4().hex,
                    conversation_id=thread.id,
                    position=first - 1 - number,
                    text=f"noe annet {number}",
                    media_count=0,
                    input="text",
                    received_at=now,
                    arrived_at=now,
                    state=MessageState.DONE,
                    next_try_at=now,
                    key=uuid.uuid4().hex,
                )
            )


def test_more_than_a_person_writes_in_an_hour_is_met_with_silence_but_for_danger(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    assert solveig.says("hva koster det?")
    has_sent(harness, solveig, MOST_IN_AN_HOUR)
    assert solveig.says("hvem kan jeg velge?") == ""
    assert solveig.says("jeg vil snakke med et menneske")
    has_sent(harness, solveig, MOST_HEARD_IN_AN_HOUR - MOST_IN_AN_HOUR)
    assert solveig.says("kan jeg få snakke med en saksbehandler?") == ""
    assert "113" in solveig.says("jeg har falt og kommer meg ikke opp")


@pytest.mark.parametrize("begins", ["hei", "menneske", "ring 113"])
def test_two_assistants_that_answer_each_other_fall_silent(
    harness: DialogueHarness, begins: str
) -> None:
    first, second = harness.texting("solveig"), harness.texting("arvid")
    said, turns = begins, 0
    while said and turns < MOST_IN_AN_HOUR:
        said = (first, second)[turns % 2].says(said)
        turns += 1
    assert said == ""
    assert len(harness.tasks) <= 8


def test_two_machines_do_not_talk_for_ever_nor_make_tasks_without_end(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    answers = [
        solveig.says(f"Jeg vil gjerne snakke med et menneske, referanse {number}")
        for number in range(12)
    ]
    assert answers[0]
    assert 1 <= len(harness.tasks) <= 8


def test_a_text_that_only_differs_in_its_number_falls_silent(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answers = [solveig.says(f"Dette er svar nummer {n} fra oss her i dag") for n in range(6)]
    assert answers[-1] == ""


def test_two_texts_by_turns_fall_silent(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    texts = ["hva koster hjelpen hos dere da", "hvem kan jeg velge mellom da"]
    answers = [solveig.says(texts[n % 2]) for n in range(10)]
    assert answers[0]
    assert answers[-2:] == ["", ""]


def test_noise_asks_again_what_was_asked_and_is_else_met_with_silence(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    assert solveig.says("😀") == ""
    asked = solveig.says("jeg vil velge")
    assert solveig.says("…").splitlines()[-1] == asked.splitlines()[-1]
    for noise in ("?", "🙂🙂", "....", "🙈 🙉"):
        said = solveig.says(noise).splitlines()
        assert said[-1] == asked.splitlines()[-1], (noise, said)


@pytest.mark.parametrize("said", ["er det kommunen?", "Hallo, snakker jeg med hjemmetjenesten?"])
def test_whoever_asks_whom_she_has_reached_is_told(harness: DialogueHarness, said: str) -> None:
    assert "maskin" in harness.texting("solveig").says(said)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Áile O’Brien-Čáhppe 400 12 345", "Áile O’Brien-Čáhppe"),
        ("Łukasz Żak 40012345", "Łukasz Żak"),
        ("Emma Falt 40012345", "Emma Falt"),
        ("Jo 40012345", "Jo"),
        ("Ka\u030are 40012345", "Kåre"),
        ("A. B. Sørli 400 12 345", "A. B. Sørli"),
        ("Rolf Arne (Roffen) Strand 40012345", "Rolf Arne Roffen Strand"),
        ("Siw Null 400 12 345", "Siw Null"),
        ("Øystein af Geijerstam 40012345", "Øystein af Geijerstam"),
        ("Andre Hansen 40012345", "Andre Hansen"),
        ("Odd Even Tre 40012345", "Odd Even Tre"),
        ("Nei da Silva 40012345", "Nei da Silva"),
        ("Bekreft Halvorsen 40012345", "Bekreft Halvorsen"),
        ("Đặng Thị Ngọc Ánh 40012345", "Đặng Thị Ngọc Ánh"),
        ("王小明 40012345", "王小明"),
    ],
)
def test_a_name_is_kept_whole_and_says_nothing_else(
    harness: DialogueHarness, said: str, name: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil gi datteren min fullmakt")
    solveig.proves()
    told = solveig.says(said)
    assert f"Hva skal {name} få lov til?".replace("’", "'") in told  # as GSM-7 has it
    assert not harness.tasks


def test_a_mandate_goes_to_norwegian_mobiles_and_others_are_refused_in_words(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil gi datteren min fullmakt")
    solveig.proves()
    assert "norsk mobilnummer" in solveig.says("Kari Myrhaug +46 70 123 45 67")
    assert "for kort" in solveig.says("400 12 34")
    assert "sentralbord" in solveig.says("02820")
    assert "Kari Myrhaug" in solveig.says("400 12 345")


def test_who_hides_the_number_gives_one_of_any_country(harness: DialogueHarness) -> None:
    harness.calls("solveig", "0", "2233445", "pluss førtiseks 70 123 45 67", hidden=True)
    [task] = harness.tasks
    assert task.call_back_number == "+46701234567"


@pytest.mark.parametrize(
    "said",
    [("2233", "4455"), ("tjueto trettitre", "førtifire", "femtifem"), ("22 33 44", "5", "5"),
     ("nummeret er 22 33", "og så 44 55"), ("02820", "2233", "4455")],
)  # fmt: skip
def test_who_hides_the_number_may_give_it_in_pieces(
    harness: DialogueHarness, said: tuple[str, ...]
) -> None:
    harness.calls("solveig", "0", *said, hidden=True)
    assert harness.tasks[-1].call_back_number == "+4722334455"
    assert len(harness.tasks) == 1


def test_a_message_as_on_an_answering_machine_is_taken_down_and_its_number_read_back(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    told = solveig.says(
        "Ja goddag, dette er Solveig Myrhaug, jeg satt og så på fuglene da jeg kom på at gardinene "
        "fra i fjor lå på loftet og nummeret her er 22 33 44 55 takk for nå"
    )
    assert "22 33 44 55" in told
    assert "Solveig Myrhaug" in told
    [task] = harness.tasks
    assert task.call_back_number == "+4722334455"
    assert task.summary["name"] == "Solveig Myrhaug"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Hei, Nguyễn Thị Hồng Nhung heter jeg, jeg skulle så gjerne hatt noen andre til å "
            "vaske, kan dere ringe meg på 98 00 70 60",
            "Nguyễn Thị Hồng Nhung",
        ),
        (
            "God dag, dette er J.P. Moe. Jeg fikk et brev som jeg ikke forstår. Ring meg på tjueto "
            "trettifire femtiseks syttiåtte, jeg er hjemme",
            "J.P. Moe",
        ),
    ],
)
def test_name_and_number_of_whoever_wants_to_be_rung_are_read_back(
    harness: DialogueHarness, said: str, name: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says(said)
    [task] = harness.tasks
    assert task.summary["name"] == name
    assert task.call_back_number in ("+4798007060", "+4722345678")
    assert not harness.standing("solveig")


def test_an_option_that_is_refused_is_not_taken(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    asked = solveig.proves()
    again = solveig.says("ikke nummer to")
    assert asked.splitlines()[-4:] == again.splitlines()[-4:]


def test_a_code_in_pieces_with_its_label_is_one(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    code = solveig.person.code
    assert "født" in solveig.says(f"Kode 1: {code[:3]} og så {code[3:6]} og til slutt {code[6:]}")


def test_of_both_codes_in_one_text_the_first_is_taken(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    said = solveig.says(f"Kode 1: {solveig.person.code} Kode 2: 566 001 733")
    assert "født" in said


@pytest.mark.parametrize(
    "texts",
    [
        ("ring meg på 22 33", "44 55"),
        ("ring meg", "22 33", "44 55"),
        ("kan dere ringe meg?", "nummeret er 22 33 44", "55"),
        ("kan noen ringe", "22 33 44 55"),
        ("Ring 22 33 44 55",),
    ],
)
def test_the_number_of_a_call_back_may_come_after_it_and_in_pieces(
    harness: DialogueHarness, texts: tuple[str, ...]
) -> None:
    solveig = harness.texting("solveig")
    *_, last = [solveig.says(each) for each in texts]
    assert "22 33 44 55" in last
    assert harness.tasks[-1].call_back_number == "+4722334455"
    assert {task.reason for task in harness.tasks} == {"callback"}
    assert len(harness.tasks) == 1, "one call"


def test_whoever_gives_a_code_after_asking_to_be_rung_gives_a_code(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("kan noen ringe meg")
    assert "født" in solveig.says(str(solveig.person.code))
    assert len(harness.tasks) == 1


@pytest.mark.parametrize(
    "said", ["Jeg er født 22.03.1941", "22.03.1941", "født 22 03 19 41", "22. mars 1941"]
)
def test_a_birth_date_after_asking_to_be_rung_is_no_telephone_number(
    harness: DialogueHarness, said: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("kan noen ringe")
    assert "22 03 19 41" not in solveig.says(said).replace(said, "")
    assert {task.call_back_number for task in harness.tasks} == {solveig.number}


@pytest.mark.parametrize("said", ["mor døde 14.11.2026", "Mannen min døde 28 november 2026"])
def test_the_day_of_a_death_is_nobodys_birth_date(harness: DialogueHarness, said: str) -> None:
    assert "Kondolerer" in harness.texting("solveig").says(said)


def test_the_day_of_something_else_costs_no_try_where_the_birth_date_was_asked(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.says(str(solveig.person.code))
    assert "hører ikke sammen" not in solveig.says("jeg flyttet hit 14.03.1985")
    assert "Hvem vil du ha?" in solveig.says(f"{solveig.person.birth_date:%d.%m.%Y}")


def test_a_wish_with_a_day_is_a_wish(harness: DialogueHarness) -> None:
    assert "vite at det er deg" in harness.texting("solveig").says(
        "jeg vil bytte fra 1. januar 2027"
    )


def test_another_services_robot_falls_silent_and_makes_no_tasks(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    said = [
        arvid.says("Vi fant ikke det du skrev. Skriv 1 for faktura, 2 for flytting.")
        for _ in range(6)
    ]
    assert said[-1] == ""
    assert len(harness.tasks) <= 1
