"""«Ikke forstått» in a real browser: no barriers, narrow screens, and by keyboard alone."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect

from casework.review.models import Label, LabelState
from casework.review.trials import Compared, Trial, Trials, TrialState
from core.clock import Clock
from service.server import create_public
from tests.browsing import check_accessible, check_reflow
from tests.signed_in import as_caseworker
from tests.web.console.harness import KARI, ConsoleHarness
from tests.web.console.unrecognised.test_missed import doubting
from web.auth import Role

Served = Callable[[Flask], str]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROW = Compared("ka kosta greiene", "ask_price", "ask_scheme", "ask_price")
READY = Trial(
    TrialState.READY,
    "Kari",
    NOW.isoformat(),
    1,
    examples=[ROW],
    messages=100,
    old_right=95,
    new_right=94,
    changed=[ROW, replace(ROW, text="ein annan", old="ask_price", new=None)],
)


class NoEngine:
    """Nothing is trained in this test: the outcome of a trial is there already."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(name)


def site(harness: ConsoleHarness, served: Served, folder: Path) -> str:
    trials = Trials(
        folder=folder,
        learned=folder / "learned",
        labels=harness.application.console.labels,
        engine=NoEngine(),  # type: ignore[arg-type]
        evaluation=[],
        clock=Clock(NOW),
    )
    harness.app = create_public(harness.application, trials)
    harness.engine.answer = doubting
    harness.text("ka kosta greiene")
    harness.text("Ka kosta greiene?")
    with harness.application.services.database.write() as session:
        for number, who in enumerate(["kari", "ola"], start=90):
            label = Label(message_id=number, municipality="0301", text="ka kosta greiene")
            label.intent, label.state = "ask_price", LabelState.LABELLED
            label.labelled_by, label.labelled_at = who, NOW
            session.add(label)
    return served(harness.app)


def sign_in(harness: ConsoleHarness, page: Page, address: str) -> None:
    page.goto(f"{address}/nothing")
    roles = {KARI.municipality: [Role.EDITOR, Role.APPROVER]}
    as_caseworker(harness.app, page, roles, name=KARI.name, subject=KARI.id)


def test_every_page_and_state_is_without_barriers_and_reflows(
    harness: ConsoleHarness, served: Served, browser_page: Page, tmp_path: Path
) -> None:
    address = site(harness, served, tmp_path)
    sign_in(harness, browser_page, address)
    states = [None, *(replace(READY, state=state) for state in TrialState)]
    pages = [("missed", None), ("missed/review", None), *(("missed/trial", it) for it in states)]
    for path, trial in pages:
        if trial is not None:
            (tmp_path / "trial.json").write_text(json.dumps(asdict(trial)), "utf-8")
        browser_page.goto(f"{address}/casework/{path}")
        check_accessible(browser_page)
        check_reflow(browser_page)


def test_a_message_is_labelled_by_keyboard(
    harness: ConsoleHarness, served: Served, browser_page: Page, tmp_path: Path
) -> None:
    address = site(harness, served, tmp_path)
    page = browser_page
    sign_in(harness, page, address)
    page.goto(f"{address}/casework/missed")
    page.locator("select[name=intent]").first.focus()
    page.keyboard.type("Hva det koster")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Merket. En annen må se over")).to_be_visible()
    assert (
        sum(each.intent == "ask_price" and each.message_id < 90 for each in harness.rows(Label))
        == 2
    )
