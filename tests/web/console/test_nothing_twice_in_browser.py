"""In a real browser: bars cover nothing, one press decides one thing, and what was made is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from choice_register.models import Choice
from choice_register.types import ChoiceState
from choice_register.verification.models import LetterCode
from conversations.models import InboundMessage, OutboxRow, TaskState
from tests.browsing import check_accessible, check_reflow, settled
from tests.signed_in import as_caseworker
from tests.web.console.harness import KARI, OLA, OSLO, ConsoleHarness
from tests.web.console.people import case
from web.auth import Role

Served = Callable[[Flask], str]
COMPUTER, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}


@pytest.fixture
def base(harness: ConsoleHarness, served: Served) -> str:
    harness.at_work(KARI, OLA)
    return served(harness.app)


def sign_in(
    harness: ConsoleHarness, page: Page, base: str, who: object = KARI, *roles: Role
) -> Page:
    page.goto(f"{base}/nothing")
    has = {OSLO: list(roles or (Role.CASEWORKER, Role.APPROVER))}
    as_caseworker(harness.app, page, has, name=who.name, subject=who.id)  # type: ignore[attr-defined]
    return page


def can_be_pressed(each: Locator) -> bool:
    """Whether nothing lies over its middle, and it is in the window."""
    return bool(
        each.evaluate(
            """each => {
              const box = each.getBoundingClientRect();
              const hit = document.elementFromPoint(
                box.left + box.width / 2, box.top + box.height / 2);
              return hit !== null && (hit === each || each.contains(hit));
            }"""
        )
    )


def every_bar(harness: ConsoleHarness) -> None:
    """Three dangers, and an assistant and a Twilio that do nothing."""
    for number in range(3):
        harness.text("grunn emergency haster", sender=f"+474001200{number}")
    waits = harness.text("hei", sender="+4740012009", run=False)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    with harness.application.services.database.write() as session:
        for row in harness.rows(OutboxRow):
            session.get_one(OutboxRow, row.id).next_try_at = long_ago
        for each in harness.rows(InboundMessage):
            if each.conversation_id == waits:
                session.get_one(InboundMessage, each.id).next_try_at = long_ago


@pytest.mark.parametrize("window", [COMPUTER, PHONE], ids=["computer", "phone"])
def test_however_many_bars_stand_they_cover_nothing_that_is_pressed(
    harness: ConsoleHarness, base: str, browser_page: Page, window: dict[str, int]
) -> None:
    for _ in range(5):
        harness.text("Hva koster det?")
    conversation = harness.text("grunn asked")
    every_bar(harness)
    page = sign_in(harness, browser_page, base)
    page.set_viewport_size(window)  # type: ignore[arg-type]
    with harness.later(minutes=57):
        # Three minutes before the session ends: the bar about that stands too.
        page.goto(f"{base}/casework/conversation/{conversation}#text")
        expect(page.get_by_text("Og 2 til")).to_be_visible()
        expect(page.locator("[data-trouble]")).to_have_count(2)
        take = page.get_by_role("button", name="Ta samtalen")
        take.scroll_into_view_if_needed()
        page.wait_for_timeout(800)
        assert can_be_pressed(take)
        check_accessible(page)
        check_reflow(page)
        take.click()
        expect(page.locator("#text")).to_be_focused()
        page.locator("#danger .danger-line").wait_for()
        page.wait_for_timeout(800)
        for part in (page.locator("#text"), page.get_by_role("button", name="Send svaret")):
            if window is PHONE:
                part.scroll_into_view_if_needed()
            assert can_be_pressed(part)


def test_danger_is_opened_and_taken_by_one_press(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn emergency haster", sender="+4740011003")
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/search")
    page.get_by_role("button", name="Åpne og ta").click()
    page.wait_for_url(f"**/conversation/{conversation}#text")
    assert (harness.tasks[0].state, harness.tasks[0].assignee) == (TaskState.TAKEN, KARI.id)
    expect(page.locator("#danger .danger-line")).to_have_count(0)


def test_danger_that_a_colleague_has_is_opened_and_told_whose_it_is(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(OLA, conversation)
    harness.engine.understands = lambda _: {"intent": "emergency", "confidence": 0.99}
    harness.text("grunn emergency haster")
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/search")
    page.get_by_role("button", name="Åpne og ta").click()
    expect(page.get_by_text("Ola Fjell har tatt den.")).to_be_visible()
    expect(page.get_by_role("button", name="Overta")).to_be_visible()


def approved(harness: ConsoleHarness) -> int:
    return sum(each.state is ChoiceState.APPROVED for each in harness.rows(Choice))


def test_a_double_click_approves_one_choice_and_not_the_next_one_too(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    for each in "ABC":
        case(harness, f"Solveig {each}berg")
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/choices")
    page.locator("th a").first.click()
    page.wait_for_url("**/casework/choices/*?grunn=treat")
    approve = page.locator("#approve")
    approve.scroll_into_view_if_needed()
    box = approve.bounding_box()
    assert box is not None
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)
    first = page.url
    page.mouse.dblclick(*at)
    page.wait_for_url(lambda url: url != first)
    expect(page.get_by_text("Godkjent. Innbyggeren")).to_be_visible()
    assert approved(harness) == 1
    # The next one's button takes no press at first.
    assert approve.evaluate("each => getComputedStyle(each).animationName") == "settle"


def test_a_key_held_down_approves_one_choice(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    for each in "ABC":
        case(harness, f"Solveig {each}berg")
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/choices")
    page.locator("th a").first.click()
    page.wait_for_url("**/casework/choices/*?grunn=treat")
    settled(page)
    page.keyboard.down("Control")
    for _ in range(12):
        page.keyboard.down("Enter")
        page.wait_for_timeout(100)
    page.keyboard.up("Enter")
    page.keyboard.up("Control")
    expect(page.get_by_text("Godkjent. Innbyggeren")).to_be_visible()
    assert approved(harness) == 1


def test_a_letter_that_is_made_is_told_of_and_made_once(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    person = harness.person()
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/people/{person.id}?grunn=contact#letter")
    page.locator("#sure").check()
    with page.expect_download() as file:
        page.get_by_role("button", name="Lag brev", exact=True).dblclick()
    told = page.locator("[data-made]:visible")
    expect(told).to_contain_text("Brevet er laget og lastet ned")
    expect(told).to_contain_text(file.value.suggested_filename)
    expect(told).to_be_focused()
    check_accessible(page)
    assert len(harness.rows(LetterCode)) == 1


def test_what_is_wrong_with_a_letter_is_told_on_the_page(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    person = harness.person()
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/people/{person.id}?grunn=contact#plain-letter")
    page.locator("#make-letter").click()
    expect(page.get_by_text("Skriv hva brevet skal si.")).to_be_visible()
    assert not harness.audit("letter_written")


def test_a_session_that_nears_its_end_is_told_of_and_goes_on_when_somebody_is_there(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/conversation/{conversation}")
    page.fill("#text", "Et halvt sv")
    expect(page.locator("#preview")).to_contain_text("11 tegn")
    soon = page.get_by_text("Du blir snart logget ut")
    expect(soon).to_be_hidden()
    with harness.later(minutes=57):
        expect(soon).to_be_visible()
        check_accessible(page)
        page.get_by_role("button", name="Jeg er her").click()
        expect(soon).to_be_hidden()
    with harness.later(minutes=118):
        expect(page.get_by_text("Du er logget ut.")).to_be_visible()
        assert page.input_value("#text") == "Et halvt sv"
        # Signed in again in another tab, the first one goes on, and what was written is sent.
        other = sign_in(harness, page.context.new_page(), base)
        other.goto(f"{base}/casework/conversation/{conversation}")
        assert other.input_value("#text") == "Et halvt sv"
        other.close()
        expect(page.get_by_text("Du er logget ut.")).to_be_hidden()
        page.locator("#text").press("Control+Enter")
        expect(page.get_by_text("Svaret er på vei.")).to_be_visible()
    assert harness.outbox[-1] == "Et halvt sv"


def test_two_at_once_on_one_case_and_one_conversation_never_overwrite_each_other(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    made = case(harness)
    conversation = harness.text("grunn asked")
    kari = sign_in(harness, browser_page, base)
    context = browser_page.context.browser
    assert context is not None
    ola = sign_in(harness, context.new_context(locale="nb-NO").new_page(), base, OLA)
    for page in (kari, ola):
        page.goto(f"{base}{made.page}")
    kari.locator("#approve").click()
    expect(kari.get_by_text("Godkjent. Innbyggeren")).to_be_visible()
    ola.locator("#reject-other, [name=reason]").first.check()
    ola.locator("#reject").click()
    expect(ola.get_by_text("Saken er endret siden du åpnet den.")).to_be_visible()
    assert [each.state for each in harness.rows(Choice)] == [ChoiceState.APPROVED]
    # Kari answers; Ola takes over while she writes.
    harness.desk.claim(KARI, conversation)
    kari.goto(f"{base}/casework/conversation/{conversation}")
    kari.fill("#text", "Et halvt sv")
    expect(kari.locator("#preview")).to_contain_text("11 tegn")
    ola.goto(f"{base}/casework/conversation/{conversation}")
    ola.get_by_role("button", name="Overta").click()
    expect(ola.get_by_text("Du svarer nå.")).to_be_visible()
    sent = len(harness.outbox)
    settled(kari)
    kari.get_by_role("button", name="Send svaret").click()
    expect(kari.get_by_role("alert").first).to_contain_text("Ola Fjell har tatt den.")
    assert len(harness.outbox) == sent
    kari.goto(f"{base}/casework/conversation/{conversation}")
    expect(kari.get_by_text("Ola Fjell har samtalen.")).to_be_visible()
    ola.context.close()
