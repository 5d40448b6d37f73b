"""The page of all texts says what the assistant says."""

from pathlib import Path

import pytest

from assistant.texts.rendering import FOLDER
from service.commands.text_book import Measures, text_book

PAGE = Path(__file__).parents[2] / "docs/texts.md"
COMMAND = ".venv/bin/brukervalg texts --out docs/texts.md"

TEXTS = """
test.for_everybody:
  level: personal
  nb: Du velger {provider}.
  nn: du vel {provider}.
test.one_channel_apart:
  nb: {any: Velg en., phone: Trykk 1.}
  nn: {any: Vel ein., phone: Trykk 1.}
test.of_the_decision:
  level: private
  nb: Du får hjelp.
  nn: Du får hjelp.
test.heavy:
  nb: Kommunestyrebehandling forutsetter tjenestekvalifikasjoner.
  nn: Lett nok.
"""


def test_the_committed_page_is_up_to_date_with_the_texts() -> None:
    assert PAGE.read_text("utf-8") == text_book(FOLDER), (
        f"docs/texts.md is not what the texts say now. Make it again with: {COMMAND}"
    )


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, list[str]]:
    """The rows of a small book, by the name of their text."""
    (tmp_path / "test.yml").write_text(TEXTS, "utf-8")
    found: dict[str, list[str]] = {}
    for line in text_book(tmp_path).splitlines():
        if line.startswith("| `test."):
            found.setdefault(line.split("`")[1], []).append(line)
    return found


def test_both_standards_stand_side_by_side_with_values_in_braces(
    rows: dict[str, list[str]],
) -> None:
    (row,) = rows["test.for_everybody"]
    name, nb, nn = row.strip("| ").split(" | ")
    assert name == "`test.for_everybody`<br>personlig"
    assert nb.startswith("Du velger {provider}.")
    assert nn.startswith("du vel {provider}.")


def test_a_wording_of_its_own_for_a_channel_has_a_row_of_its_own(
    rows: dict[str, list[str]],
) -> None:
    first, second = rows["test.one_channel_apart"]
    assert "SMS, nett" in first
    assert "Velg en." in first
    assert "· telefon" in second
    assert "Trykk 1." in second
    assert " SMS" not in second


def test_what_may_not_go_as_a_text_message_takes_no_segments(rows: dict[str, list[str]]) -> None:
    assert "1 SMS" in rows["test.for_everybody"][0]
    assert " SMS" not in rows["test.of_the_decision"][0]


def test_what_is_heavy_to_read_stands_out(rows: dict[str, list[str]]) -> None:
    heavy, light = rows["test.heavy"][0].split(" | ")[1:]
    assert "**LIX" in heavy
    assert "**LIX" not in light


def test_readability_counts_words_a_sentence_and_long_words() -> None:
    # Six words in two sentences (3) and two of six over six letters (33.3).
    measured = Measures.of("Du bytter selv. Velg leverandøren skriftlig!")
    assert measured.lix == pytest.approx(3 + 100 * 2 / 6)
    assert measured.longest == 3


def test_a_value_counts_as_one_short_word() -> None:
    assert Measures.of("Ring {municipality}.") == Measures.of("Ring nå.")
