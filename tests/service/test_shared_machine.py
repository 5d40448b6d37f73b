"""A machine at a library, in a real browser: whoever sits down next sees nothing of the former one.

However the former one has left: signed out, signed out elsewhere, ended by those who run it, or
only gone for half an hour. In the chat, on the own page, in the forms; in open tabs, by «back» and
by address; whether or not the next one signs in.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update

from choice_register.models import Person
from choice_register.types import PersonView
from conversations.models import Conversation
from core.settings import Settings
from devtools.fake_login.accounts import citizen
from devtools.fake_login.server import RunningLogin, serve_login
from migrations import upgrade
from service.application import Application
from service.server import create_public
from service.web_server import WebServer
from tests.browsing import ARGUMENTS, CHROMIUM, PATIENCE
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.dialogue import talk
from tests.choice_register.harness import SECRET, RegisterHarness
from tests.dialogue.harness import free_port
from web.auth.extension import EXTENSION
from web.auth.models import SignInSession
from web.auth.relying_parties import PartyName

SECRET_WORDS = "jeg er så redd for sønnen min"
OURS = re.compile("sønnen|Prøve Person|Hjelpen din|er åpen her")
"""What nobody else may read."""


@dataclass
class Library:
    """The whole application at an address, with two people who can sign in."""

    at: str
    application: Application
    login: RunningLogin
    server: WebServer
    solveig: PersonView
    arvid: PersonView

    def ends(self, how: str, page: Page) -> None:
        """Solveig's sign-in ends in this way."""
        app = self.server.app
        sessions = app.extensions[EXTENSION].sessions[PartyName.CITIZEN]  # type: ignore[attr-defined]
        with self.application.services.database.write() as session:
            row = session.scalars(
                select(SignInSession).where(SignInSession.ended_at.is_(None))
            ).one()
            if how == "half an hour without use":
                gone = row.last_seen_at - timedelta(minutes=31)
                session.execute(update(SignInSession).values(last_seen_at=gone))
        if how == "sign-out":
            page.goto(f"{self.at}/min-side")
            page.get_by_role("button", name="Logg ut").click()
            page.get_by_role("heading", name="Du er logget ut").wait_for()
        elif how == "front channel":
            sessions.end_of_provider(row.provider_session)
        elif how == "by those who run it":
            sessions.end_of_subject(self.number(self.solveig))

    def uses_a_code(self) -> str:
        """Solveig's letter is used in the one chat that there is: its conversation."""
        services = self.application.services
        with services.database.read() as session:
            [conversation] = session.scalars(select(Conversation.id))
        here = RegisterHarness(
            services.database, self.application.catalogue, services.clock, self.application.register
        )  # type: ignore[arg-type]
        return here.prove(self.solveig, conversation)

    def number(self, person: PersonView) -> str:
        with self.application.services.database.read() as session:
            return session.get_one(Person, person.id).national_id


HOW = ("sign-out", "front channel", "by those who run it", "half an hour without use")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    at, url = f"http://127.0.0.1:{free_port()}", f"sqlite:///{tmp_path}/library.sqlite"
    upgrade(url)
    engine = ProtocolEngine()
    engine.answer = talk
    login = serve_login(app_at=at, client_id="ours", client_secret="theirs")
    settings = Settings(
        _env_file=None,
        secret_key=SECRET,
        database_url=url,
        public_base_url=at,
        engine_port=engine.port,
        idporten_issuer=login.citizens.issuer,
        idporten_client_id="ours",
        idporten_client_secret="theirs",
        caseworker_issuer="",
    )
    application = Application.build(settings)
    here = RegisterHarness(
        application.services.database,
        application.catalogue,
        application.services.clock,
        application.register,
    )  # type: ignore[arg-type]
    solveig, arvid = here.person(), here.person()
    server = WebServer(create_public(application), int(at.rsplit(":", 1)[1]), 8)
    made = Library(at, application, login, server, solveig, arvid)
    for name, who in (("Den første", solveig), ("Den neste", arvid)):
        login.citizens.accounts.append(citizen(made.number(who), name))
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    yield made
    server.stop()
    login.stop()
    application.services.close()
    engine.stop()


@pytest.fixture(scope="module")
def keeps_pages(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps pages for «back», as people's own do and tests' do not."""
    kept = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield kept
    kept.close()


@pytest.fixture(params=["with JavaScript", "without"])
def machine(
    keeps_pages: Browser, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """Without scripts a page that is kept can ask nobody. Chromium keeps one of ours (`no-store`)
    for three minutes, and not at all once its cookies have changed, as a sign-out does."""
    scripts = request.param == "with JavaScript"
    context = (keeps_pages if scripts else browser).new_context(
        locale="nb-NO", java_script_enabled=scripts
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def signs_in(library: Library, page: Page, name: str, to: str = "/chat/0301") -> None:
    page.goto(f"{library.at}/logg-inn?next={to}")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{library.at}{to}")


def writes(page: Page, words: str) -> None:
    page.get_by_label("Skriv her").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-log > li").last).to_be_visible()
    page.locator("#chat-log").get_by_text(words).first.wait_for()


def reads(page: Page) -> str:
    """What stands on the screen."""
    return page.locator("body").inner_text()


PLACES = (
    "/chat/0301",
    "/chat/0301/samtale.txt",
    "/chat/0301/nytt?sett=x",
    "/min-side",
    "/min-side/meldinger",
    "/min-side/lagret.txt",
    "/velg/oslo",
    "/velg/oslo/hvem?for=meg&tjeneste=practical_assistance",
    "/velg/oslo/nytt-brev",
)


@pytest.mark.parametrize("how", HOW)
def test_the_next_one_finds_nothing_by_address_by_going_back_or_by_signing_in(
    library: Library, machine: BrowserContext, how: str
) -> None:
    page = machine.new_page()
    signs_in(library, page, "Den første")
    writes(page, SECRET_WORDS)
    for path in ("/min-side", "/velg/oslo", "/min-side/fullmakter", "/chat/0301"):
        page.goto(library.at + path)
        assert page.url.startswith(library.at)
    library.ends(how, machine.new_page())
    for _ in range(4):
        page.go_back()
        page.wait_for_timeout(300)
        assert not OURS.search(reads(page)), page.url
    for path in PLACES:
        answer = machine.request.get(library.at + path)
        assert not OURS.search(answer.text()), path
    signs_in(library, page, "Den neste")
    assert "sønnen" not in reads(page)
    assert machine.request.get(f"{library.at}/chat/0301/samtale.txt").status == 404
    writes(page, "pris")
    assert "sønnen" not in reads(page)


@pytest.mark.parametrize("how", HOW)
def test_open_tabs_show_nothing_any_more(library: Library, keeps_pages: Browser, how: str) -> None:
    context = keeps_pages.new_context(locale="nb-NO")
    context.set_default_timeout(PATIENCE)
    chat = context.new_page()
    signs_in(library, chat, "Den første")
    writes(chat, SECRET_WORDS)
    chat.get_by_label("Skriv her").fill("halvt skrevet om sønnen")
    own, form = context.new_page(), context.new_page()
    own.goto(f"{library.at}/min-side")
    form.goto(f"{library.at}/velg/oslo/hvem?for=meg&tjeneste=practical_assistance")
    library.ends(how, context.new_page())
    if how != "sign-out":
        # What is told at once after a sign-out is found out by coming back to the tab.
        for page in (own, form):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    for page in (own, form):
        page.get_by_role("heading", name="Siden er lukket").wait_for()
        assert not OURS.search(reads(page))
    expect(chat.locator("#chat-log > li")).to_have_count(0)
    assert chat.get_by_label("Skriv her").input_value() == ""
    assert not OURS.search(reads(chat))
    context.close()


def test_who_signs_in_again_finds_her_own_chat_again(
    library: Library, keeps_pages: Browser
) -> None:
    context = keeps_pages.new_context(locale="nb-NO")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    signs_in(library, page, "Den første")
    writes(page, SECRET_WORDS)
    library.ends("half an hour without use", page)
    page.goto(f"{library.at}/chat/0301")
    expect(page.locator("#chat-state")).to_contain_text("Var den din, logger du inn igjen")
    assert "sønnen" not in reads(page)
    signs_in(library, page, "Den første")
    assert "sønnen" in reads(page)
    context.close()


def test_what_is_written_on_a_page_that_was_left_open_begins_a_chat_of_its_own(
    library: Library, without_javascript: Page
) -> None:
    page = without_javascript
    signs_in(library, page, "Den første")
    writes(page, SECRET_WORDS)
    library.ends("half an hour without use", page)
    writes(page, "pris")
    assert "sønnen" not in reads(page)
    assert page.locator("#chat-log > li.person").count() == 1


def test_who_used_a_code_and_is_done_leaves_nothing(
    library: Library, machine: BrowserContext
) -> None:
    code = library.application.register.issue_letter(library.solveig.id)
    page, other = machine.new_page(), machine.new_page()
    page.goto(f"{library.at}/chat/0301")
    writes(page, SECRET_WORDS)
    page.goto(f"{library.at}/velg/oslo/kode")
    page.get_by_label("Fødselsdato").fill("14.03.1941")
    page.get_by_label("Kode").first.fill(code)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("heading", name="Hvem skal hjelpe").wait_for()
    other.goto(f"{library.at}/velg/oslo?for=brev")
    assert "er åpen her" in reads(other)
    page.get_by_role("button", name="Jeg er ferdig på denne maskinen").click()
    page.get_by_text("Saken er lukket").wait_for()
    page.go_back()
    page.wait_for_timeout(300)
    assert not OURS.search(reads(page))
    for path in ("/velg/oslo?for=brev", "/chat/0301", "/chat/0301/samtale.txt"):
        assert not OURS.search(machine.request.get(library.at + path).text()), path


def test_a_code_that_was_used_while_signed_in_opens_nothing_after(
    library: Library, machine: BrowserContext
) -> None:
    """A daughter has signed in, and uses her mother's letter: the case goes with her."""
    code = library.application.register.issue_letter(library.solveig.id)
    page = machine.new_page()
    signs_in(library, page, "Den neste")
    page.goto(f"{library.at}/velg/oslo/kode")
    page.get_by_label("Fødselsdato").fill("14.03.1941")
    page.get_by_label("Kode").first.fill(code)
    page.get_by_role("button", name="Gå videre").click()
    page.goto(f"{library.at}/velg/oslo?for=brev")
    assert "er åpen her" in reads(page)
    library.ends("front channel", page)
    page.goto(f"{library.at}/velg/oslo?for=brev")
    assert not OURS.search(reads(page))


@pytest.mark.parametrize("button", ["Lukk saken", "Avslutt samtalen"])
def test_who_closes_the_case_in_the_chat_has_closed_it_at_once(
    library: Library, browser_page: Page, button: str
) -> None:
    page, register = browser_page, library.application.register
    page.goto(f"{library.at}/chat/0301")
    writes(page, SECRET_WORDS)
    conversation = library.uses_a_code()
    page.reload()
    assert register.given_proof(conversation) is not None
    if button == "Avslutt samtalen":
        page.get_by_text(button).first.click()
    page.get_by_role("button", name=button).click()
    page.get_by_text("borte fra denne skjermen").wait_for()
    assert register.given_proof(conversation) is None
    assert not OURS.search(reads(page))


@pytest.mark.parametrize("since", ["the proof holds", "it has been closed"])
def test_a_chat_in_which_a_letter_was_used_is_not_handed_to_the_next_who_signs_in(
    library: Library, browser_page: Page, since: str
) -> None:
    page = browser_page
    page.goto(f"{library.at}/chat/0301")
    writes(page, SECRET_WORDS)
    conversation = library.uses_a_code()
    if since == "it has been closed":
        library.application.register.withdraw_proof(conversation)
    signs_in(library, page, "Den neste")
    assert "sønnen" not in reads(page)
    expect(page.locator("#chat-state")).to_contain_text("Her er din egen")
    assert library.application.register.given_proof(conversation) is None


def test_who_signs_in_in_the_midst_of_a_chat_goes_on_in_it(
    library: Library, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{library.at}/chat/0301")
    writes(page, SECRET_WORDS)
    library.uses_a_code()
    page.get_by_role("link", name="Logg inn med ID-porten").first.click()
    page.get_by_role("button", name="Den første").click()
    page.wait_for_url(f"{library.at}/chat/0301")
    assert "sønnen" in reads(page)
