"""Every page of a busy console that a link leads to: in Norwegian, without barriers, and narrow."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browsing import check_accessible, check_reflow
from tests.signed_in import as_caseworker
from tests.web.console.busy import fill, walk
from tests.web.console.harness import KARI, OSLO, ConsoleHarness
from tests.web.console.plain_words import foreign, shown
from web.auth import Role


@pytest.fixture(scope="module")
def filled(shared_harness: ConsoleHarness) -> ConsoleHarness:
    """The file's console, filled once."""
    fill(shared_harness)
    return shared_harness


def test_no_page_shows_a_name_of_the_programs(filled: ConsoleHarness) -> None:
    wrong: list[str] = []
    seen = 0
    for address, page in walk(filled, filled.client(*Role)):
        seen += 1
        # A part of a page has no frame of its own.
        assert "<html" not in page or "Hjelp" in shown(page), address
        # What is said to those who write English is English.
        if "foreign" not in address:
            wrong += [f"{address}: {each}" for each in foreign(page)]
    assert not wrong, "\n".join(wrong)
    assert seen > 100


def test_every_page_is_without_barriers_and_fits_a_narrow_screen(
    filled: ConsoleHarness, served: Callable[[Flask], str], browser_page: Page
) -> None:
    """One of each kind of page; that its kinds are alike is what the templates are for."""
    pages = [
        address for address, page in walk(filled, filled.client(*Role), most=2) if "<html" in page
    ]
    assert len(pages) > 40
    base = served(filled.app)
    browser_page.goto(f"{base}/nothing")
    as_caseworker(filled.app, browser_page, {OSLO: [*Role]}, name=KARI.name, subject=KARI.id)
    wrong = []
    for address in pages:
        browser_page.goto(f"{base}{address}")
        try:
            check_accessible(browser_page)
            check_reflow(browser_page)
        except AssertionError as found:
            wrong.append(f"{address}: {found}")
    assert not wrong, "\n".join(wrong)
