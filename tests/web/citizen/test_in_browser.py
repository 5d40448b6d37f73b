"""In a real browser, from the sign-in at a provider to taking a choice back, by keyboard alone."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page

from core.settings import Settings
from devtools.fake_login.accounts import citizen
from devtools.fake_login.server import RunningLogin, serve_login
from service.web_server import WebServer
from tests.browsing import check_accessible, check_reflow
from tests.choice_register.harness import SECRET, SECRETS, RegisterHarness
from tests.dialogue.harness import free_port
from tests.web.citizen.visits import Street, Visitor
from tests.web.taps import held, settled, tap
from web.auth import install as install_sign_in
from web.citizen import pages
from web.citizen.dependencies import Dependencies
from web.layout import shell


@dataclass
class Served:
    """The own page and its provider, each on its port."""

    at: str
    login: RunningLogin
    street: Street
    solveig: Visitor
    case_number: str


@pytest.fixture
def site(harness: RegisterHarness) -> Iterator[Served]:
    at = f"http://127.0.0.1:{free_port()}"
    app = Flask("own", static_folder=None)
    street = Street(app, harness)
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
    install_sign_in(app, settings, harness.database, harness.clock)
    pages.install(
        app,
        Dependencies(harness.register, harness.catalogue, harness.database, harness.clock, SECRETS),
    )
    shell.init_app(app, settings)
    solveig = street.person()
    login.citizens.accounts.append(citizen(solveig.national_id, "Prøve Person"))
    made = street.chooses(solveig)
    server = WebServer(app, int(at.rsplit(":", 1)[1]), 8)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    yield Served(at, login, street, solveig, made.case_number)
    server.stop()
    login.stop()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name is in focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_sign_in_see_the_case_and_take_the_choice_back_by_keyboard(
    site: Served, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{site.at}/min-side")
    page.wait_for_url(f"{site.login.citizens.issuer}/**")
    tab_to(page, "Prøve Person")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.at}/min-side")
    check_accessible(page)
    check_reflow(page)
    tab_to(page, "Angre dette valget")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.at}/min-side/angre/*")
    check_accessible(page)
    check_reflow(page)
    tab_to(page, "Ja, angre valget")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.at}/min-side?angret=*")
    assert page.get_by_role("status").inner_text().startswith("Valget er tatt tilbake.")
    check_accessible(page)
    assert len(site.street.audit("choice_withdrawn")) == 1
    tab_to(page, "Logg ut")
    page.keyboard.press("Enter")
    # Out here, over at the provider, and back, without the policy of the page standing in the way.
    page.wait_for_url(f"{site.at}/logget-ut?*")
    check_accessible(page)
    check_reflow(page)
    assert site.login.citizens.sessions_ended
    page.goto(f"{site.at}/min-side")
    page.wait_for_url(f"{site.login.citizens.issuer}/**")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_tap_that_comes_twice_undoes_nothing(
    site: Served, browser_page: Page, width: int
) -> None:
    page = browser_page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{site.at}/min-side")
    page.get_by_role("button", name="Prøve Person").click()
    page.wait_for_url(f"{site.at}/min-side")
    page.get_by_role("link", name="Angre dette valget").click()
    page.wait_for_url(f"{site.at}/min-side/angre/*")
    yes = page.get_by_role("button", name="Ja, angre valget")
    held(page)
    tap(page, yes)
    assert not site.street.audit("choice_withdrawn")
    settled(page)
    yes.click()
    page.wait_for_url(f"{site.at}/min-side?angret=*")
    assert len(site.street.audit("choice_withdrawn")) == 1


def test_every_page_is_accessible_and_narrow_enough(site: Served, browser_page: Page) -> None:
    page = browser_page
    street, solveig = site.street, site.solveig
    assert solveig.person is not None
    street.harness.prove(solveig.person, street.talk("jeg vil bytte", "Hvem vil du bytte til?"))
    street.app.config["WTF_CSRF_ENABLED"] = False
    _, at_case = street.agent(solveig)
    street.app.config["WTF_CSRF_ENABLED"] = True
    page.goto(f"{site.at}/nn/min-side")
    page.get_by_role("button", name="Prøve Person").click()
    page.wait_for_url(f"{site.at}/nn/min-side")
    for path in ("", "/fullmakter", "/fullmakter/ny", "/kode", "/lagret", "/meldinger"):
        page.goto(f"{site.at}/nn/min-side{path}")
        assert page.locator("html").get_attribute("lang") == "nn"
        check_accessible(page)
        check_reflow(page)
    page.goto(f"{site.at}/min-side/lagret")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Fil å lese").is_visible()
    assert page.get_by_text("Viste hvem det var (Nett)").first.is_visible()
    assert page.get_by_text("Skrevet ut").is_visible()
    page.emulate_media(media="screen")
    page.goto(f"{site.at}/min-side/fullmakter/ny")
    page.get_by_role("button", name="Gå videre").click()
    assert page.get_by_role("alert").is_visible()
    check_accessible(page)
    check_reflow(page)
    page.get_by_label("Navnet på").fill("Berit Datter")
    page.get_by_label("Mobilnummeret").fill("400 00 003")
    page.get_by_label("Se vedtaket").check()
    page.get_by_role("button", name="Gå videre").click()
    check_accessible(page)
    page.get_by_role("button", name="Ja, gi fullmakt").click()
    assert page.get_by_role("heading", name="Fullmakten er gitt").is_visible()
    check_accessible(page)
    check_reflow(page)
    page.goto(f"{site.at}{at_case}")
    assert page.get_by_role("heading", name="Vi fant ikke siden").is_visible()


def test_everything_works_without_javascript(site: Served, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(f"{site.at}/min-side")
    page.get_by_role("button", name="Prøve Person").click()
    page.wait_for_url(f"{site.at}/min-side")
    page.get_by_role("link", name="Angre dette valget").click()
    page.get_by_role("button", name="Ja, angre valget").click()
    assert "Valget er tatt tilbake." in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Logg ut").click()
    page.wait_for_url(f"{site.at}/logget-ut?*")
