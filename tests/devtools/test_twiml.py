"""The telephone does to TwiML what Twilio's documentation says that Twilio does."""

import pytest

from devtools.phone_simulator import EndedBy

VOICE = "/twilio/voice"
PUBLIC = "https://velg.example.no/inn"


def test_a_call_is_announced_as_twilio_does_and_signed_over_the_public_address(app):
    app.answers(VOICE, "<Hangup/>")
    record = app.call()
    params = app.params(VOICE)
    assert params["CallSid"] == record.call_sid
    assert len(params["CallSid"]) == 34
    assert params["CallStatus"] == "ringing"
    assert params["Direction"] == "inbound"
    assert (params["From"], params["To"]) == ("+4790000001", "+4721000301")
    assert not app.forged


def test_a_wrong_token_is_refused_and_the_caller_hears_twilios_error(app):
    app.answers(VOICE, "<Hangup/>")
    record = app.call(token="another")
    assert record.ended_by == EndedBy.ERROR
    assert app.requests == []


def test_what_is_said_is_heard_in_order_and_takes_time(app):
    app.answers(VOICE, "<Say>En to tre fire fem</Say><Pause length='3'/><Say>Seks</Say><Hangup/>")
    record = app.call()
    assert record.heard == ["En to tre fire fem", "Seks"]
    # Five words at 150 a minute are two seconds; then three of pause.
    assert record.events[-1].at == 5.0
    assert record.seconds == pytest.approx(5.4)
    assert record.ended_by == EndedBy.APP


def test_ssml_slows_down_pauses_and_speaks_up(app):
    app.answers(
        VOICE,
        '<Say><prosody rate="80%" volume="loud">En to tre fire</prosody>'
        '<break time="400ms"/>fem</Say><Hangup/>',
    )
    record = app.call()
    assert record.seconds == pytest.approx(4 * 0.4 / 0.8 + 0.4 + 0.4)
    slow, pause, usual = record.events[0].parts
    assert (slow.rate, slow.volume) == (0.8, "loud")
    assert pause.seconds == 0.4
    assert usual.rate == 1.0


def test_every_digit_of_a_number_takes_the_time_of_a_word(app):
    app.answers(VOICE, "<Say>22334455</Say><Hangup/>")
    assert app.call().seconds == pytest.approx(8 * 0.4)


def test_keys_end_at_the_wanted_number_and_the_rest_is_lost(app):
    app.answers(VOICE, f'<Gather numDigits="1" action="{PUBLIC}/next"><Say>Trykk</Say></Gather>')
    app.answers("/next", "<Hangup/>")
    record = app.call("123")
    assert app.params("/next")["Digits"] == "1"
    assert "keys pressed after the question was over: 23" in record.problems


def test_an_address_that_leaves_the_public_one_is_not_followed(app):
    # The public address has a path: /next is the host's, not the app's.
    app.answers(VOICE, '<Gather numDigits="1" action="/next"/>')
    assert app.call("1").ended_by == EndedBy.ERROR


def test_a_relative_action_is_found_from_the_document_that_asks(app):
    app.answers(VOICE, '<Gather numDigits="1" action="voice/turn?step=1"><Say>Trykk</Say></Gather>')
    app.answers("/twilio/voice/turn", "<Hangup/>")
    record = app.call("1")
    assert app.params("/twilio/voice/turn")["Digits"] == "1"
    assert app.params("/twilio/voice/turn")["step"] == "1"
    assert app.params("/twilio/voice/turn")["CallStatus"] == "in-progress"
    assert record.ended_by == EndedBy.APP


def test_the_finish_key_ends_the_input_and_is_not_part_of_it(app):
    app.answers(VOICE, f'<Gather action="{PUBLIC}/next"/>')
    app.answers("/next", "<Hangup/>")
    quick = app.call("123#").seconds
    assert app.params("/next")["Digits"] == "123"
    slow = app.call("123").seconds
    # Without the key the caller waits for the time-out (five seconds) but saves pressing it.
    assert slow == pytest.approx(quick + 5 - 1)


def test_speech_is_sent_with_its_language(app):
    app.answers(
        VOICE,
        f'<Gather input="dtmf speech" language="no-NO" speechTimeout="2" action="{PUBLIC}/next"/>',
    )
    app.answers("/next", "<Hangup/>")
    record = app.call("jeg vil bytte")
    assert app.params("/next")["SpeechResult"] == "jeg vil bytte"
    assert 0 < float(app.params("/next")["Confidence"]) <= 1
    assert app.params("/next")["Language"] == "no-NO"
    assert record.seconds == pytest.approx(1 + 3 * 0.5 + 2)


def test_silence_falls_through_to_the_next_verb(app):
    app.answers(VOICE, '<Gather timeout="8" action="/x"/><Say>Ingen svar</Say><Hangup/>')
    record = app.call("")
    assert record.heard == ["Ingen svar"]
    assert record.seconds == pytest.approx(8 + 2 * 0.4)


def test_silence_is_sent_on_when_the_question_wants_it(app):
    app.answers(VOICE, f'<Gather actionOnEmptyResult="true" action="{PUBLIC}/next"/>')
    app.answers("/next", "<Hangup/>")
    app.call("")
    assert app.params("/next")["Digits"] == ""


def test_speech_at_a_question_for_keys_is_not_listened_to(app):
    app.answers(VOICE, '<Gather input="dtmf" action="/x"/><Hangup/>')
    record = app.call("ja")
    assert "/x" not in app.paths()
    assert any(problem.startswith("not listened to") for problem in record.problems)


def test_a_document_that_ends_and_leads_nowhere_is_a_dropped_call(app):
    app.answers(VOICE, "<Say>Hei</Say>")
    assert app.call().ended_by == EndedBy.DROPPED


def test_the_caller_hangs_up_when_the_script_is_used_up(app):
    app.answers(VOICE, '<Gather action="/x"/>')
    assert app.call().ended_by == EndedBy.CALLER


def test_a_redirect_leads_on(app):
    app.answers(VOICE, f"<Redirect>{PUBLIC}/on</Redirect><Say>aldri</Say>")
    app.answers("/on", "<Say>Framme</Say><Hangup/>")
    assert app.call().heard == ["Framme"]


@pytest.mark.parametrize(
    ("line", "status", "ended"),
    [
        ("@answered 40", "completed", EndedBy.APP),
        ("@no-answer", "no-answer", EndedBy.APP),
        ("@busy", "busy", EndedBy.APP),
    ],
)
def test_a_dialled_call_goes_as_the_script_says(app, line: str, status: str, ended: EndedBy):
    app.answers(VOICE, f'<Dial timeout="20" action="{PUBLIC}/after">+4722000000</Dial>')
    app.answers("/after", "<Hangup/>")
    record = app.call(line)
    assert app.params("/after")["DialCallStatus"] == status
    assert record.ended_by == ended


def test_a_dialled_call_without_action_goes_on_with_the_next_verb(app):
    app.answers(VOICE, "<Dial timeout='20'>+4722000000</Dial><Say>Ingen svarte</Say><Hangup/>")
    record = app.call()
    assert record.heard == ["Ingen svarte"]
    assert record.seconds == pytest.approx(20 + 2 * 0.4)


def test_a_recording_is_sent_on_and_silence_is_not(app):
    app.answers(VOICE, f'<Record action="{PUBLIC}/got" timeout="4"/><Say>Tomt</Say><Hangup/>')
    app.answers("/got", "<Hangup/>")
    app.call("ring meg i morgen")
    assert int(app.params("/got")["RecordingDuration"]) > 0
    assert app.call("").heard == ["Tomt"]


def test_a_queue_that_nobody_answers_ends_with_the_caller(app):
    app.answers(VOICE, f'<Enqueue action="{PUBLIC}/after">ko</Enqueue>')
    app.answers("/after", "<Hangup/>")
    assert app.call().ended_by == EndedBy.CALLER
    assert app.call("@answered").ended_by == EndedBy.APP


def test_a_rejected_call_is_rejected(app):
    app.answers(VOICE, '<Reject reason="busy"/>')
    assert app.call().ended_by == EndedBy.REJECTED


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("<Say>Hei", "12100"),
        ("<Dance/>", "12200"),
        ("<Redirect>https://elsewhere.example/</Redirect>", "not the app's"),
        ("<Say>" + "a" * 70_000 + "</Say>", "11750"),
    ],
)
def test_what_twilio_would_not_run_ends_in_its_error(app, document: str, problem: str):
    app.answers(VOICE, document)
    record = app.call()
    assert record.ended_by == EndedBy.ERROR
    assert any(problem in each for each in record.problems)


def test_a_content_type_that_is_not_xml_ends_in_twilios_error(app):
    app.content_type = "text/html; charset=utf-8"
    app.answers(VOICE, "<Hangup/>")
    record = app.call()
    assert record.ended_by == EndedBy.ERROR
    assert "12300" in record.problems[0]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("<Say>" + "a" * 4097 + "</Say>", "13520"),
        ('<Say voice="Polly.Ida-Neural"><emphasis>Hei</emphasis></Say>', "neural"),
        ('<Gather input="speech" speechModel="phone_call" language="no-NO" action="/x"/>', "13331"),
        ('<Gather input="speech" speechModel="googlev2_telephony" action="/x"/>', "13335"),
        ('<Gather hints="' + "a" * 101 + '" action="/x"/>', "13332"),
    ],
)
def test_what_twilio_does_badly_is_reported(app, document: str, problem: str):
    app.answers(VOICE, document + "<Hangup/>")
    assert any(problem in each for each in app.call("").problems)


def test_a_redirect_in_a_circle_ends(app):
    app.answers(VOICE, f"<Redirect>{PUBLIC}{VOICE}</Redirect>")
    assert app.call().ended_by == EndedBy.ERROR


def test_the_end_of_the_call_is_reported(app):
    app.answers(VOICE, "<Pause length='61'/><Hangup/>")
    app.answers("/twilio/voice/status", "")
    record = app.call()
    params = app.params("/twilio/voice/status")
    assert params["CallSid"] == record.call_sid
    assert (params["CallStatus"], params["CallDuration"]) == ("completed", "61")
