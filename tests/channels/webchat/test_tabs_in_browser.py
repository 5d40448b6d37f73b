"""Two tabs of one chat in a real browser: what is typed is told with what its own tab showed."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.harness import ChatHarness

Serve = Callable[[Flask], str]


@pytest.fixture
def address(harness: ChatHarness, served: Serve) -> str:
    return served(harness.app)


def box(page: Page) -> Locator:
    return page.get_by_label("Skriv her")


def sends(page: Page, words: str) -> None:
    box(page).fill(words)
    page.get_by_role("button", name="Send").click()


def early(engine: ProtocolEngine, words: str) -> bool:
    """Whether the assistant was told that words came before what was said last."""
    [told] = [each for each in engine.requests if each["text"] == words]
    return bool(told["context"].get("early"))


def said(page: Page, entries: int) -> None:
    expect(page.locator("#chat-log > li")).to_have_count(entries)


def test_without_javascript_an_old_tab_tells_what_it_shows(
    harness: ChatHarness, address: str, without_javascript: Page
) -> None:
    old, new = without_javascript, without_javascript.context.new_page()
    old.goto(f"{address}/chat/0301")
    sends(old, "velge")
    said(old, 2)
    new.goto(f"{address}/chat/0301")
    sends(new, "1")
    said(new, 4)
    sends(old, "ja")
    said(old, 6)
    assert early(harness.engine, "ja")
    sends(old, "Ja, takk")
    said(old, 8)
    assert not early(harness.engine, "Ja, takk")
    new.close()


def test_with_javascript_what_was_begun_before_an_answer_came_is_no_answer_to_it(
    harness: ChatHarness, address: str, browser_page: Page
) -> None:
    old, new = browser_page, browser_page.context.new_page()
    old.goto(f"{address}/chat/0301")
    sends(old, "velge")
    said(old, 2)
    new.goto(f"{address}/chat/0301")
    box(old).fill("ja")
    sends(new, "1")
    said(old, 4)
    old.get_by_role("button", name="Send").click()
    said(old, 6)
    assert early(harness.engine, "ja")
    # What another tab brought here has been seen here, and can be answered.
    sends(new, "pris")
    said(old, 8)
    box(old).fill("nei")
    box(old).fill("")
    sends(new, "sammenlign")
    said(old, 10)
    sends(old, "Ja, takk")
    said(old, 12)
    assert not early(harness.engine, "Ja, takk")
    new.close()
