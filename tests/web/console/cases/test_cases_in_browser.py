"""The pages about cases in a real browser: by keyboard alone, accessible, narrow."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from choice_register.models import Mandate
from choice_register.types import ChoiceState
from conversations.models import Task
from tests.browsing import check_accessible, check_own_requests_only, check_reflow, watch_requests
from tests.signed_in import as_caseworker
from tests.web.console.harness import KARI, OSLO, ConsoleHarness
from tests.web.console.numbers.test_pages import choices
from tests.web.console.people import case, task
from web.auth import Role

ROLES = [Role.CASEWORKER, Role.APPROVER]
Served = Callable[[Flask], str]


def at(harness: ConsoleHarness, page: Page, address: str, served: Served) -> str:
    """Sign Kari in, and go to a page of the console; gives the server's address."""
    base = served(harness.app)
    page.goto(f"{base}/")
    as_caseworker(harness.app, page, {OSLO: ROLES}, name=KARI.name, subject=KARI.id)
    page.goto(f"{base}{address}")
    return base


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached in {most} tabs")


def test_a_choice_is_approved_by_keyboard(
    harness: ConsoleHarness, browser_page: Page, served: Served
) -> None:
    made = case(harness)
    page = browser_page
    at(harness, page, "/casework/choices", served)
    tab_to(page, "th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/casework/choices/*?grunn=treat")
    tab_to(page, "#approve")
    page.keyboard.press("Enter")
    page.wait_for_url("**/casework/choices")
    assert "Godkjent. Innbyggeren får vite" in page.inner_text("main [role=status].ds-alert")
    assert harness.application.register.choices(made.person.id)[0].state is ChoiceState.APPROVED


def test_a_rejection_without_a_reason_leads_back_to_the_field_by_keyboard(
    harness: ConsoleHarness, browser_page: Page, served: Served
) -> None:
    made = case(harness)
    page = browser_page
    at(harness, page, made.page, served)
    tab_to(page, "#reject")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ds-error-summary")
    assert page.evaluate("document.activeElement.id") == "wrong"
    check_accessible(page)
    tab_to(page, ".ds-error-summary a")
    page.keyboard.press("Enter")
    tab_to(page, "[name=reason]")
    page.keyboard.press("Space")
    tab_to(page, "#reject")
    page.keyboard.press("Enter")
    page.wait_for_url("**/casework/choices")
    [choice] = harness.application.register.choices(made.person.id)
    assert choice.rejection_reason == "Leverandøren har ikke plass."


def test_a_mandate_is_registered_by_keyboard(
    harness: ConsoleHarness, browser_page: Page, served: Served
) -> None:
    person = harness.person()
    page = browser_page
    at(harness, page, f"/casework/people/{person.id}?grunn=mandate", served)
    tab_to(page, "a[href*='/mandate?']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mandate?grunn=mandate")
    tab_to(page, "[name=paper]")
    page.keyboard.press("Space")
    for field, words in (("#reference", "Sak 2026/77"), ("#agent_name", "Berit Myrhaug")):
        tab_to(page, field)
        page.keyboard.type(words)
    tab_to(page, "[name=scope]")
    page.keyboard.press("Space")
    tab_to(page, "#register")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Koden til fullmektigen er")
    check_accessible(page)
    [kept] = harness.rows(Mandate)
    assert (kept.agent_name, kept.seen_by) == ("Berit Myrhaug", "caseworker:Kari Skog")


@pytest.fixture
def busy(harness: ConsoleHarness) -> tuple[ConsoleHarness, dict[str, str]]:
    """Something on every page; their addresses by name."""
    made, call = case(harness), task(harness, "grunn callback")
    complaint = task(harness, f"grunn complaint {made.person.id}", "+4740011002")
    for month in (3, 5, 9):
        choices(harness, 7 * month, month)
    choices(harness, 2, 4)
    return harness, {
        "choices": "/casework/choices",
        "case": made.page,
        "why": f"/casework/choices/{made.number}",
        "search": "/casework/search",
        "person": f"/casework/people/{made.person.id}?grunn=contact",
        "calls": "/casework/queue?kind=call",
        "call": f"/casework/calls/{call.id}",
        "letters": "/casework/undelivered",
        "mandates": "/casework/mandates?all=1",
        "mandate": f"/casework/people/{made.person.id}/mandate?grunn=mandate",
        "wishes": "/casework/queue?kind=wish",
        "now": "/casework/now",
        "help": "/casework/help",
        "tour": "/casework/help/tour/1",
        "spoken": f"/casework/people/{made.person.id}/choose?grunn=contact",
        "undo": f"/casework/people/{made.person.id}/undo/{made.number}?grunn=contact",
        "receipt": f"/casework/people/{made.person.id}/receipt/{made.number}?grunn=contact",
        "complaint": f"/casework/wishes/{complaint.id}",
        "numbers": "/casework/tall",
    }


def test_every_page_is_accessible_and_fits_a_narrow_screen(
    busy: tuple[ConsoleHarness, dict[str, str]], browser_page: Page, served: Served
) -> None:
    harness, pages = busy
    base = at(harness, browser_page, "/casework/choices", served)
    asked = watch_requests(browser_page)
    for name, address in pages.items():
        answered = browser_page.goto(f"{base}{address}")
        assert answered is not None
        assert answered.status == 200, name
        check_accessible(browser_page)
        check_reflow(browser_page)
    picture = browser_page.locator("img").first
    with browser_page.expect_response("**/*.svg*"):
        picture.scroll_into_view_if_needed()
    # Decoded: a picture whose own policy stopped it would be refused here.
    picture.evaluate("image => image.decode()")
    check_own_requests_only(asked, base)


def test_a_call_is_noted_without_javascript(
    harness: ConsoleHarness, without_javascript: Page, served: Served
) -> None:
    asked: Task = task(harness, "grunn callback")
    page = without_javascript
    at(harness, page, f"/casework/calls/{asked.id}", served)
    page.check("#outcome-reached")
    page.fill("#note", "Vil tenke på det.")
    page.click("#log")
    assert "Samtalen er notert." in page.inner_text("main")
    assert "Ingen venter med dette utvalget" in page.inner_text("main")
