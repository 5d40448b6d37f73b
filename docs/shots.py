"""A picture of a page, and who is signed in on it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

WIDE, NARROW = 1280, 390
"""Of the window, in pixels: a computer's and a phone's."""


@dataclass(frozen=True)
class Shot:
    """A picture of a page.

    Args:
        name: of the file.
        path: of the page.
        width: of the window, in pixels.
        prepare: what is done in the browser before the page is opened, such as signing in; it is
            given the page and the demo's address, and may return another path to open.
        whole: the page from top to end; False for what the window shows, where a box stays at its
            lower edge.
    """

    name: str
    path: str
    width: int = WIDE
    prepare: Callable[[Page, str], str | None] | None = None
    whole: bool = True


def chats(*words: str) -> Callable[[Page, str], None]:
    """Somebody has written these in Oslo's chat."""

    def write(page: Page, address: str) -> None:
        page.goto(f"{address}/chat/0301")
        for each in words:
            entries = page.locator("#chat-log > li")
            before = entries.count()
            page.get_by_label("Skriv her").fill(each)
            page.locator("#chat-send").click()
            entries.nth(before + 1).wait_for()

    return write
