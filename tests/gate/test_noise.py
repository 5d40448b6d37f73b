"""What says nothing, and what a recogniser writes where nobody spoke."""

import pytest

from assistant.gate.noise import is_noise, is_silence


@pytest.mark.parametrize("text", ["?", "…", "!", "-", ".", ". . .", "😀", "🙈🙈", "??!", "♥"])
def test_dots_and_smileys_are_noise(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize("text", ["", "j", "1", "👍", "👎", "*", "#", "⭐⭐⭐", "ja!", "٣", "hm"])
def test_an_answer_is_none(text: str) -> None:
    assert not is_noise(text)


@pytest.mark.parametrize(
    "heard",
    [
        "Undertekster av Ai-Media",
        "Teksting av Nicolai Winther",
        "Tekstet av Scandinavian Text Service.",
        "Norsk tekst: Kari Nordmann",
        "Takk for at du så på!",
        "Takk for at dere så på videoen",
        "Thanks for watching!",
        "[Musikk]",
        "(latter)",
        "♪",
        "...",
        "",
    ],
)
def test_a_subtitle_line_is_silence(heard: str) -> None:
    assert is_silence(heard)


@pytest.mark.parametrize(
    "heard",
    ["takk", "takk for hjelpen", "jeg vil bytte", "tekstmelding fra kommunen", "en pause i hjelpen",
     "takk for at du ringte", "kan dere se på saken min"],
)  # fmt: skip
def test_what_somebody_says_is_not(heard: str) -> None:
    assert not is_silence(heard)
