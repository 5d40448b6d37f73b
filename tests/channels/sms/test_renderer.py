"""How a reply looks as text messages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.texts.measures import plain, segments
from channels.sms.renderer import MOST_AT_ONCE, MOST_SEGMENTS, SmsRenderer, split
from conversations.renderer import Say
from tests.channels.harness import TEXTS


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("æøåÆØÅéÉ" * 20, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # 152 + a pair: the pair does not fit in the first segment's 153 and goes to the next.
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 153 + "€" + "a" * 151, 2),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("á" * 134, 2),
        ("á" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        # 67 units hold 33 emoji of two: the 34th does not stand across two segments.
        ("😀" * 67, 3),
    ],
)
def test_segments_are_counted_as_networks_count_them(text: str, count: int) -> None:
    assert segments(text) == count


def test_typographic_signs_are_written_plainly() -> None:
    assert plain("«Ja» – sa hun … «’nei’» • 2½\u00a0t") == '"Ja" - sa hun ... "\'nei\'" - 21/2 t'


def test_our_own_signs_leave_a_text_in_the_short_alphabet() -> None:
    assert segments(plain("«å» – … ‘’ “” • ½\u00a0" * 5)) == 1


def test_sami_letters_are_kept() -> None:
    assert plain("Čáhppes, Šapmi, ŋ, đ, ŧ, ž") == "Čáhppes, Šapmi, ŋ, đ, ŧ, ž"


@given(st.text(alphabet=st.sampled_from("ab æ€á😀.!? \nABC1"), max_size=3000))
def test_a_split_loses_no_word_and_no_part_is_too_long(text: str) -> None:
    parts = split(text)
    assert all(segments(part) <= MOST_SEGMENTS for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_short_text_is_not_split() -> None:
    assert split("Hei. Hvordan går det?\n1 Bra\n2 Dårlig") == [
        "Hei. Hvordan går det?\n1 Bra\n2 Dårlig"
    ]


def test_a_date_is_not_torn() -> None:
    text = "Det gjelder fra 1. desember 2026 og fram til 3. mai 2027 for deg og dine. " * 20
    assert all(part.endswith("dine.") for part in split(text))


def told(number: int, letters: int = 200) -> Say:
    return {"say": "test.echo", "values": {"text": f"{number} " + "a" * letters + "."}}


CHOOSE: Say = {"say": "test.choose", "options": [{"label": "Bjørk", "value": "b"}]}


def test_a_long_answer_comes_in_portions_that_are_asked_for() -> None:
    rest = [told(number) for number in range(1, 6)]
    portions = []
    while rest:
        reply = SmsRenderer(TEXTS).render(rest, "nb", {})
        assert sum(part.segments for part in reply.parts) <= MOST_AT_ONCE
        assert ("Skriv MER" in reply.text) == bool(reply.rest)
        portions.append(reply.text)
        rest = reply.rest
    assert len(portions) > 1
    heard = re.findall(r"Du skrev: (\d)", " ".join(portions))
    assert heard == ["1", "2", "3", "4", "5"]


def test_what_is_asked_is_never_kept_back() -> None:
    reply = SmsRenderer(TEXTS).render([*(told(number) for number in range(1, 6)), CHOOSE], "nn", {})
    assert reply.rest
    assert CHOOSE not in reply.rest
    assert "Skriv MEIR" in reply.text
    assert reply.text.endswith("Kven vil du ha?\n1 Bjørk")


def test_an_answer_that_fits_offers_no_more() -> None:
    reply = SmsRenderer(TEXTS).render([told(1), told(2), CHOOSE], "nb", {})
    assert not reply.rest
    assert "MER" not in reply.text


def test_one_long_message_goes_whole() -> None:
    reply = SmsRenderer(TEXTS).render([told(1, 1500)], "nb", {})
    assert not reply.rest
    assert "a" * 100 in reply.text
