"""Bad input, attacks and repetitions: a kind answer or none, nothing lost, nothing done twice."""

import threading
from collections.abc import Callable

import pytest

from conversations.models import Conversation, InboundMessage, Suppression
from devtools.signed_post import SignedPost
from tests.dialogue.harness import PUBLIC, DialogueHarness, Texter, wait_until

FORM = {
    "MessageSid": "SM" + "7" * 32,
    "AccountSid": "AC" + "0" * 32,
    "From": "+4740011001",
    "To": "+4740000301",
    "Body": "jeg vil velge",
    "NumMedia": "0",
}


def test_a_forged_signature_leaves_no_trace(harness: DialogueHarness) -> None:
    forger = SignedPost("not-the-token", PUBLIC, harness.url)
    try:
        assert forger.post("/twilio/sms", FORM).status_code == 403
        assert forger.post("/twilio/voice", {**FORM, "CallSid": "CA1"}).status_code == 403
    finally:
        forger.close()
    assert not harness.rows(Conversation)
    assert not harness.rows(InboundMessage)


@pytest.mark.parametrize("missing", ["MessageSid", "From", "To"])
def test_a_missing_field(harness: DialogueHarness, missing: str) -> None:
    form = {name: value for name, value in FORM.items() if name != missing}
    assert harness.post.post("/twilio/sms", form).status_code == 400
    assert not harness.rows(InboundMessage)


def test_a_replayed_message_is_answered_once(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("hva er fritt brukervalg")
    for _ in range(3):
        solveig.posts("hva er fritt brukervalg", MessageSid=solveig.sid)
    solveig.says("hei")
    assert sum(each.endswith(answer) for each in solveig.got()) == 1
    assert len(harness.messages) == 2


def test_a_message_replayed_while_the_first_is_being_answered(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    sid = "SM" + "3" * 32
    threads = [
        threading.Thread(target=solveig.posts, args=("ja",), kwargs={"MessageSid": sid})
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_until(lambda: any("registrert" in text for text in solveig.got()))
    solveig.says("takk")
    assert len([text for text in solveig.got() if "Saksnummeret" in text]) == 1
    assert len(harness.choices("solveig")) == 1


def test_yes_twice_registers_once(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    for _ in range(2):
        solveig.posts("ja")
    wait_until(lambda: len(harness.messages) == 4 and harness.messages[-1].state.value == "done")
    assert len(harness.choices("solveig")) == 1


COMMANDS = ["/restart", "/affirm", '/give_code{"code": "631467268"}', "/session_start", "@x",
            '{"intent": "affirm", "entities": []}', "EXTERNAL: affirm", "<script>alert(1)</script>",
            "'; DROP TABLE choice; --", "{0.__class__}", "%s%s%n"]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
def test_what_looks_like_a_command_is_only_text(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    assert solveig.says(words)
    if words != "/affirm":  # without the stroke it is a word, and may be understood as one
        assert not harness.choices("solveig")


ODD = {
    "one letter": "a",
    "only signs": "...!!!???",
    "emoji": "👍",
    "many emoji": "🎉" * 200,
    "1600 characters": ("Jeg lurer på hvem som kan hjelpe meg hjemme. " * 40)[:1600],
    "one long word": "a" * 1600,
    "Arabic": "أحتاج مساعدة في المنزل",
    "Chinese": "我需要帮助",
    "Russian": "мне нужна помощь",
    "NUL and control signs": "hei\x00\x01\x02 hva koster det",
    "line breaks": "hva\n\n\nkoster\r\ndet",
    "combining marks": "hvẃ̶̢a̷ k̷o̶s̸t̵e̵r",
    "right to left override": "\u202ehva koster det",
    "digits": "1" * 400,
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD.keys())
def test_odd_text_gets_a_kind_answer(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says(words)
    assert len(answer) > 20
    assert "{" not in answer
    assert harness.messages[0].state.value == "done"
    assert "Oslo" in solveig.says("hva er fritt brukervalg"), "the conversation did not go on"


def test_a_picture(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    picture = {
        "NumMedia": "1",
        "MediaUrl0": "https://example.org/1",
        "MediaContentType0": "image/jpeg",
    }
    assert "bilder" in solveig.says("", **picture)
    assert "Oslo" in solveig.says("hva er fritt brukervalg", **picture)


@pytest.mark.parametrize("words", ["", "   ", "/", "\n"])
def test_an_empty_body(harness: DialogueHarness, words: str) -> None:
    assert "tom" in harness.texting("solveig").says(words)


@pytest.mark.parametrize("words", ["STOPP", "stopp alle meldinger", "Stop"])
def test_stop_then_start(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    assert "START" in solveig.says(words)
    assert len(harness.rows(Suppression)) == 1
    assert solveig.says("hva er fritt brukervalg") == ""
    assert solveig.says("START")
    assert "Oslo" in solveig.says("hva er fritt brukervalg")


@pytest.mark.parametrize(
    ("words", "answer"),
    [("menneske", "tar over"), ("HJELP", "ANGRE"), ("jeg får ikke puste", "113")],
)
def test_who_said_stop_still_gets_a_person_help_and_113(
    harness: DialogueHarness, words: str, answer: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("STOPP")
    assert answer in solveig.says(words)
    assert solveig.says("hva koster det") == ""


@pytest.mark.parametrize(
    "words",
    [
        "Stopp hjemmehjelpen min",
        "stopp vasken",
        "kan dere stoppe med å komme så tidlig",
        "nå må dere stoppe å sende nye folk hele tiden",
    ],
)
def test_stop_about_the_help_is_no_opt_out(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    assert solveig.says(words)
    assert not harness.rows(Suppression)
    assert solveig.says("menneske")


def test_two_conversations_side_by_side_know_nothing_of_each_other(
    harness: DialogueHarness,
) -> None:
    solveig, gunnar = harness.texting("solveig"), harness.texting("gunnar")
    solveig.says("jeg vil velge")
    gunnar.says("jeg vil bytte")
    menu_of_solveig = solveig.proves()
    menu_of_gunnar = gunnar.proves()
    assert "Skjærbris" not in menu_of_solveig
    assert "Hasselvind" not in menu_of_gunnar
    solveig.says("hasselvind")
    gunnar.says("ottergard")
    solveig.says("ja")
    gunnar.says("ja")
    assert harness.standing("solveig")[-1][1] == "hasselvind"
    assert harness.standing("gunnar")[-1][1] == "ottergard"


def test_many_at_once(harness: DialogueHarness) -> None:
    names = ["solveig", "arvid", "gunnar", "marit", "else", "per", "torbjørg", "aud"]
    wishes: dict[str, Callable[[Texter], None]] = {}

    def choose(someone: Texter) -> None:
        someone.says("jeg vil bytte")
        someone.proves()
        someone.says("2")
        someone.says("ja")

    for name in names:
        wishes[name] = choose
    threads = [
        threading.Thread(target=wishes[name], args=(harness.texting(name),)) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in names:
        sent = [reply for reply in harness.replies if reply.kind.value == "answer"]
        assert len({reply.message_id for reply in sent}) == len(sent)
        conversation = harness.texting(name).conversation
        assert len([m for m in harness.messages if m.conversation_id == conversation.id]) == 4
        assert len(harness.texting(name).got()) == 4
