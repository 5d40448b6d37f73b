"""A text in a file that a spreadsheet opens is a text there."""

import pytest

from core.spreadsheet import as_text


@pytest.mark.parametrize(
    "value",
    ["=1+2", "+47 22", "-Kari", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("http://x")', "\n=1"],
)
def test_what_would_be_reckoned_is_kept_a_text(value: str) -> None:
    assert as_text(value) == f"'{value}"


@pytest.mark.parametrize(
    "value", ["Kari Hansen", "O'Connor, Seán", "B-12", "Åse-Marie", "", "王小明"]
)
def test_what_is_a_text_stays_as_it_is(value: str) -> None:
    assert as_text(value) == value
