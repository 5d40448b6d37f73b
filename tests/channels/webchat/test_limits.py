"""Too much, too long, twice, too late: what is refused or taken once, and told in plain words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from channels.webchat.limits import Limits
from channels.webchat.writing import LONGEST
from tests.channels.webchat.dialogue import CODE
from tests.channels.webchat.harness import ChatHarness
from tests.channels.webchat.visitor import COOKIE, Visitor, with_cookie


@pytest.mark.parametrize("words", ["", "   ", "\n\n", "\u200b\u200f", "\x00"])
def test_nothing_is_asked_for_again(harness: ChatHarness, astrid: Visitor, words: str) -> None:
    astrid.writes(words)
    assert astrid.status == 422
    assert "Du skrev ikke noe" in astrid.refused
    assert not harness.messages


def test_too_long_is_told_before_and_refused_after(harness: ChatHarness, astrid: Visitor) -> None:
    assert "Høyst 2 000 tegn" in astrid.page.text
    assert astrid.page.all("textarea")[0].attributes["maxlength"] == str(LONGEST)
    astrid.writes("å" * (LONGEST + 1))
    assert astrid.status == 422
    assert "Teksten er for lang" in astrid.refused
    assert "å" * LONGEST in astrid.page.all("textarea")[0].text
    astrid.writes("å" * LONGEST)
    assert astrid.status == 200
    assert len(harness.messages) == 1


def test_a_flood_of_bytes_is_refused_before_it_is_read(
    harness: ChatHarness, astrid: Visitor
) -> None:
    answer = astrid.posts(astrid.filled("chat-write", tekst="a" * 100_000))
    assert answer.status_code == 413
    assert not harness.messages


def test_two_presses_are_one_message(harness: ChatHarness, astrid: Visitor) -> None:
    form = astrid.filled("chat-write", tekst="jeg vil bytte")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: astrid_again(harness, astrid).posts(form), range(4)))
    assert {each.status_code for each in answers} == {303}
    assert len(harness.messages) == 1
    astrid.sends(form)
    assert [who for who, _ in astrid.said] == ["person", "assistant"]


def astrid_again(harness: ChatHarness, astrid: Visitor) -> Visitor:
    """The same browser in another thread: the same cookie."""
    cookie = astrid.client.get_cookie(COOKIE)
    assert cookie is not None
    return with_cookie(harness.app, cookie.value)


def test_two_tabs_are_one_conversation_in_order(harness: ChatHarness, astrid: Visitor) -> None:
    other_tab = astrid_again(harness, astrid)
    other_tab.opens()
    astrid.writes("pris")
    other_tab.writes("sammenlign")  # from a page that shows nothing yet
    astrid.writes("hei")
    assert len(harness.conversations) == 1
    own = [words for who, words in astrid.said if who == "person"]
    assert own == ["pris", "sammenlign", "hei"]
    other_tab.opens()
    assert other_tab.said == astrid.said


def test_an_answer_under_an_old_question_is_not_taken(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("velge")
    astrid.presses("Velg Hasselvind Omsorg")
    other_tab = astrid_again(harness, astrid)
    other_tab.opens()
    assert other_tab.can_press == ["Ja", "Nei"]
    astrid.writes("sammenlign")  # meanwhile something else is asked
    before = len(harness.messages)
    other_tab.presses("Ja")
    assert other_tab.status == 409
    assert "Samtalen har gått videre" in other_tab.refused
    assert len(harness.messages) == before
    assert "Jeg sier ikke hvem som er best" in other_tab.answer


def test_the_same_press_again_is_no_old_answer(astrid: Visitor) -> None:
    astrid.writes("velge")
    astrid.presses("Velg Hasselvind Omsorg")
    form = astrid.filled("chat-quick", svar="Ja")
    astrid.sends(form)
    said = astrid.said
    astrid.sends(form)
    assert astrid.status == 200
    assert astrid.said == said


def test_too_many_messages_are_stopped_and_what_was_written_is_kept(
    harness: ChatHarness, astrid: Visitor
) -> None:
    for _ in range(20):
        astrid.writes("hei")
    astrid.writes("dette er viktig")
    assert astrid.status == 429
    assert "Det ble mange meldinger" in astrid.refused
    assert astrid.page.all("textarea")[0].text == "dette er viktig"
    assert len(harness.messages) == 20


def test_wrong_codes_from_one_address_shut_nobody_out_there(harness: ChatHarness) -> None:
    """A care home or a mobile operator is one address; only the load of a minute is bounded."""
    for number in range(15):
        visitor = Visitor(harness.app)
        visitor.opens()
        visitor.writes(f"koden er 1234567{number:02}")
        assert visitor.status == 200


def test_right_codes_cost_an_address_nothing(harness: ChatHarness) -> None:
    """A care home or a library is one address: its twelfth right code is as good as the first."""
    for _ in range(12):
        visitor = Visitor(harness.app)
        visitor.opens()
        visitor.writes(f"koden er {CODE}")
        assert visitor.status == 200


def test_a_refusal_says_when_to_try_again(harness: ChatHarness, astrid: Visitor) -> None:
    for _ in range(20):
        astrid.writes("hei")
    answer = astrid.posts(astrid.filled("chat-write", tekst="hei"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_the_addresses_of_one_home_count_as_one() -> None:
    limits = Limits()
    for number in range(60):
        assert limits.allow_code(f"2001:db8:1:2::{number:x}")
    assert not limits.allow_code("2001:db8:1:2:ffff::1")
    assert limits.allow_code("2001:db8:1:3::1")
