"""Whole calls: TwiML executed as Twilio executes it, with keys, with speech, and with silence."""

import re
import secrets

import pytest

from assistant.texts.measures import spoken_seconds
from choice_register.models import Done
from choice_register.verification.models import Proof
from conversations.models import Reply
from devtools.phone_simulator import CallRecord, EndedBy
from devtools.signed_post import SignedPost
from tests.dialogue.harness import PEOPLE, PUBLIC, DialogueHarness

SPOKEN = "null en to tre fire fem seks sju åtte ni".split()
LONGEST_SENTENCE = 20.0


def proof(name: str) -> list[str]:
    """Code and birth date on the keys."""
    person = PEOPLE[name]
    return [person.code, f"{person.birth_date:%d%m%Y}"]


def key_for(record: CallRecord, name: str) -> str:
    """The key that a menu gave a name."""
    [key] = set(re.findall(rf"For {name}, trykk (\d)", record.text))
    return str(key)


def prompts_are_short(record: CallRecord) -> None:
    for said in record.heard:
        assert spoken_seconds(said) <= LONGEST_SENTENCE, said


def test_by_keys_alone_after_one_word(harness: DialogueHarness) -> None:
    record = harness.calls("gunnar", "bytte", *proof("gunnar"), "2", "5")
    choice = harness.choices("gunnar")[-1]
    name = harness.application.catalogue.provider(choice.provider_id).name
    assert key_for(record, name) == "2", "another than the one that the key was named for"
    assert " ".join(choice.case_number.replace("-", "")) in record.text.replace(", ", " ")
    assert record.ended_by is EndedBy.CALLER
    prompts_are_short(record)


def test_by_speech_alone_in_long_sentences(harness: DialogueHarness) -> None:
    digits = " ".join(SPOKEN[int(digit)] for digit in PEOPLE["arvid"].code)
    record = harness.calls(
        "arvid",
        "ja goddag det er det at jeg vil bytte til noen andre nå",
        f"vent nå litt skal vi se koden den er {digits}",
        "jeg er født andre september nittentrettisju på en varm og fin dag",
        "jeg tror at jeg helst vil ha dem som heter hasselvind",
        "ja det er helt rett det du sier der takk",
    )
    assert ("practical_assistance", "hasselvind") in harness.standing("arvid"), record.text
    assert "3. desember" in record.text


def test_keys_and_speech_mixed(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "jeg vil velge", PEOPLE["solveig"].code,
                           "fjortende mars 1941", "hasselvind", "5")  # fmt: skip
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")], record.text


@pytest.mark.parametrize("spoken", [True, False])
def test_the_code_by_keys_and_digit_by_digit(harness: DialogueHarness, spoken: bool) -> None:
    code = PEOPLE["solveig"].code
    words = " ".join(SPOKEN[int(digit)] for digit in code) if spoken else code
    harness.calls("solveig", "hvem hjelper meg nå", words, proof("solveig")[1])
    assert len(harness.rows(Proof)) == 1
    assert not any(sign.isdecimal() for sign in harness.messages[2].text)


def test_the_decision_is_read_aloud_after_the_proof(harness: DialogueHarness) -> None:
    before = harness.calls("randi", "hva står i vedtaket mitt")
    assert "sykepleie" not in before.text
    record = harness.calls("randi", "hva står i vedtaket mitt", *proof("randi"))
    assert "praktisk bistand og hjemmesykepleie" in record.text
    assert "3,5 timer" in record.text
    assert "2027" in record.text, "a date next year without its year"
    prompts_are_short(record)


def test_one_of_two_services_can_be_chosen_for(harness: DialogueHarness) -> None:
    record = harness.calls(
        "randi", "jeg vil velge", *proof("randi"), "hjemmesykepleie", "rognelykt", "ja"
    )
    assert harness.standing("randi") == [("home_nursing", "rognelykt")], record.text
    assert "hjemmesykepleie" in record.text


def test_silence_is_asked_again_then_helped_then_offered_a_person(harness: DialogueHarness) -> None:
    record = harness.calls("ingrid", "", "", "", "0")
    assert len([said for said in record.heard if "hørte deg" in said]) == 2
    assert "For et menneske, trykk 0" in record.text
    assert [task.reason for task in harness.tasks] == ["asked"]


def test_silence_to_the_end_leaves_a_task(harness: DialogueHarness) -> None:
    record = harness.calls("ingrid", "", "", "", "", "")
    assert record.ended_by is EndedBy.APP
    assert [task.reason for task in harness.tasks] == ["silence"]


@pytest.mark.parametrize(
    "before",
    [[], ["jeg vil velge"], ["jeg vil velge", PEOPLE["solveig"].code],
     ["jeg vil velge", *proof("solveig")], ["jeg vil velge", *proof("solveig"), "hasselvind"]],
    ids=["greeting", "code", "birth date", "menu", "read-back"],
)  # fmt: skip
def test_zero_anywhere(harness: DialogueHarness, before: list[str]) -> None:
    record = harness.calls("solveig", *before, "0")
    assert "ringer deg på" in record.text
    [task] = harness.tasks
    assert (task.reason, task.call_back_number) == ("asked", "+4740011001")


def test_danger_is_said_before_anything_is_listened_to(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "jeg vil velge", *proof("solveig"), "jeg har vondt i brystet")
    document = record.documents[-1]
    assert document.index("113") < document.index("<Gather")
    [task] = harness.tasks
    assert task.urgent


def test_again(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "hva er fritt brukervalg", "gjenta")
    assert len([said for said in record.heard if "fritt brukervalg" in said]) == 2


def test_slower_is_slower(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "hva er fritt brukervalg", "saktere")
    rates = [int(rate) for rate in re.findall(r'rate="(\d+)%"', "".join(record.documents))]
    assert rates[-1] < rates[0]


def test_star_goes_back(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", "jeg vil velge", PEOPLE["solveig"].code, "*",
                           *proof("solveig"), "hasselvind", "*", "klokkebekk", "ja")  # fmt: skip
    assert harness.standing("solveig") == [("practical_assistance", "klokkebekk")], record.text


def test_a_hidden_caller_is_asked_for_a_number(harness: DialogueHarness) -> None:
    record = harness.calls("ingrid", "kan dere ringe meg", "40011009", hidden=True)
    assert "nummer" in record.text
    [task] = harness.tasks
    assert task.call_back_number == "+4740011009"


def test_a_hidden_caller_can_choose(harness: DialogueHarness) -> None:
    harness.calls("solveig", "jeg vil velge hasselvind", *proof("solveig"), "ja", hidden=True)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_a_call_to_trondheim(harness: DialogueHarness) -> None:
    record = harness.calls(
        "ragnhild", "kan jeg velge hvem som kommer hjem til meg", "når på dagen kommer dere"
    )
    assert "Trondheim planlegger" in record.text
    assert "07.30" in record.text
    prompts_are_short(record)


def test_started_by_text_and_finished_by_phone(harness: DialogueHarness) -> None:
    """One case: what was chosen by text is known in the call, after proof."""
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    solveig.says("ja")
    record = harness.calls(
        "solveig", "hvordan går det med valget mitt", *proof("solveig"), "angre", "5"
    )
    assert "Hasselvind Omsorg" in record.text
    assert "Er det rett?" in record.text
    assert not harness.standing("solveig")


def test_the_proof_of_one_call_does_not_open_the_next(harness: DialogueHarness) -> None:
    harness.calls("solveig", "hvem hjelper meg nå", *proof("solveig"))
    record = harness.calls("solveig", "hvem hjelper meg nå")
    assert "koden" in record.text
    assert "hjelper deg nå" not in record.text


def test_a_replayed_step_gives_the_same_document_and_runs_nothing_twice(
    harness: DialogueHarness,
) -> None:
    form = {
        "CallSid": "CA" + secrets.token_hex(16), "AccountSid": harness.settings.twilio_account_sid,
        "From": PEOPLE["solveig"].phone, "To": "+4740000301", "CallStatus": "in-progress",
    }  # fmt: skip
    person = PEOPLE["solveig"]
    steps = [{}, {"SpeechResult": "jeg vil velge hasselvind"}, {"Digits": person.code},
             {"Digits": "14031941"}, {"Digits": "5"}]  # fmt: skip
    url = f"{PUBLIC}/twilio/voice"
    post = SignedPost(harness.settings.twilio_auth_token, PUBLIC, harness.url)
    try:
        for number, heard in enumerate(steps, start=1):
            first = post.post(url, form | heard)
            again = [post.post(url, form | heard) for _ in range(2)]
            assert first.status_code == 200
            assert {answer.text for answer in again} == {first.text}
            assert len(harness.rows(Reply)) == number
            url = re.search(r'action="([^"]+)"', first.text)[1].replace("&amp;", "&")  # type: ignore[index]
    finally:
        post.close()
    assert len(harness.choices("solveig")) == 1
    assert len([done for done in harness.rows(Done) if not done.key.startswith("demo:")]) == 1
