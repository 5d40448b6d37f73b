"""The console in a real browser: accessible in every state, by keyboard alone, and live."""

import re
import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from casework.models import Outcome
from conversations.models import TaskState
from devtools.signed_post import SignedPost
from tests.browsing import (
    check_accessible,
    check_own_requests_only,
    check_reflow,
    watch_requests,
)
from tests.channels.harness import OSLO as NUMBER
from tests.channels.harness import sid, wait_until
from tests.signed_in import as_caseworker
from tests.web.console.harness import KARI, OLA, SOLVEIG, ConsoleHarness
from web.auth import Role

Served = Callable[[Flask], str]


@pytest.fixture
def site(harness: ConsoleHarness, served: Served) -> str:
    """The console served, with a bit of everything in it."""
    harness.at_work(KARI, OLA)
    return served(harness.app)


def sign_in(harness: ConsoleHarness, page: Page, site: str) -> Page:
    page.goto(f"{site}/nothing")
    roles = {KARI.municipality: [Role.CASEWORKER]}
    as_caseworker(harness.app, page, roles, name=KARI.name, subject=KARI.id)
    return page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.innerText || document.activeElement.value || '').trim()"
            " || document.activeElement.id"
        )
        if focused == name or page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"the keyboard never came to {name}")


def test_every_page_in_every_state_is_without_barriers_and_reflows(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    person = harness.person()
    page = sign_in(harness, browser_page, site)
    asked = watch_requests(page)

    def check(address: str) -> None:
        page.goto(f"{site}/casework/{address}")
        check_accessible(page)
        check_reflow(page)

    for empty in ("queue", "mine", "mine/finished"):
        check(empty)
    conversation = harness.text(f"grunn asked {person.id}")
    harness.prove(person, conversation)
    harness.text("grunn emergency haster", sender="+4740011003")
    called = harness.call("grunn callback", caller="+4740011004")
    with harness.later(minutes=-40):
        theirs = harness.text("grunn complaint", sender="+4740011005")
        harness.desk.claim(OLA, theirs)
    for full in ("queue", f"conversation/{conversation}", f"conversation/{theirs}"):
        check(full)
    harness.desk.claim(KARI, conversation)
    harness.desk.claim(KARI, called)
    harness.desk.note(KARI, conversation, "Ringte datteren.", "k1")
    harness.text("er du der?")
    for mine in ("mine", f"conversation/{conversation}", f"conversation/{called}"):
        check(mine)
    # Everything unfolded, and a text that may not go.
    page.goto(f"{site}/casework/conversation/{conversation}")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.fill("#text", "Medisinen din")
    expect(page.locator("#preview")).to_contain_text("Dette kan ikke sendes slik")
    check_accessible(page)
    check_reflow(page)
    harness.desk.resolve(KARI, conversation, Outcome.ANSWERED, "", "k2")
    for done in ("mine/finished", f"conversation/{conversation}"):
        check(done)
    check_own_requests_only(asked, site)


def test_a_conversation_is_taken_answered_and_resolved_by_keyboard_alone(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    harness.text("grunn asked")
    page = sign_in(harness, browser_page, site)
    page.goto(f"{site}/casework/")
    tab_to(page, "Ta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ukjent innbygger")
    tab_to(page, "text")
    page.keyboard.type("Vi ringer deg i morgen.")
    expect(page.locator("#preview")).to_have_text(re.compile(r"23 tegn, 1 SMS"))
    tab_to(page, "Send svaret")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Svaret er på vei.")).to_be_visible()
    expect(page.locator(".message.caseworker")).to_contain_text("Vi ringer deg i morgen.")
    tab_to(page, "Løs")
    page.keyboard.press("Enter")
    tab_to(page, "Løs samtalen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Samtalen er løst.")).to_be_visible()
    assert harness.tasks[0].state is TaskState.DONE
    assert harness.outbox[-1] == "Vi ringer deg i morgen."


def test_what_comes_is_shown_and_told_without_a_reload_and_the_focus_stays(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn asked", sender="+4740011008")
    page = sign_in(harness, browser_page, site)
    page.goto(f"{site}/casework/queue")
    button = page.locator(f"#claim-{conversation}")
    button.focus()
    harness.text("grunn complaint", sender="+4740011009")
    expect(page.locator(".work > li")).to_have_count(2)
    expect(page.locator("#announcer")).to_have_text("2 venter.")
    expect(button).to_be_focused()
    harness.desk.claim(KARI, conversation)
    page.goto(f"{site}/casework/conversation/{conversation}")
    page.fill("#text", "Et halvt sv")
    harness.text("er du der?", sender="+4740011008")
    expect(page.locator(".message.new")).to_contain_text("er du der?")
    expect(page.locator("#announcer")).to_have_text("Ny melding.")
    # What is being written is left alone.
    assert page.input_value("#text") == "Et halvt sv"


def test_a_session_that_ends_in_mid_sentence_loses_nothing(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    page = sign_in(harness, browser_page, site)
    page.goto(f"{site}/casework/conversation/{conversation}")
    page.fill("#text", "Et halvt sv")
    expect(page.locator("#preview")).to_contain_text("11 tegn")
    page.context.clear_cookies()
    # The page's own question is answered «not signed in»: it stays, and says so.
    over = page.get_by_text("Du er logget ut. Det du har")
    expect(over).to_be_visible()
    page.keyboard.type(" som ble skrevet etter")
    page.locator("#text").press("Control+Enter")
    expect(over).to_be_visible()
    assert page.input_value("#text").startswith("Et halvt sv")
    check_accessible(page)
    sign_in(harness, page, site)
    page.goto(f"{site}/casework/conversation/{conversation}")
    assert page.input_value("#text") == "Et halvt sv"


def test_the_place_and_what_is_unfolded_are_kept_when_something_comes(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    conversation = harness.text("Hva koster det?")
    for _ in range(6):
        harness.text("Hva koster det?")
    harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    page = sign_in(harness, browser_page, site)
    page.goto(f"{site}/casework/conversation/{conversation}")
    page.locator("#messages details.misread summary").first.click()
    page.evaluate("document.getElementById('messages').scrollTop = 150")
    harness.text("er du der?")
    expect(page.locator(".message.new")).to_contain_text("er du der?")
    assert page.evaluate("document.getElementById('messages').scrollTop") == 150
    assert page.locator("#messages details[open]").count() == 1


def test_the_first_that_waits_is_three_tabs_away_and_sixteen_rows_are_in_sight(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    for number in range(20):
        harness.text("grunn asked", sender=f"+47400120{number:02}")
    page = sign_in(harness, browser_page, site)
    page.evaluate("localStorage.setItem('tour-done', '1')")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{site}/casework/queue")
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    first = page.locator(".work > li").first
    expect(first.locator("a").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(first.get_by_role("button", name="Ta")).to_be_focused()
    in_sight = page.locator(".work > li").evaluate_all(
        "rows => rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"
    )
    assert in_sight >= 16


def test_all_of_it_works_without_scripts(
    harness: ConsoleHarness, site: str, without_javascript: Page
) -> None:
    harness.text("grunn asked")
    page = sign_in(harness, without_javascript, site)
    page.goto(f"{site}/casework/")
    page.get_by_role("button", name="Ta", exact=True).click()
    page.get_by_label("Svar med SMS").fill("Medisinen din er på vei.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("alert")).to_contain_text("Svaret er ikke sendt")
    # The words are still there, to be changed.
    assert page.get_by_label("Svar med SMS").input_value() == "Medisinen din er på vei."
    page.get_by_label("Svar med SMS").fill("Det er på vei.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.locator(".message.caseworker")).to_contain_text("Det er på vei.")


def test_an_answer_is_on_its_way_within_a_second(
    harness: ConsoleHarness, site: str, browser_page: Page
) -> None:
    """From Twilio to the queue, and from the press of the button to Twilio, with the worker."""
    services = harness.application.services
    services.worker.take_over()
    services.worker.start()
    post = SignedPost(harness.settings.twilio_auth_token, harness.settings.base_url, site)
    form = {"MessageSid": sid(), "From": SOLVEIG, "To": NUMBER, "Body": "grunn asked"}
    assert post.post("/twilio/sms", form).status_code == 200
    wait_until(lambda: harness.fake.twilio.messages)
    [conversation] = [each.conversation_id for each in harness.desk.queue.open(KARI.municipality)]
    harness.desk.claim(KARI, conversation)
    page = sign_in(harness, browser_page, site)
    page.goto(f"{site}/casework/conversation/{conversation}")
    page.fill("#text", "Vi ringer deg i morgen.")
    began = time.monotonic()
    page.get_by_role("button", name="Send svaret").click(no_wait_after=True)
    while harness.fake.twilio.messages[-1].body["body"] != "Vi ringer deg i morgen.":
        assert time.monotonic() - began < 4, "it is not on its way"
        time.sleep(0.01)
    services.worker.stop()
    post.close()
