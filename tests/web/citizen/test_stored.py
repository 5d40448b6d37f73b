"""What is stored about a person, and who has looked: on a page, on paper, and as a file."""

import ast
import json
from pathlib import Path

from choice_register.audit import Actor, record_about
from choice_register.types import ChoiceState
from tests.choice_register.harness import KRISTIANSAND
from tests.web.citizen.visits import HALLGERD, Street
from web.citizen.dependencies import WORDS

ROOT = Path(__file__).parents[3]


def test_the_person_sees_who_looked_when_why_and_through_which_door(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    made = street.chooses(solveig)
    register = street.harness.register
    register.open_case(HALLGERD, "0301", made.case_number, "svare på spørsmål")
    register.approve("0301", made.case_number, HALLGERD, street.harness.clock.today())
    text = solveig.reads("/min-side/lagret")
    looked = f"Så på saken. Sak {made.case_number}. Grunn: svare på spørsmål."
    when = "23. november 2026 kl. 10.00. I kommunen"
    assert f"{when} Hallgerd Stuvik, saksbehandler : {looked}" in text
    assert "Hallgerd Stuvik, saksbehandler : Godkjente valget" in text
    assert "Det du selv har gjort" in text
    assert solveig.national_id[6:] in text


def test_what_an_agent_did_stands_by_name(street: Street) -> None:
    solveig = street.person()
    berit, at = street.agent(solveig)
    berit.get(at)
    text = solveig.reads("/min-side/lagret")
    assert "Berit Datter, med fullmakt fra deg : Så på vedtaket" in text


def test_the_messages_of_all_doors_stand_together(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    by_sms = street.talk("jeg vil bytte", "Hvem vil du bytte til?")
    by_phone = street.talk("hvem hjelper meg", "Det gjør kommunen.", "phone")
    street.harness.prove(solveig.person, by_sms)
    street.harness.prove(solveig.person, by_phone)
    text = solveig.reads("/min-side/meldinger")
    for said in ("jeg vil bytte", "Hvem vil du bytte til?", "Det gjør kommunen."):
        assert said in text
    assert "Telefon, 23. november 2026 kl. 10.00" in text


def test_where_somebody_else_was_proven_too_nothing_is_shown(street: Street) -> None:
    solveig, arvid = street.person(), street.person(municipality=KRISTIANSAND)
    assert solveig.person is not None
    assert arvid.person is not None
    shared = street.talk("min mann heter Odd", "Takk.")
    street.harness.prove(solveig.person, shared)
    street.harness.prove(arvid.person, shared)
    for page in ("/meldinger", "/lagret.txt", "/lagret.json"):
        assert "min mann heter Odd" not in solveig.get(f"/min-side{page}").text
    assert "Noen samtaler er ikke med her" in solveig.reads("/min-side/meldinger")
    assert json.loads(solveig.get("/min-side/lagret.json").text)["conversations_left_out"] == 1


def test_nobody_sees_what_is_anothers(street: Street) -> None:
    solveig, arvid = street.person(), street.person(municipality=KRISTIANSAND)
    assert solveig.person is not None
    street.harness.prove(solveig.person, street.talk("dette er mitt", "Takk."))
    made = street.chooses(solveig)
    for page in ("", "/lagret", "/meldinger", "/lagret.txt", "/lagret.json", "/fullmakter"):
        told = arvid.get(f"/min-side{page}").text
        assert "dette er mitt" not in told
        assert made.case_number not in told
        assert solveig.national_id not in told


def test_the_file_to_keep_holds_what_the_pages_hold(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    by_sms = street.talk("jeg vil bytte", "Hvem vil du bytte til?")
    street.harness.prove(solveig.person, by_sms)
    made = street.chooses(solveig)
    answer = solveig.get("/min-side/lagret.txt")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="brukervalg.txt"'
    assert answer.mimetype == "text/plain"
    for told in (solveig.national_id, made.case_number, "jeg vil bytte", "Prøve Person"):
        assert told in answer.text
    assert "DETTE FÅR DU HJELP TIL\npraktisk bistand: " in answer.text.replace("&shy;", "")
    nynorsk = solveig.get("/nn/min-side/lagret.txt")
    assert "Skrive ut" in nynorsk.text


def test_the_data_are_as_they_are_exported(street: Street) -> None:
    solveig = street.person()
    made = street.chooses(solveig)
    answer = solveig.get("/min-side/lagret.json")
    data = json.loads(answer.text)
    assert [each["case_number"] for each in data["register"]["choices"]] == [made.case_number]
    assert data["register"]["choices"][0]["state"] == ChoiceState.RECEIVED
    assert len(data["signed_in"]) == 1
    assert "code_hash" not in answer.text


def test_a_look_at_what_is_stored_is_itself_in_the_log(street: Street) -> None:
    solveig = street.person()
    solveig.get("/min-side/lagret")
    assert "Så på alt som er lagret" in solveig.reads("/min-side/lagret")
    assert {each.who for each in street.audit("person_exported")} == {"person"}


def test_every_act_in_the_log_has_words_of_its_own() -> None:
    """What is written in the log is read off the code that writes it."""
    written = set()
    for room in ("choice_register", "conversations", "channels", "casework", "service"):
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and called(node) in WRITES:
                    texts = (each.value for each in node.args if isinstance(each, ast.Constant))
                    written |= {each for each in texts if isinstance(each, str)}
    assert {"case_seen", "decision_seen", "choice_approved", "mandate_given"} <= written
    for standard in ("nb", "nn"):
        known = set(WORDS.of(standard)["log"]["what"])
        assert not written - known - ABOUT_NOBODY


WRITES = {"record", "record_about", "_record", "_withdraw"}
ABOUT_NOBODY = {"searched", "letters_purged", "words_purged", "readings_seen"}
"""Acts that no line about a person is written of."""


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_an_act_that_nobody_has_words_for_is_told_all_the_same(street: Street) -> None:
    solveig = street.person()
    assert solveig.person is not None
    with street.harness.database.write() as session:
        record_about(
            session,
            street.harness.clock.now(),
            Actor("caseworker:Oddvin", "casework"),
            "danced_on",
            municipality="0301",
            person_id=solveig.person.id,
        )
    assert "Gjorde noe annet (danced_on)" in solveig.reads("/min-side/lagret")
