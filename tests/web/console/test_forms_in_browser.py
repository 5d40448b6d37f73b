"""In a real browser: each form is sent once, to somebody who answers; else nothing is lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, Route, expect

from choice_register.verification.models import LetterCode
from tests.browsing import check_accessible, settled
from tests.signed_in import as_caseworker
from tests.web.console.busy import fill, walk
from tests.web.console.harness import KARI, OLA, OSLO, ConsoleHarness
from web.auth import Role

NOT_SENT = "Vi får ikke kontakt med tjenesten. Ingenting er sendt."
WORDS = "Hei, vi fikk brevet fra deg."


class Posts:
    """What a page has posted."""

    def __init__(self, page: Page) -> None:
        self.all: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.method == "POST":
            self.all.append(request.url)


@pytest.fixture
def base(harness: ConsoleHarness, served: Callable[[Flask], str]) -> str:
    harness.at_work(KARI, OLA)
    return served(harness.app)


def sign_in(harness: ConsoleHarness, page: Page, base: str, *roles: Role) -> Page:
    page.goto(f"{base}/nothing")
    has = {OSLO: list(roles or Role)}
    as_caseworker(harness.app, page, has, name=KARI.name, subject=KARI.id)
    return page


@pytest.fixture
def person(harness: ConsoleHarness, base: str, browser_page: Page) -> Page:
    """The page of a person, with the form for a letter open."""
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/people/{harness.person().id}?grunn=contact#plain-letter")
    return page


def holds(page: Page, address: str) -> list[Route]:
    """What is asked for there, and not answered until the test goes on with it."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held


def fails(route: Route) -> None:
    route.fulfill(status=500, content_type="text/html", body="<h1>Noe gikk galt</h1>")


@pytest.mark.parametrize("answer", [fails, lambda route: route.abort()], ids=["500", "cut off"])
def test_a_letter_that_is_not_made_is_told_of_posted_once_and_keeps_its_words(
    person: Page, answer: Callable[[Route], None]
) -> None:
    posts = Posts(person)
    person.route("**/plain-letter", answer)
    person.fill("#letter_words", WORDS)
    settled(person)
    person.locator("#make-letter").dblclick()
    told = person.locator("#plain-letter [data-not-sent]")
    expect(told).to_contain_text("Last siden på nytt for å se om det ble gjort")
    expect(told).to_be_visible()
    check_accessible(person)
    assert person.input_value("#letter_words") == WORDS
    assert len(posts.all) == 1
    # It is pressed again when all is well.
    person.unroute("**/plain-letter")
    with person.expect_download():
        person.locator("#make-letter").click()
    expect(told).to_be_hidden()


def test_what_is_wrong_with_a_letter_comes_in_its_place_and_is_posted_once(
    harness: ConsoleHarness, person: Page
) -> None:
    posts = Posts(person)
    settled(person)
    person.locator("#make-letter").click()
    expect(person.get_by_text("Skriv hva brevet skal si.")).to_be_visible()
    expect(person.locator("#letter_words")).to_be_focused()
    assert len(posts.all) == 1
    person.fill("#letter_words", WORDS)
    with person.expect_download():
        person.locator("#make-letter").click()
    assert len(harness.audit("letter_written")) == 1


def test_a_second_letter_from_the_same_page_asks_before_it_ends_the_first_ones_code(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/people/{harness.person().id}?grunn=contact#letter")
    page.locator("#sure").check()
    settled(page)
    make = page.get_by_role("button", name="Lag brev", exact=True)
    with page.expect_download():
        make.click()
    make.click()
    expect(page.get_by_text("Det ble laget et brev etter at du åpnet siden.")).to_be_visible()
    assert len(harness.rows(LetterCode)) == 1


def test_a_form_of_who_has_signed_in_again_in_another_tab_is_sent(
    harness: ConsoleHarness, base: str, person: Page
) -> None:
    other = sign_in(harness, person.context.new_page(), base)
    other.goto(f"{base}/casework/queue")
    person.locator("#text-form summary").click()
    person.fill("#text-form textarea", WORDS)
    settled(person)
    person.get_by_role("button", name="Send SMS").click()
    expect(person.get_by_text("Meldingen er på vei.")).to_be_visible()
    assert any(WORDS in each for each in harness.outbox)


def test_whoever_is_signed_out_is_told_and_loses_nothing(
    harness: ConsoleHarness, person: Page
) -> None:
    posts = Posts(person)
    person.locator("#text-form summary").click()
    person.fill("#text-form textarea", WORDS)
    settled(person)
    person.context.clear_cookies()
    person.get_by_role("button", name="Send SMS").click()
    expect(person.locator("#text-form [data-not-sent]")).to_contain_text("Du er logget ut.")
    assert person.input_value("#text-form textarea") == WORDS
    assert not posts.all


def test_a_press_is_not_lost_when_the_list_that_it_stands_in_changes_meanwhile(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn asked")
    page = sign_in(harness, browser_page, base)
    page.goto(f"{base}/casework/queue")
    settled(page)
    held = holds(page, "**/casework/session")
    page.locator(f"form[action*='{conversation}/claim'] button").click()
    harness.text("grunn complaint", sender="+4740011008")
    with page.expect_response(lambda told: "/queue/rows" in told.url and told.status == 200):
        pass
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_url(f"**/conversation/{conversation}*")
    assert harness.tasks[0].assignee == KARI.id


def test_a_press_on_a_form_that_is_gone_is_told_of(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    conversation = harness.text("grunn asked")
    page = sign_in(harness, browser_page, base)
    posts = Posts(page)
    page.goto(f"{base}/casework/queue")
    settled(page)
    held = holds(page, "**/casework/session")
    form = page.locator(f"form[action*='{conversation}/claim']")
    form.locator("button").click()
    form.evaluate("form => form.remove()")
    held[0].continue_()
    expect(page.locator("[data-not-sent]")).to_contain_text("Ingenting er sendt.")
    assert not posts.all


QUICKER = """(() => {
  const real = AbortSignal.timeout;
  AbortSignal.timeout = (most) => real.call(AbortSignal, most / 50);
})()"""
"""As if time went fifty times as fast for whoever waits for an answer."""


@pytest.mark.parametrize(
    ("silent", "told"),
    [("**/casework/session", NOT_SENT), ("**/plain-letter", "Vi fikk ikke svar.")],
)
def test_a_service_that_never_answers_is_told_of(person: Page, silent: str, told: str) -> None:
    person.add_init_script(QUICKER)
    person.reload()
    person.route(silent, lambda _: None)
    person.fill("#letter_words", WORDS)
    settled(person)
    person.locator("#make-letter").click()
    expect(person.locator("#plain-letter [data-not-sent]")).to_contain_text(told)
    assert person.input_value("#letter_words") == WORDS


def test_no_form_of_the_console_is_sent_to_a_service_that_is_away(
    harness: ConsoleHarness, base: str, browser_page: Page
) -> None:
    """Every form of every kind of page: told beside its button, not by the browser's page."""
    fill(harness)
    pages = [each for each, page in walk(harness, harness.client(*Role), most=1) if "<html" in page]
    page = sign_in(harness, browser_page, base)
    posts = Posts(page)
    tried, silent = 0, []
    for address in pages:
        page.goto(f"{base}{address}")
        settled(page)
        forms = page.locator("main form[method=post]").count()
        page.route("**/casework/session", lambda route: route.abort())
        for number in range(forms):
            form = page.locator("main form[method=post]").nth(number)
            if form.get_attribute("action") and "/danger/" in str(form.get_attribute("action")):
                continue
            form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
            tried += 1
            said = form.locator(":scope > [data-not-sent]")
            try:
                expect(said).to_contain_text(NOT_SENT, timeout=3000)
            except AssertionError:
                silent.append(f"{address}: {form.get_attribute('action')}")
        page.unroute("**/casework/session")
        assert page.url == f"{base}{address}" or not forms
    assert tried > 30
    assert not silent, "\n".join(silent)
    assert not [each for each in posts.all if "/before" not in each]
