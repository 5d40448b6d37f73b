"""A day at the console by keyboard alone, with the key presses that each task takes; and danger."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from casework.models import CaseworkEvent
from choice_register.models import Choice
from choice_register.types import ChoiceState
from choice_register.verification.models import LetterCode
from conversations.models import TaskState
from tests.browsing import check_accessible, check_reflow, settled
from tests.signed_in import as_caseworker
from tests.web.console.harness import KARI, OLA, OSLO, ConsoleHarness
from tests.web.console.people import case
from web.auth import Role

ROLES = [Role.CASEWORKER, Role.APPROVER]
Served = Callable[[Flask], str]


class Keys:
    """Presses keys and counts them; words that are typed are the answer and not counted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.presses = 0

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, each on a page that is there."""
        for key in keys:
            self._page.wait_for_load_state()
            if key.endswith("Enter"):
                # What decides takes keys a moment after its page is there.
                settled(self._page)
            self._page.keyboard.press(key)
            self.presses += 1


@pytest.fixture
def page(harness: ConsoleHarness, browser_page: Page, served: Served) -> Page:
    """Kari at her desk, before the queue."""
    harness.at_work(KARI, OLA)
    base = served(harness.app)
    browser_page.goto(f"{base}/nothing")
    as_caseworker(harness.app, browser_page, {OSLO: ROLES}, name=KARI.name, subject=KARI.id)
    browser_page.goto(f"{base}/casework/queue")
    return browser_page


def go(page: Page, address: str) -> None:
    base = re.match(r"https?://[^/]+", page.url)
    assert base is not None
    page.goto(f"{base.group()}{address}")


class Day:
    """What each kind of task took: key presses and seconds, the page's own waiting included."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self.took: dict[str, list[tuple[int, float]]] = defaultdict(list)

    @contextmanager
    def task(self, kind: str) -> Iterator[None]:
        """One task of a kind."""
        presses, began = self._keys.presses, time.monotonic()
        yield
        self.took[kind].append((self._keys.presses - presses, time.monotonic() - began))

    def most(self, kind: str) -> int:
        """The key presses of the one that took most."""
        return max(presses for presses, _ in self.took[kind])

    def report(self) -> str:
        """A line a kind."""
        return "\n".join(
            f"{kind}: {len(all_)} done, {sum(p for p, _ in all_) / len(all_):.1f} key presses,"
            f" {sum(s for _, s in all_) / len(all_):.1f} s"
            for kind, all_ in self.took.items()
        )


ANSWERED = "Svaret er på vei, og samtalen er løst."


def answer_and_go_on(page: Page, keys: Keys) -> None:
    """Take what is before one, answer, resolve; the next one opens."""
    keys.press("t")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Vi ringer.")
    keys.press("Control+Shift+Enter")
    expect(page.get_by_text(ANSWERED)).to_be_visible()


def send_a_letter(page: Page, keys: Keys) -> None:
    """From the queue to a new letter with a code."""
    keys.press("Enter")
    page.wait_for_url("**/casework/conversation/*")
    keys.press("b")
    page.wait_for_url("**/casework/people/*")
    expect(page.locator("#sure")).to_be_focused()
    keys.press("Space")
    with page.expect_download():
        keys.press("Enter")
    expect(page.locator("[data-made]:visible")).to_contain_text("Brevet er laget")


def note_a_call(page: Page, keys: Keys) -> None:
    """From the queue to a call that was made and is noted."""
    keys.press("Enter")
    page.wait_for_url("**/casework/conversation/*")
    keys.press("n")
    page.wait_for_url("**/casework/calls/*")
    keys.press("r", "Space", "Control+Enter")
    page.wait_for_url("**/casework/queue?kind=call")


def test_a_day_of_forty_conversations_by_keyboard_alone(
    harness: ConsoleHarness, page: Page
) -> None:
    """Thirty-two answered, four that want a letter and four that want to be rung; four choices."""
    for number in range(32):
        harness.text("grunn asked", sender=f"+47400120{number:02}")
    for number, name in enumerate("ABCD"):
        person = harness.person(f"Solveig {name}berg")
        harness.text(f"grunn new_letter {person.id}", sender=f"+47400121{number:02}")
        harness.call("grunn callback", caller=f"+47400122{number:02}")
    chosen = [case(harness, f"Arvid {each}vik").number for each in "ABCD"]
    keys = Keys(page)
    day = Day(keys)
    go(page, "/casework/queue?reason=asked")
    # The first is taken in the list; the others open by themselves.
    for number in range(32):
        with day.task("take, answer, next"):
            answer_and_go_on(page, keys)
        assert sum(each.state is TaskState.DONE for each in harness.tasks) == number + 1
    for number in range(4):
        go(page, "/casework/queue?reason=new_letter")
        with day.task("a new letter"):
            send_a_letter(page, keys)
        page.go_back()
        with day.task("answer and resolve"):
            answer_and_go_on(page, keys)
        assert len(harness.rows(LetterCode)) == number + 1
    for number in range(4):
        go(page, "/casework/queue?reason=callback")
        with day.task("a call that is noted"):
            note_a_call(page, keys)
        assert sum(each.what == "called" for each in harness.rows(CaseworkEvent)) == number + 1
    go(page, "/casework/choices")
    keys.press("Enter")
    page.wait_for_url("**/casework/choices/*?grunn=treat")
    for case_number in chosen:
        with day.task("approve, next"):
            keys.press("Control+Enter")
            expect(page.get_by_text(f"Sak {case_number}: Godkjent.")).to_be_visible()
    print(day.report())
    assert all(each.state is TaskState.DONE for each in harness.tasks)
    assert day.most("take, answer, next") == 2
    assert day.most("a new letter") == 4
    assert day.most("a call that is noted") == 5
    assert day.most("approve, next") == 1


def test_a_choice_is_approved_in_two_presses_and_the_next_in_one(
    harness: ConsoleHarness, page: Page
) -> None:
    numbers = [case(harness, f"Solveig {each}berg").number for each in "ABC"]
    go(page, "/casework/choices")
    keys = Keys(page)
    keys.press("Enter")
    page.wait_for_url("**/casework/choices/*?grunn=treat")
    for number in numbers:
        keys.press("Control+Enter")
        expect(page.get_by_text(f"Sak {number}: Godkjent.")).to_be_visible()
        approved = [e.case_number for e in harness.rows(Choice) if e.state is ChoiceState.APPROVED]
        assert number in approved
    page.wait_for_url("**/casework/choices")
    print(f"approve: {keys.presses} key presses for 3, at most 2 for one")
    assert keys.presses == 4


def test_a_new_letter_is_four_presses_from_the_queue(harness: ConsoleHarness, page: Page) -> None:
    person = harness.person()
    harness.text(f"grunn new_letter {person.id}")
    page.reload()
    keys = Keys(page)
    keys.press("Enter")
    page.wait_for_url("**/casework/conversation/*")
    keys.press("b")
    page.wait_for_url("**/casework/people/*")
    expect(page.locator("#sure")).to_be_focused()
    keys.press("Space")
    with page.expect_download() as letter:
        keys.press("Enter")
    assert letter.value.suggested_filename == f"brev-{person.id}.txt"
    print(f"a new letter: {keys.presses} key presses")
    assert keys.presses == 4
    assert len(harness.rows(LetterCode)) == 1


def test_a_choice_by_phone_is_read_back_and_registered_by_keyboard(
    harness: ConsoleHarness, page: Page
) -> None:
    person = harness.person()
    go(page, f"/casework/people/{person.id}?grunn=contact")
    keys = Keys(page)
    keys.press("v")
    page.wait_for_url("**/choose?*")
    check_accessible(page)
    page.locator("select").first.focus()
    page.locator("select").first.select_option(index=1)
    page.locator("#shown-id_seen").focus()
    keys.press("Space", "Control+Enter")
    expect(page.get_by_role("heading", name="Les dette opp")).to_be_visible()
    check_accessible(page)
    check_reflow(page)
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", name="Kvittering for sak")).to_be_visible()
    check_accessible(page)
    check_reflow(page)
    [choice] = harness.rows(Choice)
    assert choice.state is ChoiceState.RECEIVED


def test_danger_sounds_and_shows_on_every_page_until_it_is_taken(
    harness: ConsoleHarness, page: Page
) -> None:
    go(page, "/casework/search")
    # A browser lets a page sound only after somebody has touched it.
    page.get_by_role("heading", level=1).click()
    conversation = harness.text("grunn emergency haster", sender="+4740011003")
    bar = page.locator("#danger")
    expect(bar).to_have_attribute("data-sounds", "yes")
    expect(bar).to_have_attribute("data-sounded", re.compile(r"\d+"))
    expect(bar.get_by_role("link", name=re.compile("Ring"))).to_have_attribute(
        "href", "tel:+4740011003"
    )
    check_accessible(page)
    check_reflow(page)
    bar.locator("[data-quiet]").first.click()
    expect(bar).to_have_attribute("data-sounds", "no")
    # Quiet, and shown still; a new one sounds again.
    harness.text("grunn emergency haster", sender="+4740011004")
    expect(bar).to_have_attribute("data-sounds", "yes")
    harness.desk.claim(OLA, conversation)
    expect(bar.locator("a[href='tel:+4740011003']")).to_have_count(0)


def test_who_is_new_is_offered_the_tour_once_and_walks_it_by_keyboard(
    harness: ConsoleHarness, page: Page
) -> None:
    page.get_by_role("link", name="Ta runden").press("Enter")
    expect(page.get_by_text("Steg 1 av")).to_be_visible()
    seen = 1
    while page.get_by_role("link", name="Neste").count():
        check_accessible(page)
        page.get_by_role("link", name="Neste").press("Enter")
        seen += 1
        expect(page.get_by_text(f"Steg {seen} av")).to_be_visible()
    page.get_by_role("link", name="Begynn å jobbe").press("Enter")
    expect(page.get_by_role("heading", name="Kø", exact=True)).to_be_visible()
    expect(page.locator("#new-here")).to_be_hidden()


def test_of_two_who_press_take_the_second_is_told_who_has_it(
    harness: ConsoleHarness, page: Page
) -> None:
    conversation = harness.text("grunn asked")
    page.reload()
    # The list that Kari sees is a moment old when she presses.
    page.route("**/casework/queue/rows*", lambda route: route.abort())
    expect(page.locator(f"#claim-{conversation}")).to_be_visible()
    harness.desk.claim(OLA, conversation)
    page.keyboard.press("t")
    expect(page.get_by_text("Ola Fjell har tatt den.")).to_be_visible()
    assert harness.tasks[0].assignee == OLA.id
