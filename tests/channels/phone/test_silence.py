"""Who is silent is asked again, then slower, then offered a person; nobody is dropped."""

from devtools.phone_simulator import EndedBy
from tests.channels.harness import ASTRID
from tests.channels.phone.exchange import Exchange

CODE = "123456782"


def test_the_first_silence_repeats_the_question(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "")
    assert record.heard[-2:] == [
        "Jeg hørte deg ikke. Jeg spør en gang til.",
        "Tast koden fra brevet.",
    ]


def test_the_second_silence_is_slower_and_tells_the_keys(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "", "")
    keys, question = [event for event in record.events if event.kind == "say"][-2:]
    assert "For et menneske, trykk 0." in keys.text
    assert question.text == "Tast koden fra brevet."
    assert question.parts[0].rate == 0.8


def test_the_third_silence_offers_a_person(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "", "", "", "0#")
    assert "Vil du heller snakke med et menneske?" in record.heard[-2]
    assert phone.engine.requests[-1]["text"] == "menneske"


def test_after_the_fourth_a_person_calls_and_the_call_ends_kindly(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "", "", "", "")
    assert record.ended_by == EndedBy.APP
    assert record.text.endswith("Ha det bra.")
    assert "Et menneske i Oslo ringer deg på 4 0, 0 0, 0 0, 0 1." in record.text
    [task] = phone.tasks
    assert (task.reason, task.call_back_number) == ("silence", ASTRID)


def test_silence_is_counted_for_each_question(phone: Exchange) -> None:
    record = phone.call("", "", "", "jeg vil bytte", "", "", "", CODE, "", "", "", "14031942")
    assert "Hvem vil du ha?" in record.heard[-1]
    assert phone.tasks == []


def test_silence_runs_no_turn(phone: Exchange) -> None:
    phone.call("jeg vil bytte", "", "", "")
    assert len(phone.engine.requests) == 2


def test_only_the_hash_key_is_silence(phone: Exchange) -> None:
    assert "Jeg hørte deg ikke" in phone.call("jeg vil bytte", "#").heard[-2]


def test_who_asks_to_wait_gets_a_minute_and_is_asked_again(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "vent litt", "", CODE)
    before, after = [e.at for e in record.events if e.text == "Tast koden fra brevet."]
    assert after - before > 60
    assert "Ta den tiden du trenger." in record.heard
    assert "Jeg hørte deg ikke" not in record.text
    assert record.heard[-1] == "Når er du født?"


def test_who_asked_to_wait_can_go_on_at_once(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "vent litt", CODE)
    assert record.heard[-2:] == ["Ta den tiden du trenger.", "Når er du født?"]


def test_repeat_after_waiting_repeats_the_question(phone: Exchange) -> None:
    assert phone.call("jeg vil bytte", "vent litt", "gjenta").heard[-1] == "Tast koden fra brevet."


def test_repeat_says_the_same_again(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", CODE, "14031942", "gjenta")
    assert record.heard[-1] == record.heard[-2]
    assert "For Fjordomsorg, trykk 2." in record.heard[-1]


def test_a_failed_recogniser_leaves_the_keys(phone: Exchange) -> None:
    # phone_call knows no Norwegian: such a Gather fails at Twilio, and here.
    phone.again(speech_model="phone_call")
    record = phone.call("0")
    assert "Bruk tastene på telefonen." in record.heard[0]
    assert phone.engine.requests[-1]["text"] == "menneske"
    assert phone.tasks[0].reason == "asked"
    assert record.ended_by == EndedBy.CALLER


def test_keys_alone_stay_for_the_rest_of_the_call(phone: Exchange) -> None:
    phone.again(speech_model="phone_call")
    record = phone.call("0", "0", "0")
    assert record.text.count("Bruk tastene") == 1
