"""A real browser for tests: Debian's Chromium, driven by Playwright, against a served app.

The fixtures are a plugin that tests/conftest.py names.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from service.web_server import WebServer

CHROMIUM = os.environ.get("BRUKERVALG_TEST_CHROMIUM") or shutil.which("chromium")
"""The browser. Under `.ci/run` it is named, so that its absence fails rather than skips."""
ARGUMENTS = [
    "--no-sandbox",  # a test machine's user may be root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
VIOLATIONS = """async tags => {
  const {violations} = await axe.run(
    document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return violations.map(({id, help, nodes}) =>
    ({id, help, nodes: nodes.slice(0, 4).map(node => node.html.slice(0, 160))}));
}"""
"""All else that axe-core tells is megabytes a page, and takes longer to hand over than to find."""
PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine; what is timed is timed in bench/."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}
"""WCAG 1.4.10: 320 CSS pixels are what 1,280 are at 400 %."""
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no chromium on this machine (set BRUKERVALG_TEST_CHROMIUM)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page with cookies of its own. What its console calls an error fails the test."""
    context = browser.new_context(viewport=WIDE, locale="nb-NO")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    context.close()
    assert not errors, errors


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    """A page in a browser where JavaScript is switched off."""
    context = browser.new_context(viewport=WIDE, locale="nb-NO", java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def served() -> Iterator[Callable[[Flask], str]]:
    """Serves an app on a free loopback port; gives its address."""
    servers: list[WebServer] = []

    def serve(app: Flask) -> str:
        server = WebServer(app, 0, 8)
        server.prepare()
        threading.Thread(target=server.serve, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.port}"

    yield serve
    for server in servers:
        server.stop()


def check_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe-core finds on the page as it stands."""
    # Evaluated by the test and not by the page, so the page's own policy is left as it is.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(VIOLATIONS, WCAG)
    told = [f"{each['id']}: {each['help']}: {each['nodes']}" for each in found]
    assert not told, "\n".join(told)


def check_reflow(page: Page) -> None:
    """At 320 px, which is 400 % of 1,280, nothing scrolls sideways and nothing is cut off."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    too_wide = page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          return [...document.querySelectorAll('body *')]
            .filter(each => each.getBoundingClientRect().right > room + 1
              && !each.closest('.scroll-sideways'))
            .map(each => each.outerHTML.slice(0, 120)).slice(0, 5)
            .concat('the page scrolls sideways');
        }"""
    )
    if before is not None:
        page.set_viewport_size(before)
    assert not too_wide, "\n".join(too_wide)


def settled(page: Page) -> None:
    """Wait until the page takes presses that decide something: a moment after it has come."""
    page.evaluate(
        """async () => {
          const came = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
          await new Promise(go => setTimeout(go, Math.max(0, came + 750 - performance.now())));
          // What is folded together does not move, and never comes to an end.
          const all = document.getAnimations();
          const seen = all.filter(each => each.effect.target.checkVisibility());
          await Promise.all(seen.map(each => each.finished));
        }"""
    )


def watch_requests(page: Page) -> list[str]:
    """The addresses of every request that the page makes from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    return asked


def check_own_requests_only(asked: list[str], base_url: str) -> None:
    """Every request went to the page's own server."""
    ours = urlsplit(base_url).netloc
    foreign = [
        url
        for url in asked
        if not url.startswith(("data:", "blob:")) and urlsplit(url).netloc != ours
    ]
    assert asked
    assert not foreign, foreign
