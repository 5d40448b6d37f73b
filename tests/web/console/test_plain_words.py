"""Every page of the console speaks Norwegian: none shows a name that the program uses inside."""

import re

from tests.web.console.busy import fill, walk
from tests.web.console.home import Home
from tests.web.console.plain_words import foreign, names, shown
from web.auth import Role


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


def test_no_page_shows_a_name_of_the_programs(fresh_home: Home) -> None:
    home = fresh_home
    fill(home)
    wrong: dict[str, list[str]] = {}
    seen = 0
    for address, page in walk(home, home.client(*Role)):
        seen += 1
        # A part of a page has no frame of its own.
        assert "<html" not in page or "Hjelp" in shown(page), address
        # What is said to those who write English is English.
        if "foreign" not in address and (found := foreign(page)):
            wrong[address] = found
    told = [f"{address}: {each}" for address, listed in wrong.items() for each in listed]
    assert not told, "\n".join(dict.fromkeys(told))
    assert seen > 100


def test_what_the_sources_say_is_told_in_norwegian_in_every_municipality(home: Home) -> None:
    catalogue = home.house.catalogue
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
