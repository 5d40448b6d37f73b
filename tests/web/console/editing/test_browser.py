"""In a real browser: accessible, also narrow; by keyboard alone; with and without JavaScript."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from casework.caseworker import Caseworker
from tests.browsing import check_accessible, check_reflow
from tests.signed_in import as_caseworker
from tests.web.console.editing.content import NEW, ROOT, approve, editor, propose, the_proposal
from tests.web.console.harness import KARI, OLA, OSLO, ConsoleHarness
from web.auth import Role

PICK = "text:choice.pick"


@pytest.fixture
def base(harness: ConsoleHarness, served: Callable[[Flask], str]) -> str:
    return served(harness.app)


def sign_in(harness: ConsoleHarness, page: Page, base: str, who: Caseworker, *roles: Role) -> None:
    page.goto(f"{base}/healthz")
    page.context.clear_cookies()
    as_caseworker(harness.app, page, {OSLO: list(roles)}, name=who.name, subject=who.id)


def walk_to(page: Page, goal: Locator) -> None:
    """Press Tab until that is reached; fails where it never is, or is not seen to be."""
    expect(goal).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if goal.evaluate("each => each === document.activeElement"):
            outline = goal.evaluate("each => getComputedStyle(each).outlineStyle")
            assert outline != "none", "nobody sees that it is reached"
            return
    raise AssertionError(f"not reached: {goal}")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_every_page_and_state_is_accessible_also_narrow(
    harness: ConsoleHarness, browser_page: Page, base: str
) -> None:
    propose(editor(harness), f"{ROOT}/texts/choice.pick", **NEW)
    approve(harness, the_proposal(harness))
    propose(editor(harness), f"{ROOT}/texts/choice.start_on", **{
        "nb-any": "De kommer {date}.", "nn-any": "Dei kjem {date}.",
    })  # fmt: skip
    sign_in(harness, browser_page, base, OLA, Role.EDITOR, Role.APPROVER)
    for address in (
        "",
        "/texts",
        "/texts?topic=choice",
        "/texts/choice.read_back",
        "/rules",
        "/rules/start_after_switch:bpa",
        "/providers",
        "/providers/hasselvind",
        "/contracts/oslo-rognelykt",
        f"/proposals/{the_proposal(harness).id}",
        f"/history/{PICK}",
    ):
        browser_page.goto(f"{base}{ROOT}{address}")
        check_accessible(browser_page)
        check_reflow(browser_page)
    for address in ("/texts/choice.read_back", "/providers/new", "/contracts/new", "/rules/price"):
        browser_page.goto(f"{base}{ROOT}{address}")
        browser_page.get_by_role("button", name="Send forslaget").click()
        expect(browser_page.get_by_role("alert")).to_be_visible()
        check_accessible(browser_page)
        check_reflow(browser_page)


def test_from_proposal_to_approval_by_keyboard_alone(
    harness: ConsoleHarness, browser_page: Page, base: str
) -> None:
    page, keys = browser_page, browser_page.keyboard
    sign_in(harness, page, base, KARI, Role.EDITOR)
    page.goto(f"{base}{ROOT}/texts")
    walk_to(page, page.get_by_role("searchbox"))
    keys.type("hvem vil du ha")
    keys.press("Enter")
    walk_to(page, page.get_by_role("link", name="Hvem vil du ha?", exact=True))
    keys.press("Enter")
    for field, words in (("#nb-any", "Hvem skal det bli?"), ("#nn-any", "Kven skal det bli?")):
        walk_to(page, page.locator(field))
        keys.press("Control+a")
        keys.type(words)
    preview = page.locator("#preview")
    expect(preview.get_by_text("Kven skal det bli?")).to_have_count(3)
    walk_to(page, page.get_by_label("Hvorfor endre?"))
    keys.type("Klarere.")
    walk_to(page, button(page, "Send forslaget"))
    keys.press("Enter")
    expect(page.get_by_text("Forslaget er sendt.")).to_be_visible()
    sign_in(harness, page, base, OLA, Role.APPROVER)
    page.goto(f"{base}{ROOT}")
    walk_to(page, page.get_by_role("link", name="«Hvem vil du ha?»"))
    keys.press("Enter")
    walk_to(page, button(page, "Godkjenn"))
    keys.press("Enter")
    expect(page.get_by_text("Godkjent. Endringen gjelder nå.")).to_be_visible()
    text = harness.application.texts.of(OSLO).all["choice.pick"]
    assert text.wording("nn", "phone") == "Kven skal det bli?"


def test_the_preview_and_the_way_to_approval_need_no_javascript(
    harness: ConsoleHarness, without_javascript: Page, base: str
) -> None:
    page = without_javascript
    sign_in(harness, page, base, KARI, Role.EDITOR)
    page.goto(f"{base}{ROOT}/texts/choice.pick")
    page.locator("#nb-any").fill("Hvem skal det bli?")
    page.locator("#nn-any").fill("Kven skal det bli?")
    page.get_by_role("button", name="Vis slik det blir").click()
    expect(page.locator("#preview").get_by_text("Hvem skal det bli?")).to_have_count(3)
    page.locator("#why").fill("Klarere.")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.get_by_text("Forslaget er sendt.")).to_be_visible()
    sign_in(harness, page, base, OLA, Role.APPROVER)
    page.goto(f"{base}{ROOT}/proposals/{the_proposal(harness).id}")
    page.get_by_role("button", name="Godkjenn").click()
    expect(page.get_by_text("Godkjent. Endringen gjelder nå.")).to_be_visible()
