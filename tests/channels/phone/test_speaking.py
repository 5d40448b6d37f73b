"""How the call sounds: slowly, function before key, a pause before each key, nothing breaks it."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.voice_response import VoiceResponse

from channels.phone.voice import MAX_SAY, Pace, Voice, clean, split
from devtools.phone_simulator import CallRecord, EndedBy
from devtools.phone_simulator.speech import Silence
from tests.channels.harness import KRISTIANSAND
from tests.channels.phone.exchange import PHONE_TEXTS, Exchange

CODE = "123456782"
TO_THE_LIST = ("jeg vil bytte", CODE, "14031942")


def read(document: str) -> ElementTree.Element:
    return ElementTree.fromstring(document)  # noqa: S314 - our own app's answer


def gathers(record: CallRecord) -> list[ElementTree.Element]:
    documents = [read(document) for document in record.documents]
    return [gather for document in documents for gather in document.iter("Gather")]


def test_both_speech_and_keys_are_listened_to_at_every_question(phone: Exchange) -> None:
    record = phone.call(*TO_THE_LIST, "1", "5", "", "")
    for gather in gathers(record):
        assert gather.get("input") == "dtmf speech"
        assert gather.get("language") == "no-NO"
        assert gather.get("speechModel") == "googlev2_telephony"
        assert gather.get("profanityFilter") == "false"
        assert gather.get("speechTimeout") in {"2", "3"}
        assert gather.get("timeout") == "8"
        assert gather.get("action", "").startswith("https://velg.example/twilio/voice/turn?")


def test_voice_and_languages_come_from_the_settings(phone: Exchange) -> None:
    phone.again(voice="Google.nb-NO-Wavenet-A", voice_language="nb-NO", speech_language="nb-NO")
    record = phone.call("jeg vil bytte")
    assert {event.voice for event in record.events if event.kind == "say"} == {
        "Google.nb-NO-Wavenet-A"
    }
    assert {gather.get("language") for gather in gathers(record)} == {"nb-NO"}


def test_as_many_digits_are_taken_as_are_asked_for(phone: Exchange) -> None:
    record = phone.call(*TO_THE_LIST, "1")
    assert [gather.get("numDigits") for gather in gathers(record)] == ["1", "9", "8", "1", "1"]


def test_the_names_that_can_be_said_are_hints(phone: Exchange) -> None:
    record = phone.call(*TO_THE_LIST)
    hints = gathers(record)[3].get("hints", "").split(",")
    assert {"Solvang & Sønn", "Fjordomsorg", "Kommunens egen tjeneste", "gjenta"} <= set(hints)


def test_the_function_comes_before_the_key_with_a_pause_between(phone: Exchange) -> None:
    record = phone.call(*TO_THE_LIST, "1")
    for text in record.heard[3:]:
        assert re.search(r"For .+, trykk [15]\..*For .+, trykk [29]\.", text)
    says = [event for event in record.events if event.kind == "say"]
    for say in says[3:]:
        pauses = [part for part in say.parts if isinstance(part, Silence)]
        assert len(pauses) == say.text.count("trykk")
        assert all(pause.seconds >= 0.4 for pause in pauses)


def test_yes_comes_before_no_and_both_before_their_keys(phone: Exchange) -> None:
    record = phone.call(*TO_THE_LIST, "1")
    assert record.heard[-1].endswith("For ja, trykk 5. For nei, trykk 9.")


def test_it_speaks_slowly_slower_and_louder_for_the_rest_of_the_call(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "saktere", "høyere", CODE)
    says = [event for event in record.events if event.kind == "say"]
    style = [(say.text, say.parts[0].rate, say.parts[0].volume) for say in says]
    assert style == [
        ("Du snakker med en maskin. Hva gjelder det?", 0.9, "medium"),
        ("Tast koden fra brevet.", 0.9, "medium"),
        ("Jeg snakker saktere.", 0.8, "medium"),
        ("Tast koden fra brevet.", 0.8, "medium"),
        ("Jeg snakker saktere.", 0.8, "loud"),
        ("Tast koden fra brevet.", 0.8, "loud"),
        ("Når er du født?", 0.8, "loud"),
    ]


def test_nynorsk_stays_for_the_rest_of_the_call(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", "nynorsk", "bytte", "")
    assert "Tast koden frå brevet." in record.heard
    assert "Eg høyrde deg ikkje. Eg spør ein gong til." in record.heard


def test_danger_is_said_before_anything_is_listened_to(phone: Exchange) -> None:
    record = phone.call("jeg vil bytte", CODE, "jeg får ikke puste", "ja")
    first, gather, *_ = read(record.documents[3])
    assert first.tag == "Say"
    assert "Ring 113" in "".join(first.itertext())
    assert gather.tag == "Gather"
    assert [task.urgent for task in phone.tasks] == [True]


def test_every_document_is_small_and_every_say_short(phone: Exchange) -> None:
    def talkative(request: dict[str, object]) -> dict[str, object]:
        words = "Dette er en lang setning som bare fortsetter. " * 250
        return {"messages": [{"say": "test.echo", "values": {"text": words}}], "slots": {}}

    phone.engine.answer = talkative
    record = phone.call("ja")
    assert record.problems == []
    assert len(record.heard) >= 4
    assert all(len(text) <= MAX_SAY for text in record.heard)


def test_what_is_too_long_for_a_call_becomes_a_persons_task(phone: Exchange) -> None:
    def endless(request: dict[str, object]) -> dict[str, object]:
        return {
            "messages": [{"say": "test.echo", "values": {"text": "ord " * 20_000}}],
            "slots": {},
        }

    phone.engine.answer = endless
    record = phone.call("ja")
    assert record.problems == []
    assert "Et menneske" in record.heard[-1]
    assert phone.tasks[0].reason == "no_answer_found"


def test_names_with_markup_are_only_names(phone: Exchange) -> None:
    name = '</Say><Hangup/><Say>&amp;"\x00\x0b\x1b\ud83d\ude00'.encode("utf-16", "surrogatepass")
    label = name.decode("utf-16")

    def injected(request: dict[str, object]) -> dict[str, object]:
        option = {"label": label, "value": "a"}
        return {"messages": [{"say": "call.pick", "options": [option]}], "slots": {}}

    phone.engine.answer = injected
    record = phone.call("ja")
    assert record.ended_by == EndedBy.CALLER
    assert 'For </Say><Hangup/><Say>&amp;"😀, trykk 1.' in record.heard[0]


@given(st.text(max_size=300))
def test_any_text_makes_a_document_that_can_be_read(text: str) -> None:
    response = VoiceResponse()
    Voice("Polly.Ida-Neural", "nb-NO").speak(response, clean(text), Pace())
    document = read(str(response))
    assert {element.tag for element in document.iter()} <= {"Response", "Say", "prosody", "break"}


@given(st.text(alphabet="ab .!?", max_size=400), st.integers(min_value=10, max_value=60))
def test_text_is_split_without_losing_a_word(text: str, limit: int) -> None:
    pieces = list(split(" ".join(text.split()), limit))
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_the_phones_own_sentences_are_short(standard: str) -> None:
    own = [text for name, text in PHONE_TEXTS.all.items() if name.startswith("phone.")]
    assert own
    for text in own:
        wording = text.wording(standard, "phone")
        for sentence in re.split(r"(?<=[.?!])\s+", wording):
            if text.name != "phone.hints":
                assert len(sentence.split()) <= 15, sentence
        assert len(wording.split()) <= 45  # Twenty seconds at 150 words a minute and 90 per cent.


def test_a_call_to_another_municipality_is_about_that_one(phone: Exchange) -> None:
    record = phone.call("", "", "", "", to=KRISTIANSAND)
    assert "Et menneske i Kristiansand ringer deg" in record.text
    assert phone.tasks[0].municipality == "4204"
