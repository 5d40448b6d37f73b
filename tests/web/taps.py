"""A tap that comes too soon, in a real browser: what stands where the finger is takes it or not.

The moment is set and not waited for, so that a busy machine makes no difference.
"""

from playwright.sync_api import Locator, Page

SETTLES = "settle"
"""The animation during which a tap is not taken (web/layout/static/design/page.css)."""
HELD_MS, TAKEN_MS = 1_450, 1_550


def held(page: Page) -> None:
    """Put every button that has just come at a moment when it takes no tap yet."""
    assert _at(page, HELD_MS), "nothing here waits before it takes a tap"


def settled(page: Page) -> None:
    """Put them at a moment when they do."""
    _at(page, TAKEN_MS)


def _at(page: Page, milliseconds: int) -> int:
    return int(
        page.evaluate(
            """([name, at]) => document.getAnimations()
                .filter(each => each.animationName === name)
                .map(each => { each.pause(); each.currentTime = at; }).length""",
            [SETTLES, milliseconds],
        )
    )


def tap(page: Page, where: Locator) -> None:
    """Tap where something stands, whatever lies there and whether or not it takes it."""
    where.scroll_into_view_if_needed()
    box = where.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def apart(one: Locator, box: dict[str, float]) -> bool:
    """Whether something stands elsewhere than a box, with a finger's breadth between."""
    found = one.bounding_box()
    if found is None:
        return True
    finger = 8
    beside = (
        found["x"] + found["width"] + finger <= box["x"]
        or box["x"] + box["width"] + finger <= found["x"]
    )
    above = (
        found["y"] + found["height"] + finger <= box["y"]
        or box["y"] + box["height"] + finger <= found["y"]
    )
    return beside or above
