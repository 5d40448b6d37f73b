"""The checks with a real browser find what they are there to find."""

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask, render_template_string
from playwright.sync_api import Page

from core.settings import Settings
from tests.browsing import check_accessible, check_reflow
from web.layout import shell

GOOD = '{% extends "design/base.html" %}{% block main %}<h1>Velkommen</h1>{% endblock %}'
UNLABELLED = GOOD.replace("<h1>", '<input type="text"><h1>')
WIDE = GOOD.replace("Velkommen", "Velkommen&nbsp;" * 40)


@pytest.fixture
def site(served: Callable[[Flask], str]) -> str:
    app = Flask("test", static_folder=None)
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/good", "good", lambda: render_template_string(GOOD))
    pages.add_url_rule("/unlabelled", "unlabelled", lambda: render_template_string(UNLABELLED))
    pages.add_url_rule("/wide", "wide", lambda: render_template_string(WIDE))
    app.register_blueprint(pages)
    shell.init_app(app, Settings(_env_file=None))
    return served(app)


def test_the_frame_alone_has_no_barrier(site: str, browser_page: Page) -> None:
    browser_page.goto(f"{site}/good")
    check_accessible(browser_page)
    check_reflow(browser_page)


def test_a_field_without_a_label_is_found(site: str, browser_page: Page) -> None:
    browser_page.goto(f"{site}/unlabelled")
    with pytest.raises(AssertionError, match="label"):
        check_accessible(browser_page)


def test_the_first_thing_that_the_keyboard_meets_leads_past_the_menu(
    site: str, browser_page: Page
) -> None:
    browser_page.goto(f"{site}/good")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.getAttribute('href')") == "#main"


def test_what_scrolls_sideways_on_a_narrow_screen_is_found(site: str, browser_page: Page) -> None:
    browser_page.goto(f"{site}/wide")
    browser_page.evaluate("document.body.style.overflowWrap = 'normal'")
    with pytest.raises(AssertionError, match="sideways"):
        check_reflow(browser_page)
