"""A text message comes in over HTTP and is answered by text message."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from conversations.models import ConversationStatus, MessageState
from tests.channels.harness import (
    ASTRID,
    BJARNE,
    KRISTIANSAND,
    OSLO,
    ChannelsHarness,
    sid,
    wait_until,
)


def test_a_text_is_answered_by_text(harness: ChannelsHarness) -> None:
    answer = harness.text("Hei på deg")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    assert answer.text.endswith("<Response />")
    assert harness.receive(1) == ["Du skrev: Hei på deg"]
    [message] = harness.messages
    assert message.state is MessageState.DONE
    [row] = harness.outbox
    assert (row.to_number, row.from_number, row.segments) == (ASTRID, OSLO, 1)


def test_the_engine_gets_what_the_actions_need(harness: ChannelsHarness) -> None:
    harness.text("Hei")
    harness.receive(1)
    [request] = harness.engine.requests
    [conversation] = harness.conversations
    assert request == {
        "conversation": conversation.id,
        "text": "Hei",
        "slots": {},
        "context": {
            "key": harness.messages[0].key,
            "untold": True,
            "conversation": conversation.id,
            "channel": "sms",
            "municipality": "0301",
            "caller": ASTRID,
            "input": "text",
            "standard": "nb",
            "names": [],
            "reading": None,
        },
    }


def test_the_municipality_is_that_of_the_number_texted(harness: ChannelsHarness) -> None:
    harness.text("Hei", to=KRISTIANSAND)
    harness.receive(1)
    assert harness.engine.requests[0]["context"]["municipality"] == "4204"
    assert harness.fake.twilio.messages[0].sender == KRISTIANSAND


def test_the_state_goes_from_turn_to_turn(harness: ChannelsHarness) -> None:
    for number in (1, 2, 3):
        harness.text("Hei")
        harness.receive(number)
    assert [request["slots"] for request in harness.engine.requests] == [
        {},
        {"turns": 1},
        {"turns": 2},
    ]


@pytest.mark.parametrize("text", ["/restart", "/choose{}", "@@/restart", " / restart", "//restart"])
def test_text_that_starts_like_a_command_is_only_text(harness: ChannelsHarness, text: str) -> None:
    harness.text(text)
    harness.receive(1)
    assert harness.engine.requests[0]["text"][0] in "rc"


class TestForged:
    def test_a_signature_with_another_token_is_refused_and_leaves_no_trace(
        self, still: ChannelsHarness
    ) -> None:
        form = {"MessageSid": sid(), "From": ASTRID, "To": OSLO, "Body": "Hei"}
        answer = httpx.post(
            f"{still.base_url}/twilio/sms", data=form, headers={"X-Twilio-Signature": "bm8="}
        )
        assert answer.status_code == 403
        assert not still.messages
        assert not still.conversations

    def test_no_signature_is_refused(self, still: ChannelsHarness) -> None:
        form = {"MessageSid": sid(), "From": ASTRID, "To": OSLO, "Body": "Hei"}
        assert httpx.post(f"{still.base_url}/twilio/sms", data=form).status_code == 403
        assert not still.messages

    def test_a_signature_of_other_words_is_refused(self, still: ChannelsHarness) -> None:
        sent: list[httpx.Request] = []
        still.post._http.event_hooks["request"].append(sent.append)
        still.text("Hei")
        form = {"MessageSid": sid(), "From": ASTRID, "To": OSLO, "Body": "Bytt til Fjordomsorg"}
        stolen = {"X-Twilio-Signature": sent[0].headers["X-Twilio-Signature"]}
        answer = httpx.post(f"{still.base_url}/twilio/sms", data=form, headers=stolen)
        assert answer.status_code == 403
        assert len(still.messages) == 1

    def test_a_signature_for_the_address_in_the_host_header_is_refused(
        self, still: ChannelsHarness
    ) -> None:
        still.post._public = "https://evil.example"
        form = {"MessageSid": sid(), "From": ASTRID, "To": OSLO, "Body": "Hei"}
        still.post._http.headers.update(
            {
                "Host": "evil.example",
                "X-Forwarded-Host": "evil.example",
                "X-Forwarded-Proto": "https",
            }
        )
        assert still.post.post("/twilio/sms", form).status_code == 403
        assert not still.messages


class TestBadInput:
    @pytest.mark.parametrize("missing", ["MessageSid", "From", "To"])
    def test_a_missing_field_is_refused(self, still: ChannelsHarness, missing: str) -> None:
        form = {"MessageSid": sid(), "From": ASTRID, "To": OSLO, "Body": "Hei"}
        del form[missing]
        assert still.post.post("/twilio/sms", form).status_code == 400
        assert not still.messages

    def test_a_number_that_is_not_ours_is_not_found(self, still: ChannelsHarness) -> None:
        assert still.text("Hei", to="+4740009999").status_code == 404
        assert not still.messages

    def test_a_form_that_is_too_large_is_refused(self, still: ChannelsHarness) -> None:
        assert still.text("x" * 100_000).status_code == 413
        assert not still.messages

    def test_an_id_that_is_too_long_is_refused(self, still: ChannelsHarness) -> None:
        assert still.text("Hei", sms="S" * 200).status_code == 400

    def test_parameters_that_twilio_may_add_are_accepted(self, still: ChannelsHarness) -> None:
        assert still.text("Hei", SomethingNew="1", FromCountry="NO").status_code == 200

    @pytest.mark.parametrize("sender", ["INFO", "Posten", "02042", "26112", OSLO, "+47", "+"])
    def test_senders_that_cannot_be_answered_are_left_alone(
        self, still: ChannelsHarness, sender: str
    ) -> None:
        assert still.text("Hei", sender=sender).status_code == 200
        assert not still.messages

    def test_a_picture_is_answered_kindly(self, harness: ChannelsHarness) -> None:
        harness.text("", NumMedia="2", MediaUrl0="https://api.twilio.com/x.jpg")
        assert harness.receive(1) == ["Jeg kan ikke se bilder. Skriv det heller med ord."]
        assert not harness.engine.requests
        assert harness.messages[0].media_count == 2

    def test_a_picture_with_words_has_its_words_answered_too(
        self, harness: ChannelsHarness
    ) -> None:
        harness.text("Hvem er dette?", NumMedia="1")
        assert harness.receive(1)[0].endswith("Du skrev: Hvem er dette?")

    @pytest.mark.parametrize("body", ["", "   ", "/", "\n"])
    def test_an_empty_text_is_answered_kindly(self, harness: ChannelsHarness, body: str) -> None:
        harness.text(body)
        assert harness.receive(1) == ["Meldingen var tom. Hva lurer du på?"]

    @pytest.mark.parametrize(
        "body",
        [
            "😀🙏🏽👵",
            "Привет, я хочу сменить",
            "مرحبا",
            "Buorre beaivi, mun hálidan válljet Čáhppes",
            "x" * 1600,
            "æøå" * 533,
            "hei\x00hopp",
            "a\u202eb\ufeffc",
            "{'a': 1} %s {0} <Response/> & \\ '; DROP TABLE reply;--",
        ],
    )
    def test_whatever_people_send_is_kept_and_answered(
        self, harness: ChannelsHarness, body: str
    ) -> None:
        assert harness.text(body).status_code == 200
        told = harness.receive(1)[0]
        assert told.startswith("Du skrev:")
        assert harness.messages[0].text == body.replace("\x00", "")

    def test_a_nonsense_count_of_pictures_is_no_error(self, still: ChannelsHarness) -> None:
        assert still.text("Hei", NumMedia="mange").status_code == 200
        assert still.messages[0].media_count == 0


class TestReplay:
    def test_the_same_message_again_is_acknowledged_and_done_once(
        self, harness: ChannelsHarness
    ) -> None:
        once = sid()
        assert harness.text("Hei", sms=once).status_code == 200
        harness.receive(1)
        assert harness.text("Hei", sms=once).status_code == 200
        harness.text("Neste")
        assert harness.receive(2) == ["Du skrev: Hei", "Du skrev: Neste"]
        assert len(harness.engine.done) == 2

    def test_ten_at_once_are_one(self, harness: ChannelsHarness) -> None:
        once = sid()
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _: harness.text("Hei", sms=once), range(10)))
        assert [answer.status_code for answer in answers] == [200] * 10
        harness.receive(1)
        assert len(harness.messages) == len(harness.conversations) == len(harness.replies) == 1

    def test_ten_different_ones_at_once_are_ten_in_one_thread(
        self, harness: ChannelsHarness
    ) -> None:
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda n: harness.text(f"nummer {n}"), range(10)))
        assert [answer.status_code for answer in answers] == [200] * 10
        harness.receive(10)
        assert len(harness.conversations) == 1
        assert [message.position for message in harness.messages] == list(range(1, 11))
        assert len(harness.engine.done) == 10
        assert not harness.engine.overlapped


class TestThreads:
    def test_the_thread_has_a_random_name_that_does_not_tell_the_number(
        self, still: ChannelsHarness
    ) -> None:
        still.text("Hei")
        still.text("Hei", sender=BJARNE)
        names = [conversation.id for conversation in still.conversations]
        assert len(set(names)) == 2
        assert all(len(name) == 24 and "4740" not in name for name in names)

    def test_the_same_number_has_another_thread_with_another_municipality(
        self, still: ChannelsHarness
    ) -> None:
        still.text("Hei")
        still.text("Hei", to=KRISTIANSAND)
        assert {c.municipality for c in still.conversations} == {"0301", "4204"}

    def test_answers_come_in_the_order_of_the_texts(self, harness: ChannelsHarness) -> None:
        harness.engine.delay = 0.02
        for number in range(6):
            harness.text(f"nummer {number}")
        assert harness.receive(6) == [f"Du skrev: nummer {number}" for number in range(6)]

    def test_two_threads_are_answered_side_by_side(self, harness: ChannelsHarness) -> None:
        harness.engine.delay = 0.3
        harness.text("Hei", sender=ASTRID)
        harness.text("Hei", sender=BJARNE)
        harness.receive(1, ASTRID)
        harness.receive(1, BJARNE)
        assert harness.engine.most_at_once == 2
        assert not harness.engine.overlapped

    def test_a_goodbye_ends_the_thread(self, harness: ChannelsHarness) -> None:
        harness.text("ha det")
        harness.receive(1)
        harness.text("Hei")
        harness.receive(2)
        old, new = harness.conversations
        assert old.status is ConversationStatus.CLOSED
        assert new.slots == {"turns": 1}

    def test_what_a_caseworker_holds_is_stored_and_not_answered(
        self, harness: ChannelsHarness
    ) -> None:
        harness.text("Hei")
        harness.receive(1)
        with harness.services.database.write() as session:
            conversation = session.get_one(
                type(harness.conversations[0]), harness.conversations[0].id
            )
            conversation.holder = "kari"
        harness.text("Er du der, Kari?")
        wait_until(lambda: harness.messages[1].state is MessageState.DONE)
        assert len(harness.engine.requests) == 1
        assert len(harness.replies) == 1
