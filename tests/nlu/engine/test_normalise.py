"""However a message is spelt, its words come out in one form, each knowing where it stood."""

import time

import pytest

from assistant.nlu.wording.normalise import LONGEST_TEXT, normalise, shortened, skeleton


@pytest.mark.parametrize(
    ("spelt", "common"),
    [
        (
            "Æ vil bøtt heimhjælpa",
            normalise("Jeg vil bytte hjemmehjelp").text.replace("hjemmehjelp", "heimhjælpa"),
        ),
        ("JAAAA takk!! 😀", "ja takk"),
        ("👍", "ja"),
        ("👍🏻👍🏽", "ja"),
        ("Ok👌", "ok ja"),
        ("👎🏿", "nei"),
        ("🙏", "takk"),
        ("Ja 🙏", "ja"),
        ("jag vill inte byta utförare", "jeg vil ikke bytte leverandør"),
        ("hvornår begynder hjælpen", "når begynne hjelp"),
        ("neeeei", "nei"),
        ("eg veit ikkje", "jeg vet ikke"),
        ("æ veit itj", "jeg vet ikke"),
        ("korleis", "hvordan"),
        ("åssen", "hvordan"),
        ("koffer", "hvorfor"),
        ("heime hjelpa", "hjemmehjelp"),
        ("kaikkje", "kan ikke"),
        ("eh jeg altså vil liksom bytte du skjønner", "jeg vil bytte"),
        ("kl10", "kl 10"),
        ("fraa heimen", "fra heimen"),
        ("  bytte ,,, firma...", "bytte firma"),
    ],
)
def test_spellings_come_together(spelt: str, common: str) -> None:
    assert normalise(spelt).text == common


@pytest.mark.parametrize("spelling", ["får", "faar", "far"])
def test_the_ring_may_be_lost(spelling: str) -> None:
    assert skeleton(spelling) == "far"


def test_every_word_points_back_to_the_text_as_written() -> None:
    text = "Hei! Jeg vil bytte hjemme  hjelp, takk"
    words = normalise(text).words
    assert [text[word.start : word.end] for word in words] == [
        "Hei",
        "Jeg",
        "vil",
        "bytte",
        "hjemme  hjelp",
        "takk",
    ]


def test_a_letter_in_two_parts_is_one_letter() -> None:
    assert normalise("A\u030ase").text == normalise("Åse").text


def test_a_message_of_fillers_alone_is_still_a_message() -> None:
    assert normalise("eh altså").text == "eh altså"


@pytest.mark.parametrize("text", ["", " ", "…", "😀", "\u200b\u200d"])
def test_a_message_without_words_has_none(text: str) -> None:
    assert normalise(text).words == ()


def test_only_start_and_end_of_a_long_message_are_classified() -> None:
    words = shortened(normalise("først " + "midt " * 500 + "sist").words)
    assert (words[0].text, words[-1].text) == ("først", "sist")
    assert len(words) == 100


@pytest.mark.parametrize(
    "unit",
    ["a", "ja ", "a\u0301\u0301", "😀", "hjemme hjelp ", "1", "1 ", "'", "a'", "\u0301", "(((("],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        begun = time.process_time()
        normalise(text)
        return time.process_time() - begun

    seconds(100)
    short = min(seconds(LONGEST_TEXT // 10) for _ in range(5))
    long = min(seconds(LONGEST_TEXT) for _ in range(5))
    cut = min(seconds(100 * LONGEST_TEXT) for _ in range(5))
    assert long < 40 * short + 0.02
    assert cut < 3 * long + 0.02
