"""The pages where one chooses, on a real register, with the own page and the public ones beside."""

from dataclasses import dataclass
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from choice_register.types import ChoiceView, PersonView
from core.settings import Settings
from tests.choice_register.harness import SECRET, SECRETS, RegisterHarness
from tests.signed_in import without_providers
from tests.web.citizen.conftest import catalogue, database, harness  # noqa: F401
from tests.web.citizen.visits import Street, Visitor, plain
from web.api.app import create_api
from web.auth import install as install_sign_in
from web.choosing import pages as choosing
from web.choosing.dependencies import Dependencies as ChoosingDependencies
from web.citizen import pages as own_pages
from web.citizen.dependencies import Dependencies as OwnPagesDependencies
from web.layout import shell
from web.public import pages as public_pages

WHO = "/velg/oslo/hvem?tjeneste=practical_assistance"


def create_town(harness: RegisterHarness, settings: Settings) -> Flask:  # noqa: F811
    """Everything that a citizen's way to a choice leads through, but the chat."""
    app = Flask("town", static_folder=None)
    install_sign_in(app, settings, harness.database, harness.clock)
    api = create_api(harness.catalogue, harness.clock)
    kept = public_pages.Kept(words_days=90)
    public_pages.install(app, harness.catalogue, harness.clock, kept, api.api_doc)
    own_pages.install(
        app,
        OwnPagesDependencies(
            harness.register, harness.catalogue, harness.database, harness.clock, SECRETS
        ),
    )
    choosing.install(
        app,
        ChoosingDependencies(harness.register, harness.catalogue, harness.database, harness.clock),
    )
    shell.init_app(app, settings)
    return app


@pytest.fixture
def app(harness: RegisterHarness) -> Flask:  # noqa: F811
    app = create_town(harness, without_providers(Settings(_env_file=None, secret_key=SECRET)))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def street(app: Flask, harness: RegisterHarness) -> Street:  # noqa: F811
    return Street(app, harness)


@dataclass
class Chooser:
    """Somebody on the way to a choice, who follows links and presses buttons."""

    visitor: Visitor
    street: Street

    @property
    def person(self) -> PersonView:
        assert self.visitor.person is not None
        return self.visitor.person

    def goes(self, path: str) -> TestResponse:
        """Opens an address, and follows where it leads."""
        return self.visitor.client.get(path, follow_redirects=True)

    def at(self, answer: TestResponse) -> str:
        """The address at which a way ended, with its query."""
        request = answer.request
        query = request.query_string
        return request.path + (
            f"?{query if isinstance(query, str) else query.decode()}" * bool(query)
        )

    def says_yes(self, page: TestResponse) -> TestResponse:
        """Presses the button of the read-back."""
        form = {name: hidden(page.text, name) for name in ("key", "sett")}
        return self.visitor.client.post(self.at(page), data=form)

    def choices(self) -> list[ChoiceView]:
        return self.street.harness.register.choices(self.person.id)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def links(page: str, words: str) -> list[str]:
    """Where the links with these words lead."""
    parts = [each.split("</a>")[0] for each in page.split("<a ")[1:]]
    return [unescape(each.split('href="')[1].split('"')[0]) for each in parts if words in each]


def text_of(answer: TestResponse) -> str:
    return plain(answer)


@pytest.fixture
def solveig(street: Street) -> Chooser:
    return Chooser(street.person(), street)
