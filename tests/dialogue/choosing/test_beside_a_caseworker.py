"""While a caseworker answers nothing is done by a word, and whoever says it is told."""

import pytest

from casework.caseworker import Caseworker
from casework.tasks.queue import unanswered
from choice_register.models import Mandate
from conversations.models import ReplyKind, Suppression
from tests.dialogue.harness import DialogueHarness, Texter, wait_until

KARI = Caseworker("kari", "Kari Saksbehandler", "0301")


def held(harness: DialogueHarness, name: str = "aud") -> Texter:
    """Somebody with a choice that can be taken back, whom a caseworker answers now."""
    someone = harness.texting(name)
    someone.says("jeg vil velge hasselvind")
    someone.proves()
    someone.says("ja")
    someone.says("jeg vil snakke med et menneske")
    harness.application.desk.claim(KARI, someone.conversation.id)
    wait_until(lambda: "Kari" in someone.got()[-1])
    return someone


def waits_for_kari(harness: DialogueHarness) -> list[str]:
    with harness.application.services.database.read() as session:
        return [each.text for each in session.scalars(unanswered(harness.tasks))]


@pytest.mark.parametrize(
    "words",
    ["ANGRE", "angre", "jeg vil angre valget", "eg angrar valet", "ta tilbake valget mitt",
     "Angre. Hilsen Aud"],
)  # fmt: skip
def test_undo_is_left_to_the_caseworker_and_the_person_is_told(
    harness: DialogueHarness, words: str
) -> None:
    aud = held(harness)
    answer = aud.says(words)
    assert "ikke tatt tilbake noe" in answer or "ikkje teke tilbake" in answer
    assert "menneske" in answer
    assert harness.standing("aud")
    assert waits_for_kari(harness) == [words], "the caseworker does not see it as unanswered"
    assert harness.replies[-1].kind is ReplyKind.NOTICE


@pytest.mark.parametrize("words", ["trekk fullmakten", "ta bort fullmakta", "slett fullmakten"])
def test_a_mandate_is_not_withdrawn_beside_a_caseworker(
    harness: DialogueHarness, words: str
) -> None:
    arvid = held(harness, "arvid")
    assert "fullmakt" in arvid.says(words)
    assert not [each for each in harness.rows(Mandate) if each.withdrawn_at is not None]
    assert words in waits_for_kari(harness)


@pytest.mark.parametrize(
    "words", ["jeg vil bytte til klokkebekk", "jeg vil heller ha kommunen",
     "jeg vil gi dattera mi fullmakt"],
)  # fmt: skip
def test_a_wish_is_told_of_once_until_the_caseworker_has_answered(
    harness: DialogueHarness, words: str
) -> None:
    aud = held(harness)
    assert "menneske" in aud.says(words)
    assert aud.says(words) == ""
    harness.application.desk.reply(KARI, aud.conversation.id, "Hva lurer du på?", "k1")
    wait_until(lambda: aud.got()[-1] == "Hva lurer du på?")
    assert "menneske" in aud.says(words)
    assert [each for _, each in harness.standing("aud")] == ["hasselvind"]


def test_stopp_is_an_opt_out_all_the_same(harness: DialogueHarness) -> None:
    aud = held(harness)
    aud.says("STOPP")
    assert [each.number for each in harness.rows(Suppression)] == [aud.number]


def test_stop_among_other_words_is_told_how(harness: DialogueHarness) -> None:
    aud = held(harness)
    assert "STOPP" in aud.says("kan dere stoppe alle disse meldingene")
    assert not harness.rows(Suppression)


@pytest.mark.parametrize("words", ["hei er du der", "ja", "nei", "takk", "jeg skal ikke angre"])
def test_all_else_is_said_to_the_caseworker_alone(harness: DialogueHarness, words: str) -> None:
    aud = held(harness)
    assert aud.says(words) == ""
    assert words in waits_for_kari(harness)


def test_danger_is_answered_as_ever(harness: DialogueHarness) -> None:
    aud = held(harness)
    assert "113" in aud.says("jeg har fryktelig vondt i brystet og får ikke puste")
    assert [each.reason for each in harness.tasks if each.urgent] == ["emergency"]


def test_in_the_chat_too(harness: DialogueHarness) -> None:
    visitor = harness.browsing()
    visitor.writes("jeg vil snakke med et menneske")
    [talk] = [each for each in harness.conversations if each.channel == "web"]
    harness.application.desk.claim(KARI, talk.id)
    visitor.writes("angre")
    assert any("ikke tatt tilbake noe" in words for _, words in visitor.said)
