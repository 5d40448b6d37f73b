"""What a sign-in has proven ends with it, however it ends, and does not pass to the next one."""

from collections.abc import Callable

import pytest
from flask import Flask

from choice_register.mandates.types import Scope
from choice_register.models import Audit, Person
from choice_register.register import Register
from choice_register.types import NotProven, PersonView
from core.database import Database
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from service.chat_sign_in import ProofsOfSignIns, chat_sign_in
from tests.choice_register.harness import CHEAP, OSLO, SECRET, SECRETS, MovingClock, RegisterHarness
from tests.choice_register.mandates.mandating import give, lines, use
from tests.signed_in import HIGH, without_providers
from web.auth import install
from web.auth.extension import EXTENSION, AuthExtension
from web.auth.relying_parties import PartyName
from web.auth.sessions import Sessions

CHAT = "the chat in this browser"


class Browser:
    """One browser at a library: whoever sits there signs in, and writes in the chat."""

    def __init__(self, harness: RegisterHarness) -> None:
        self.harness = harness
        settings = without_providers(Settings(_env_file=None, secret_key=SECRET))
        self.app = Flask("library")
        self.app.config |= {"SECRET_KEY": SECRET, "WTF_CSRF_ENABLED": False}
        install(
            self.app,
            settings,
            harness.database,
            harness.clock,
            listener=ProofsOfSignIns(harness.clock),
        )
        way_in = chat_sign_in(harness.register, settings)

        @self.app.post("/writes")
        def writes() -> str:
            way_in.prove(CHAT, OSLO)
            return ""

        self.client = self.app.test_client()
        self.cookie = ""

    @property
    def sessions(self) -> Sessions:
        extension: AuthExtension = self.app.extensions[EXTENSION]
        return extension.sessions[PartyName.CITIZEN]

    def signs_in(self, person: PersonView) -> None:
        number = national_id(self.harness, person)
        data = {"national_id": number, "acr": HIGH, "id_token": "none"}
        self.cookie = self.sessions.begin(
            number, data, provider_session=f"sid-{person.id}", former=self.cookie or None
        )
        self.client.set_cookie("citizen", self.cookie)

    def writes(self) -> PersonView | None:
        """Something in the chat; who is proven there afterwards."""
        assert self.client.post("/writes").status_code == 200
        return self.harness.register.proven_person(CHAT)


def national_id(harness: RegisterHarness, person: PersonView) -> str:
    with harness.database.read() as session:
        return session.get_one(Person, person.id).national_id


@pytest.fixture
def harness(sqlite_url: str) -> RegisterHarness:
    database, clock, catalogue = Database(sqlite_url), MovingClock(), Catalogue.load()
    register = Register(database, catalogue, clock, hasher=CHEAP, secrets=SECRETS)
    return RegisterHarness(database, catalogue, clock, register)


@pytest.fixture
def browser(harness: RegisterHarness) -> Browser:
    return Browser(harness)


ENDS: dict[str, Callable[[Browser, PersonView], object]] = {
    "sign-out": lambda browser, _: browser.client.post("/logg-ut"),
    "front channel": lambda browser, who: browser.client.get(
        f"/logg-inn/utlogget?sid=sid-{who.id}"
    ),
    "by those who run it": lambda browser, who: browser.sessions.end_of_subject(
        national_id(browser.harness, who)
    ),
    "half an hour without use": lambda browser, _: browser.harness.clock.move(minutes=30),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_proof_ends_with_the_sign_in(
    harness: RegisterHarness, browser: Browser, how: str
) -> None:
    solveig = harness.person()
    browser.signs_in(solveig)
    assert browser.writes() == solveig
    ENDS[how](browser, solveig)
    assert harness.register.proven_person(CHAT) is None
    request = harness.request(solveig, practical_assistance="hasselvind")
    with pytest.raises(NotProven):
        harness.register.register_choice(
            type(request)(**{**vars(request), "channel": "web", "conversation": CHAT})
        )
    if how != "half an hour without use":
        [line] = lines(harness, "proof_withdrawn")
        assert (line.person_id, line.conversation) == (solveig.id, CHAT)


def test_it_lasts_as_long_as_the_sign_in_is_used_and_two_hours_in_all(
    harness: RegisterHarness, browser: Browser
) -> None:
    solveig = harness.person()
    browser.signs_in(solveig)
    for _ in range(5):
        assert browser.writes() == solveig
        harness.clock.move(minutes=20)
    assert browser.writes() == solveig
    harness.clock.move(minutes=19)
    assert browser.writes() == solveig
    harness.clock.move(minutes=1)
    assert harness.register.proven_person(CHAT) is None


def test_looking_at_the_proof_does_not_lengthen_it(
    harness: RegisterHarness, browser: Browser
) -> None:
    browser.signs_in(harness.person())
    browser.writes()
    harness.clock.move(minutes=29)
    assert harness.register.proven_person(CHAT) is not None
    harness.clock.move(minutes=1)
    assert harness.register.proven_person(CHAT) is None


@pytest.mark.parametrize("first", ["signed in", "with a code"])
def test_the_next_one_to_sign_in_is_not_taken_for_the_first(
    harness: RegisterHarness, browser: Browser, first: str
) -> None:
    solveig, arvid = harness.person(), harness.person()
    if first == "signed in":
        browser.signs_in(solveig)
        assert browser.writes() == solveig
    else:
        harness.prove(solveig, CHAT)
    harness.clock.move(minutes=5)
    browser.signs_in(arvid)
    assert browser.writes() == arvid


def test_who_has_no_case_here_does_not_go_on_in_another_s(
    harness: RegisterHarness, browser: Browser
) -> None:
    solveig, elsewhere = harness.person(), harness.person("3201")
    harness.prove(solveig, CHAT)
    harness.clock.move(minutes=5)
    browser.signs_in(elsewhere)
    assert browser.writes() is None


def test_a_code_that_is_used_after_the_sign_in_goes_on(
    harness: RegisterHarness, browser: Browser
) -> None:
    """A relative who has signed in, and uses the code of the mandate in the chat."""
    solveig, daughter = harness.person(), harness.person("3201")
    given = give(harness, solveig, scope=Scope.SEE)
    browser.signs_in(daughter)
    assert browser.writes() is None
    harness.clock.move(minutes=1)
    use(harness, given, CHAT)
    proven = browser.writes()
    assert proven is not None
    assert (proven.id, proven.mandate is not None) == (solveig.id, True)


def test_one_s_own_code_and_then_the_sign_in_is_the_same_person(
    harness: RegisterHarness, browser: Browser
) -> None:
    solveig = harness.person()
    harness.prove(solveig, CHAT)
    harness.clock.move(minutes=5)
    browser.signs_in(solveig)
    assert browser.writes() == solveig
    browser.client.post("/logg-ut")
    assert harness.register.proven_person(CHAT) is None


def test_a_caseworker_s_sign_out_ends_no_citizen_s_proof(
    harness: RegisterHarness, browser: Browser
) -> None:
    solveig = harness.person()
    browser.signs_in(solveig)
    browser.writes()
    browser.client.post("/ansatt/logg-ut")
    assert harness.register.proven_person(CHAT) == solveig
    with harness.database.read() as session:
        assert session.query(Audit).filter_by(what="proof_withdrawn").count() == 0
