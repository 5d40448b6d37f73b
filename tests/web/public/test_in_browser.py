"""The public pages in a real browser: for every eye, by keyboard, on a small screen, on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from provider_catalog.catalogue import Catalogue
from tests.browsing import (
    check_accessible,
    check_own_requests_only,
    check_reflow,
    watch_requests,
)

FIRST_PAGE_BYTES = 120_000
LIST = "/oslo/leverandorer?bydel=030105&tjeneste=practical_assistance&lodd=a"
COMPARISON = "/oslo/sammenlign?velg=hasselvind&velg=fjellvante&velg=oslo-kommune&lodd=a"
EVERY_PAGE = {
    "front page": "/",
    "found several": "/?q=o",
    "found nothing": "/?q=utopia",
    "found something alike": "/?q=kristansand",
    "open scheme": "/oslo",
    "planned scheme": "/trondheim",
    "ended scheme": "/moss",
    "ways": "/slik-velger-du",
    "ways here": "/oslo/slik-velger-du",
    "ways where closed": "/moss/slik-velger-du",
    "question": "/oslo/leverandorer",
    "question half answered": "/oslo/leverandorer?bydel=&tjeneste=",
    "list": LIST,
    "list with nobody picked": LIST.replace("leverandorer", "sammenlign"),
    "list where closed": "/moss/leverandorer",
    "provider": "/oslo/leverandorer/hasselvind",
    "provider with gaps": "/oslo/leverandorer/maakesund",
    "comparison": COMPARISON,
    "comparison with what matters": f"{COMPARISON}&viktig=languages",
    "about": "/om-tjenesten",
    "privacy": "/personvern",
    "accessibility": "/tilgjengelighet",
    "open data": "/apne-data",
    "not there": "/utopia",
}


@pytest.fixture
def address(served: Callable[[Flask], str], site: Flask) -> str:
    return served(site)


@pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE)
def test_a_page_has_no_barrier_and_fits_a_small_screen(
    address: str, browser_page: Page, path: str
) -> None:
    asked = watch_requests(browser_page)
    browser_page.goto(address + path)
    check_accessible(browser_page)
    check_reflow(browser_page)
    check_own_requests_only(asked, address)
    assert not browser_page.context.cookies()


@pytest.mark.parametrize("path", ["/nn/oslo", "/nn" + LIST, "/nn" + COMPARISON])
def test_nor_has_a_page_in_nynorsk(address: str, browser_page: Page, path: str) -> None:
    browser_page.goto(address + path)
    check_accessible(browser_page)
    check_reflow(browser_page)


def test_the_comparison_is_as_accessible_row_by_row_as_in_a_table(
    address: str, browser_page: Page
) -> None:
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(address + COMPARISON)
    assert not browser_page.get_by_role("table").is_visible()
    # Row by row, with each name beside its answer: nothing has to be remembered while scrolling.
    row = browser_page.get_by_role("region", name="Hvilke språk snakker de?")
    assert row.get_by_text("Hasselvind Omsorg").is_visible()
    assert row.get_by_text("Norsk, engelsk og polsk.").is_visible()
    check_accessible(browser_page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_by_keyboard_alone_one_finds_the_municipality_and_compares_three(
    address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(address)
    tab_to(page, "#q")
    page.keyboard.type("oslo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/oslo")
    tab_to(page, "a[href='/oslo/leverandorer']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leverandorer")
    tab_to(page, "#bydel")
    page.keyboard.type("Frogner")
    tab_to(page, "input[name=tjeneste]")
    page.keyboard.press("Space")
    tab_to(page, "button")
    page.keyboard.press("Enter")
    page.wait_for_url("**lodd=*")
    for _ in range(3):
        tab_to(page, "input[name=velg]")
        page.keyboard.press("Space")
    tab_to(page, "button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sammenlign?*")
    assert page.get_by_role("columnheader").count() == 4
    assert page.get_by_role("rowheader", name="Lover de en fast hjelper?").is_visible()


@pytest.fixture
def weighed(browser_page: Page) -> Callable[[], int]:
    """How many bytes came over the wire, headers and all."""
    session = browser_page.context.new_cdp_session(browser_page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return lambda: int(sum(received))


@pytest.mark.parametrize("path", ["/", "/oslo"])
def test_the_first_page_weighs_at_most_a_hundred_and_twenty_kilobytes_with_its_font(
    address: str, browser_page: Page, weighed: Callable[[], int], path: str
) -> None:
    browser_page.goto(address + path, wait_until="networkidle")
    assert 10_000 < weighed() <= FIRST_PAGE_BYTES


def test_without_javascript_everything_works(address: str, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(address)
    page.get_by_label("Skriv hvor du bor").fill("Flekkefjord")
    page.get_by_role("button", name="Søk").click()
    page.get_by_role("link", name="Se hvem du kan velge").click()
    page.get_by_label("Praktisk bistand").check()
    page.get_by_role("button", name="Vis hvem jeg kan velge").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Sammenlign dem jeg har valgt").click()
    assert page.get_by_role("columnheader").count() == 4
    page.get_by_role("checkbox", name="Hvilke språk snakker de?").check()
    page.get_by_role("button", name="Flytt det viktige øverst").click()
    assert "Viktig for deg" in page.get_by_role("rowheader").first.inner_text()


def test_on_paper_a_source_keeps_its_address_and_buttons_are_gone(
    address: str, browser_page: Page, tmp_path: Path
) -> None:
    browser_page.emulate_media(media="print")
    browser_page.goto(address + COMPARISON)
    assert not browser_page.get_by_role("button").first.is_visible()
    assert browser_page.get_by_role("table").is_visible()
    shown = browser_page.evaluate(
        "getComputedStyle(document.querySelector('.source a'), '::after').content"
    )
    assert "https://www.oslo.kommune.no/" in shown
    assert f"Skrevet ut fra {address}" in browser_page.locator("footer").inner_text()
    browser_page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").stat().st_size > 10_000


def test_every_number_calls_and_what_is_invented_is_said_to_be_so_above_it(
    address: str, browser_page: Page, catalogue: Catalogue
) -> None:
    assert catalogue.provider("hasselvind").facts["phone"].source == "demo"
    for path in (
        "/oslo",
        "/slik-velger-du",
        "/oslo/leverandorer/hasselvind",
        "/oslo/slik-velger-du",
    ):
        browser_page.goto(f"{address}{path}")
        warned = browser_page.get_by_text("alle telefonnumre, er funnet på")
        box = warned.bounding_box()
        assert box is not None
        numbers = browser_page.locator("main a[href^='tel:']:visible")
        assert numbers.count() >= 1, path
        first = numbers.first.bounding_box()
        assert first is not None
        assert box["y"] < first["y"]
        # Nowhere does a number stand that looks like one to press and is none.
        left = browser_page.evaluate(
            """() => {
              const main = document.querySelector("main").cloneNode(true);
              main.querySelectorAll("a[href^='tel:']").forEach((each) => each.remove());
              return main.textContent.match(/\\b\\d{2}( \\d{2}){3}\\b/g);
            }"""
        )
        assert not left, (path, left)
    browser_page.goto(f"{address}/oslo")
    assert browser_page.locator("main a[href^='sms:']").first.is_visible()
