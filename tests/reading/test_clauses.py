"""The clauses that ask, out of the story around them."""

import pytest

from assistant.reading.clauses import asking


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Mor er 90. Hun har vask. Må hun velge?", ["Må hun velge?"]),
        (
            "Hvor mange jobber der, og kommer de i helgene?",
            ["Hvor mange jobber der", "kommer de i helgene?"],
        ),
        ("Er det dere eller firmaet som bestemmer?", ["Er det dere eller firmaet som bestemmer?"]),
        ("eg har tenkt på dette lenge og så lurer eg på om eg kan byte", ["om eg kan byte"]),
        ("de kom ikke to ganger skal jeg betale for det da", ["skal jeg betale for det da"]),
        (
            "kan søsteren min bytte for meg for nå er det noen nye her",
            ["kan søsteren min bytte for meg"],
        ),
        ("Hilsen tante Solveig f. 1936. Kan jeg bytte?", ["Kan jeg bytte?"]),
    ],
)
def test_what_asks_is_told_from_what_only_tells(message: str, asked: list[str]) -> None:
    assert [each.text for each in asking(message)] == asked


@pytest.mark.parametrize(
    "message",
    [
        "",
        "hasselvind",
        "i helgene kommer det bare vikarer",
        "Jeg vil ha Fjellvante.",
        "ja goddag det er det at jeg vil bytte til noen andre nå",
        "jo det var det at eg gjerne ville ha ein annan",
    ],
)
def test_what_only_tells_holds_no_question(message: str) -> None:
    assert asking(message) == []


def test_a_clause_knows_where_it_stands() -> None:
    message = "Hei. Mor lurer på om hun må velge nå."
    [clause] = asking(message)
    assert message[clause.start : clause.end] == clause.text
