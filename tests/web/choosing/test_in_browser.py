"""In a real browser on a phone: from the front page to the receipt, with and without JavaScript."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from core.settings import Settings
from devtools.fake_login.accounts import citizen
from devtools.fake_login.server import serve_login
from service.web_server import WebServer
from tests.browsing import PATIENCE, check_accessible, check_reflow
from tests.choice_register.harness import SECRET, RegisterHarness
from tests.dialogue.harness import free_port
from tests.web.choosing.conftest import create_town
from tests.web.citizen.visits import Street, Visitor
from tests.web.taps import apart, held, settled, tap

PHONE = {"width": 390, "height": 844}
MOST_TAPS = 8


@dataclass
class Served:
    """The town at an address, with somebody who can sign in."""

    at: str
    harness: RegisterHarness
    solveig: Visitor


@pytest.fixture
def town(harness: RegisterHarness) -> Iterator[Served]:
    at = f"http://127.0.0.1:{free_port()}"
    login = serve_login(app_at=at, client_id="ours", client_secret="theirs")
    settings = Settings(
        _env_file=None,
        secret_key=SECRET,
        public_base_url=at,
        idporten_issuer=login.citizens.issuer,
        idporten_client_id="ours",
        idporten_client_secret="theirs",
        caseworker_issuer="",
    )
    app = create_town(harness, settings)
    solveig = Street(app, harness).person()
    login.citizens.accounts.append(citizen(solveig.national_id, "Prøve Person"))
    server = WebServer(app, int(at.rsplit(":", 1)[1]), 8)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    yield Served(at, harness, solveig)
    server.stop()
    login.stop()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_from_the_front_page_to_a_choice_on_a_phone_in_few_taps(
    town: Served, browser: Browser, scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, locale="nb-NO", java_script_enabled=scripts)  # type: ignore[arg-type]
    page, taps = context.new_page(), 0
    page.set_default_timeout(PATIENCE)

    def tap(role: str, name: str) -> None:
        nonlocal taps
        taps += 1
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    page.goto(town.at)
    four = page.locator(".errands a").all()
    assert all((box := each.bounding_box()) and box["y"] + box["height"] <= 844 for each in four)
    tap("link", "Velg eller bytt")
    tap("link", "Oslo")
    tap("link", "Logg inn med ID-porten")
    tap("button", "Prøve Person")
    _looked_at(page, scripts)
    tap("link", "Velg denne")
    _looked_at(page, scripts)
    page.go_back()
    page.go_forward()
    page.get_by_role("button", name="Ja, meld valget").dblclick()
    taps += 1
    page.get_by_role("heading", name="Valget er mottatt").wait_for()
    _looked_at(page, scripts)
    assert taps <= MOST_TAPS
    page.go_back()
    page.reload()
    page.get_by_text("Dette er valgt fra før.").wait_for()
    context.close()
    assert town.solveig.person is not None
    assert len(town.harness.register.choices(town.solveig.person.id)) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_double_tap_and_the_way_back_at_every_step_make_one_choice(
    town: Served, browser: Browser, scripts: bool
) -> None:
    assert town.solveig.person is not None
    code = town.harness.register.issue_letter(town.solveig.person.id)
    context = browser.new_context(viewport=PHONE, locale="nb-NO", java_script_enabled=scripts)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)

    def twice(role: str, name: str, then: str) -> None:
        """Tap twice, see the next page, go back and forth, and see it again."""
        page.get_by_role(role, name=name).first.dblclick()  # type: ignore[arg-type]
        page.get_by_role("heading", name=then).first.wait_for()
        page.go_back()
        page.get_by_role("heading", name=then).first.wait_for(state="hidden")
        page.go_forward()
        page.get_by_role("heading", name=then).first.wait_for()

    page.goto(town.at)
    twice("link", "Velg eller bytt", "Hvor bor den det gjelder?")
    twice("link", "Oslo", "Vis hvem du er")
    twice("link", "Bruk koden i brevet", "Bruk koden i brevet")
    page.get_by_label("Fødselsdato").fill("14.03.1941")
    page.get_by_label("Kode").first.fill(code)
    page.get_by_role("button", name="Gå videre").dblclick()
    page.get_by_role("heading", name="Hvem skal hjelpe med").wait_for()
    twice("link", "Velg denne", "Er dette riktig?")
    page.get_by_role("button", name="Ja, meld valget").dblclick()
    page.get_by_role("heading", name="Valget er mottatt").wait_for()
    page.go_back()
    page.get_by_text("Dette er valgt fra før.").wait_for()
    context.close()
    assert len(town.harness.register.choices(town.solveig.person.id)) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_wrong_code_is_told_beside_its_field_and_the_right_one_opens(
    town: Served, browser: Browser, scripts: bool
) -> None:
    assert town.solveig.person is not None
    code = town.harness.register.issue_letter(town.solveig.person.id)
    context = browser.new_context(viewport=PHONE, locale="nb-NO", java_script_enabled=scripts)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{town.at}/velg/oslo/kode")
    page.get_by_label("Fødselsdato").fill("14.03.1941")
    field = page.get_by_label("Kode").first
    field.fill("631467268")
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_text("Kode og fødselsdato passer ikke sammen.").first.wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    assert page.get_by_label("Fødselsdato").input_value() == "14.03.1941"
    field.fill(code)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("heading", name="Hvem skal hjelpe med").wait_for()
    # A page that stands open asks whether it may stay; with the case open it does.
    page.wait_for_timeout(200)
    assert page.get_by_role("heading", name="Hvem skal hjelpe med").is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_tap_that_comes_twice_registers_nothing_and_undoes_nothing(
    town: Served, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="nb-NO")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()

    def standing() -> list[str]:
        assert town.solveig.person is not None
        every = town.harness.register.choices(town.solveig.person.id)
        return [each.state.value for each in every]

    page.goto(f"{town.at}/velg/oslo")
    for name in ("Logg inn med ID-porten", "Prøve Person", "Velg denne"):
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    yes = page.get_by_role("button", name="Ja, meld valget")
    held(page)
    tap(page, yes)
    assert standing() == []
    settled(page)
    yes.scroll_into_view_if_needed()
    stood = yes.bounding_box()
    assert stood is not None
    yes.click()
    page.get_by_role("heading", name="Valget er mottatt").wait_for()
    undo = page.get_by_role("link", name="Angre dette valget")
    assert apart(undo, stood), "what undoes stands where «Ja» stood"
    held(page)
    receipt = page.url
    tap(page, undo)
    assert page.url == receipt
    settled(page)
    undo.click()
    page.get_by_role("heading", name="Vil du angre valget?").wait_for()
    held(page)
    tap(page, page.get_by_role("button", name="Ja, angre valget"))
    assert standing() == ["received"], "undo is not asked about"
    settled(page)
    page.get_by_role("button", name="Ja, angre valget").click()
    page.get_by_text("Valget er tatt tilbake").wait_for()
    assert standing() == ["withdrawn"]
    context.close()


def _looked_at(page: Page, scripts: bool) -> None:
    if scripts:
        check_accessible(page)
        check_reflow(page)
