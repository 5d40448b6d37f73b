"""The chat where the network is slow or gone, and where the engine hangs.

What is asked is the order of things, not how long they took: a request is held until the test lets
it go, and what must come before its answer must be there by then. Only of danger and of a human it
is asked that they come within a second more than a press takes here: what a busy machine adds is
not ours.
"""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, Route, expect

from service.engine.danger import watch
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.dialogue import talk
from tests.channels.webchat.harness import KARI, ChatHarness
from tests.channels.webchat.test_browser import SOON_SECONDS, said
from tests.dialogue.harness import free_port

LATENCY_MS, BYTES_A_SECOND = 2000, 50_000 // 8
"""2 seconds there and back, and 50 kbit a second."""
LONG = 600
"""Seconds: as good as for ever."""

Serve = Callable[[Flask], str]


@pytest.fixture
def address(harness: ChatHarness, served: Serve) -> str:
    return served(harness.app)


class Held:
    """Posts that do not reach us until they are let go."""

    def __init__(self, page: Page) -> None:
        self.routes: list[Route] = []
        page.route(lambda url: "/chat/" in url, self._hold)

    def _hold(self, route: Route) -> None:
        if route.request.method == "POST":
            self.routes.append(route)
        else:
            route.continue_()

    def let_go(self, page: Page) -> None:
        """Let the next post go, when it has been made."""
        while not self.routes:
            page.wait_for_timeout(50)
        self.routes.pop(0).continue_()


def test_what_is_sent_stands_at_once_with_dots_and_an_empty_box(
    address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{address}/chat/0301")
    held = Held(page)
    page.get_by_label("Skriv her").fill("pris")
    # In the very task of the press, so that no network and no busy machine comes between.
    seen = page.evaluate(
        """() => {
          document.getElementById("chat-text").form.requestSubmit();
          const entry = document.querySelector("#chat-pending li");
          return [entry.innerText, !!document.querySelector("#chat-state .dots"),
                  document.getElementById("chat-text").value];
        }"""
    )
    assert "pris" in seen[0]
    assert "Sender" in seen[0]
    assert seen[1:] == [True, ""]
    held.let_go(page)
    expect(said(page)).to_have_count(2)
    expect(page.locator("#chat-pending li")).to_have_count(0)
    expect(page.locator("#chat-state .dots")).to_have_count(0)


def test_nothing_that_is_typed_meanwhile_is_lost_and_all_is_sent_in_order(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{address}/chat/0301")
    held, box = Held(page), page.get_by_label("Skriv her")
    for words in ("pris", "og hvordan bytter jeg?"):
        box.fill(words)
        box.press("Enter")
    box.fill("halvt skre")
    expect(page.locator("#chat-pending li")).to_have_count(2)
    held.let_go(page)
    held.let_go(page)
    expect(said(page)).to_have_count(4)
    expect(box).to_have_value("halvt skre")
    assert [each.text for each in harness.messages] == ["pris", "og hvordan bytter jeg?"]


def test_pressing_again_while_it_is_on_its_way_sends_it_once(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{address}/chat/0301")
    held = Held(page)
    button = page.get_by_role("button", name="Snakk med et menneske")
    for _ in range(3):
        button.click()
    held.let_go(page)
    expect(page.locator("#chat-state")).to_contain_text("har fått beskjed")
    assert [each.text for each in harness.messages] == ["Jeg vil snakke med et menneske"]


def test_with_two_seconds_latency_and_fifty_kilobits_everything_is_answered(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{address}/chat/0301")
    slow_down(page)
    box = page.get_by_label("Skriv her")
    for words in ("pris", "velge"):
        box.fill(words)
        box.press("Enter")
    expect(page.locator("#chat-pending li").first).to_contain_text("Sender")
    expect(said(page)).to_have_count(4, timeout=120_000)
    page.get_by_role("button", name="Velg Hasselvind Omsorg").click()
    expect(page.get_by_text("du velger Hasselvind Omsorg")).to_be_visible(timeout=120_000)
    assert [each.text for each in harness.messages] == ["pris", "velge", "1"]


def slow_down(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    return session


def test_without_contact_it_says_so_and_sends_by_itself_when_contact_is_back(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{address}/chat/0301")
    page.context.set_offline(True)
    page.get_by_label("Skriv her").fill("pris")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-pending li")).to_contain_text("Ikke sendt")
    expect(page.get_by_role("button", name="Prøv igjen")).to_be_visible()
    expect(page.locator("#chat-state")).to_contain_text("får ikke kontakt")
    page.context.set_offline(False)
    expect(said(page)).to_have_count(2)
    expect(page.locator("#chat-pending li")).to_have_count(0)
    expect(page.locator("#chat-state")).not_to_contain_text("får ikke kontakt")
    assert [each.text for each in harness.messages] == ["pris"]


def test_a_number_that_is_being_typed_stays_when_an_answer_comes(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{address}/chat/0301")
    page.get_by_role("button", name="Snakk med et menneske").click()
    number = page.get_by_label("Mobilnummer")
    number.fill("400 11")
    [conversation] = harness.conversations
    harness.desk.colleagues.note(KARI)
    harness.desk.claim(KARI, conversation.id)
    harness.desk.reply(KARI, conversation.id, "Hei, jeg er her.", "first")
    expect(page.get_by_text("Hei, jeg er her.")).to_be_visible()
    expect(number).to_have_value("400 11")
    number.fill("400 11 001")
    page.get_by_role("button", name="Gi meg beskjed på SMS").click()
    expect(page.get_by_text("Du får SMS til 40 01 10 01")).to_be_visible()


@pytest.fixture(params=["hangs", "is stopped"])
def watched(
    database_url: str, engine: ProtocolEngine, request: pytest.FixtureRequest
) -> Iterator[ChatHarness]:
    """A harness where somebody looks for what may not wait, and the engine answers nothing."""
    engine.answer, engine.delay = talk, LONG
    nobody = {"engine_port": free_port()} if request.param == "is stopped" else {}
    harness = ChatHarness(database_url, engine, watch=watch(), **nobody)
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            harness.services.alarms.run_due()

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    yield harness
    over.set()
    looking.join()
    engine.delay = 0
    harness.close()


def test_while_the_engine_hangs_113_and_a_human_come_without_it(
    watched: ChatHarness, served: Serve, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{served(watched.app)}/chat/0301")
    # The number stands on the page before anything was written.
    expect(page.get_by_role("link", name="Ring 113")).to_be_visible()
    page.get_by_label("Skriv her").fill("jeg får ikke puste")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".said.urgent a[href='tel:113']")).to_be_visible()
    assert [each.urgent for each in watched.tasks] == [True]


@pytest.mark.parametrize("asks", ["for help", "for a human"])
def test_without_the_engine_113_and_a_human_come_within_a_second(
    watched: ChatHarness, served: Serve, browser: Browser, asks: str
) -> None:
    address, took, trip = served(watched.app), [], []
    for _ in range(3):
        context = browser.new_context(locale="nb-NO")
        page = context.new_page()
        page.goto(f"{address}/chat/0301")
        began = time.monotonic()
        page.get_by_label("Skriv her").press("Enter")
        page.locator("#chat-refused").wait_for()
        trip.append(time.monotonic() - began)
        began = time.monotonic()
        if asks == "for help":
            page.get_by_label("Skriv her").fill("jeg får ikke puste")
            page.get_by_label("Skriv her").press("Enter")
            page.locator(".said.urgent a[href='tel:113']").wait_for()
        else:
            page.get_by_role("button", name="Snakk med et menneske").click()
            page.locator("#chat-state").get_by_text("har fått beskjed").wait_for()
        took.append(time.monotonic() - began)
        context.close()
    # What a press that nobody has to answer takes is this machine's own.
    assert min(took) - min(trip) <= SOON_SECONDS, (took, trip)
    assert len(watched.tasks) == 3


def test_while_the_engine_hangs_a_human_is_called(
    watched: ChatHarness, served: Serve, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{served(watched.app)}/chat/0301")
    page.get_by_role("button", name="Snakk med et menneske").click()
    expect(page.locator("#chat-state")).to_contain_text("har fått beskjed")
    assert len(watched.tasks) == 1
    # Who asks for something that can wait is told that it comes, and loses nothing.
    page.get_by_label("Skriv her").fill("hva koster det?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("hva koster det?")).to_be_visible()


def test_what_is_written_first_after_a_sign_out_elsewhere_goes_without_being_sent_twice(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    """The sign-out took the cookie, and the page has not yet asked for news."""
    browser_page.goto(f"{address}/chat/0301")
    browser_page.context.clear_cookies()
    browser_page.get_by_label("Skriv her").fill("Hva koster det?")
    browser_page.get_by_role("button", name="Send").click()
    expect(browser_page.locator("#chat-log > li.person")).to_have_count(1)
    expect(browser_page.locator("#chat-refused")).to_have_count(0)
    expect(browser_page.get_by_label("Skriv her")).to_have_value("")
    assert [each.text for each in harness.messages] == ["Hva koster det?"]


def test_what_is_written_in_one_chat_never_goes_by_itself_into_another_under_way(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    other = browser_page.context.browser.new_context()  # type: ignore[union-attr]
    try:
        page = other.new_page()
        page.goto(f"{address}/chat/0301")
        page.get_by_label("Skriv her").fill("hva koster det?")
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#chat-log > li.person")).to_have_count(1)
        browser_page.goto(f"{address}/chat/0301")
        # The other's cookie, as after a sign-in in another tab.
        browser_page.context.clear_cookies()
        browser_page.context.add_cookies(other.cookies())  # type: ignore[arg-type]
        browser_page.get_by_label("Skriv her").fill("ja")
        browser_page.get_by_role("button", name="Send").click()
        expect(browser_page.locator("#chat-refused")).to_be_visible()
        expect(browser_page.get_by_label("Skriv her")).to_have_value("ja")
        assert [each.text for each in harness.messages] == ["hva koster det?"]
    finally:
        other.close()


def test_where_cookies_are_blocked_it_is_said_and_what_was_written_stands(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    browser_page.route("**/chat/**", _without_cookies)
    browser_page.goto(f"{address}/chat/0301")
    browser_page.get_by_label("Skriv her").fill("Hva koster det?")
    browser_page.get_by_role("button", name="Send").click()
    # Sent twice, but pressed once: only who has pressed again reads that cookies are blocked.
    expect(browser_page.locator("#chat-refused")).to_be_visible()
    expect(browser_page.locator("#chat-refused")).not_to_contain_text("informasjonskapsler")
    browser_page.get_by_role("button", name="Send").click()
    expect(browser_page.locator("#chat-refused")).to_contain_text("informasjonskapsler")
    expect(browser_page.get_by_label("Skriv her")).to_have_value("Hva koster det?")
    assert harness.messages == []


def _without_cookies(route: Route) -> None:
    route.request.frame.page.context.clear_cookies()
    route.continue_()
