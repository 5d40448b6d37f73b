"""The linter of words tells the names that the program uses inside from what people write."""

import re

from tests.web.console.harness import ConsoleHarness
from tests.web.console.plain_words import foreign, names, shown


def test_what_is_ours_is_found_wherever_it_is_shown() -> None:
    for page in (
        "<p>Forstått som ask_price</p>",
        "<li>Tekst: choice.pick</li>",
        "<td>withdrawn</td>",
        '<a aria-label="Se not_understood">Se</a>',
        "<option>emergency</option>",
        '<html lang="nb"><input><p>provider</p></html>',
    ):
        assert foreign(page), page
    assert {"talk_to_human", "approved", "taken", "provider"} <= names()


def test_what_people_write_and_addresses_are_no_names_of_ours() -> None:
    for page in (
        '<p class="words">choose_provider</p>',
        "<textarea>affirm</textarea>",
        "<p>Se www.helsenorge.no/some_page og brev_til@oslo.no</p>",
        "<script>const open_now = 1;</script>",
        "<p>Hvem kommer, når og hvorfor?</p>",
    ):
        assert not foreign(page), page
    assert shown("<p>En <b>to</b></p>") == ["En", "to"]


def test_what_the_sources_say_is_told_in_norwegian_in_every_municipality(
    harness: ConsoleHarness,
) -> None:
    catalogue = harness.application.catalogue
    english = re.compile(r"\b(the|of|is|was|and|with|not|undated|since)\b")
    told = [
        line
        for municipality in catalogue.municipalities()
        for rule in (
            catalogue.scheme(municipality.id).state_rule,
            *catalogue.scheme(municipality.id).rules.values(),
        )
        for line in (rule.page_says, rule.page_age)
        if line
    ]
    assert told
    assert not [line for line in told if english.search(line)]
