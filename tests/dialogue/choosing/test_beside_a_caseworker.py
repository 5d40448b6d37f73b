"""While a caseworker answers nothing is done by a word, and whoever says it is told."""

import pytest

from casework.caseworker import Caseworker
from casework.tasks.queue import unanswered
from choice_register.models import Mandate
from conversations.models import ReplyKind, Suppression
from tests.dialogue.home import Home, Texter, wait_until

KARI = Caseworker("kari", "Kari Saksbehandler", "0301")


def held(home: Home, name: str = "aud") -> Texter:
    """Somebody with a choice that can be taken back, whom a caseworker answers now."""
    someone = home.texting(name)
    someone.says("jeg vil velge hasselvind")
    someone.proves()
    someone.says("ja")
    someone.says("jeg vil snakke med et menneske")
    home.house.desk.claim(KARI, someone.conversation.id)
    wait_until(lambda: "Kari" in someone.got()[-1])
    return someone


def waits_for_kari(home: Home) -> list[str]:
    with home.house.services.database.read() as session:
        return [each.text for each in session.scalars(unanswered(home.tasks))]


@pytest.mark.parametrize(
    "words",
    ["ANGRE", "angre", "jeg vil angre valget", "eg angrar valet", "ta tilbake valget mitt",
     "Angre. Hilsen Aud"],
)  # fmt: skip
def test_undo_is_left_to_the_caseworker_and_the_person_is_told(home: Home, words: str) -> None:
    aud = held(home)
    answer = aud.says(words)
    assert "ikke tatt tilbake noe" in answer or "ikkje teke tilbake" in answer
    assert "menneske" in answer
    assert home.standing("aud")
    assert waits_for_kari(home) == [words], "the caseworker does not see it as unanswered"
    assert home.replies[-1].kind is ReplyKind.NOTICE


@pytest.mark.parametrize("words", ["trekk fullmakten", "ta bort fullmakta", "slett fullmakten"])
def test_a_mandate_is_not_withdrawn_beside_a_caseworker(home: Home, words: str) -> None:
    arvid = held(home, "arvid")
    assert "fullmakt" in arvid.says(words)
    assert not [each for each in home.rows(Mandate) if each.withdrawn_at is not None]
    assert words in waits_for_kari(home)


@pytest.mark.parametrize(
    "words", ["jeg vil bytte til klokkebekk", "jeg vil heller ha kommunen",
     "jeg vil gi dattera mi fullmakt"],
)  # fmt: skip
def test_a_wish_is_told_of_once_until_the_caseworker_has_answered(home: Home, words: str) -> None:
    aud = held(home)
    assert "menneske" in aud.says(words)
    assert aud.says(words) == ""
    home.house.desk.reply(KARI, aud.conversation.id, "Hva lurer du på?", "k1")
    wait_until(lambda: aud.got()[-1] == "Hva lurer du på?")
    assert "menneske" in aud.says(words)
    assert [each for _, each in home.standing("aud")] == ["hasselvind"]


def test_stopp_is_an_opt_out_all_the_same(home: Home) -> None:
    aud = held(home)
    aud.says("STOPP")
    assert [each.number for each in home.rows(Suppression)] == [aud.number]


def test_stop_among_other_words_is_told_how(home: Home) -> None:
    aud = held(home)
    assert "STOPP" in aud.says("kan dere stoppe alle disse meldingene")
    assert not home.rows(Suppression)


@pytest.mark.parametrize("words", ["hei er du der", "ja", "nei", "takk", "jeg skal ikke angre"])
def test_all_else_is_said_to_the_caseworker_alone(home: Home, words: str) -> None:
    aud = held(home)
    assert aud.says(words) == ""
    assert words in waits_for_kari(home)


def test_danger_is_answered_as_ever(home: Home) -> None:
    aud = held(home)
    assert "113" in aud.says("jeg har fryktelig vondt i brystet og får ikke puste")
    assert [each.reason for each in home.tasks if each.urgent] == ["emergency"]


def test_in_the_chat_too(home: Home) -> None:
    visitor = home.browsing()
    visitor.writes("jeg vil snakke med et menneske")
    [talk] = [each for each in home.conversations if each.channel == "web"]
    home.house.desk.claim(KARI, talk.id)
    visitor.writes("angre")
    assert any("ikke tatt tilbake noe" in words for _, words in visitor.said)
