"""The pages stand in the app that is served, and take nobody else's address."""

import gc
import re
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from choice_register.verification.letters import VALID_FOR
from core.clock import Clock
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from service.application import Application
from service.commands.purge import DEFAULT_DAYS
from service.server import create_public
from tests.web.public.reading import words_of

ASKED_AT = ("/", "/velg", "/chat")
"""Where it is asked which municipality it is about."""


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("served") / "test.sqlite")
    application = Application.build(Settings(_env_file=None, database_url=f"sqlite:///{file}"))
    yield create_public(application)
    application.services.close()


@pytest.mark.parametrize("path", ["/", "/nn/", "/oslo", "/oslo/leverandorer", "/api/v1/law"])
def test_the_pages_and_the_api_answer(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/chat", "/min-side", "/logg-inn", "/casework/"])
def test_the_other_rooms_keep_their_addresses(app: Flask, path: str) -> None:
    """A municipality's page stands right under the root, where the other rooms stand as well."""
    endpoint, _ = app.url_map.bind("localhost").match(path)
    assert not endpoint.startswith("website."), endpoint


def test_every_way_that_leads_out_of_these_pages_leads_somewhere(app: Flask) -> None:
    client = app.test_client()
    for path in ("/oslo/slik-velger-du", "/nn/oslo/slik-velger-du"):
        page = client.get(path).text
        for part in page.split('href="')[1:]:
            link = part.split('"')[0].replace("&amp;", "&")
            if link.startswith("/") and not link.startswith("/static/"):
                assert client.get(link).status_code in (200, 302), link


def _listed(page: str) -> list[str]:
    """The names in the list of municipalities, in the order that they stand in."""
    lists = re.findall(r'<ul class="municipalities"[^>]*>(.*?)</ul>', page, re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]+)</a>", "".join(lists))


def test_wherever_a_municipality_is_asked_for_the_same_ones_stand_in_the_same_order(
    app: Flask, catalogue: Catalogue
) -> None:
    first, *others = (_listed(app.test_client().get(path).text) for path in ASKED_AT)
    assert sorted(first) == sorted(each.name for each in catalogue.municipalities())
    assert others == [first] * (len(ASKED_AT) - 1)
    can, cannot = catalogue.municipalities_by_choice(Clock().today())
    assert first == [each.name for each in (*can, *cannot)]
    assert {"Trondheim", "Moss"} <= {each.name for each in cannot}


@pytest.mark.parametrize(
    "path",
    ["/", "/oslo", "/velg", "/velg/oslo", "/chat", "/chat/0301", "/chat/0301?ramme=1", "/nowhere"],
)
def test_in_a_trial_every_page_says_once_that_it_is_one(app: Flask, path: str) -> None:
    assert app.test_client().get(path).text.count("Dette er en prøve") == 1


def test_how_long_things_are_kept_is_what_the_code_does(app: Flask) -> None:
    words = words_of(app.test_client().get("/personvern").text)
    assert f"Vi foreslår {DEFAULT_DAYS} dager." in words
    assert VALID_FOR.days == 42
    assert "Den gjelder i seks uker." in words


EVIL = "evil.example"


@pytest.mark.parametrize("path", ["/", "/nn/oslo", "/oslo/leverandorer", "/casework", "/api/v1"])
@pytest.mark.parametrize(
    "headers", [{"Host": EVIL}, {"X-Forwarded-Host": EVIL}, {"Host": EVIL, "Forwarded": EVIL}]
)
def test_what_the_asker_calls_us_stands_in_no_answer(
    app: Flask, path: str, headers: dict[str, str]
) -> None:
    answer = app.test_client().get(path, headers=headers)
    assert EVIL not in answer.text
    assert EVIL not in str(answer.headers)


def test_addresses_are_built_from_the_configured_one(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/oslo", headers={"Host": EVIL})
    assert "http://127.0.0.1:8080/oslo" in page.text, "the address on paper"
    away = client.get("/casework", headers={"Host": EVIL})
    assert away.status_code == 308
    assert away.location == "http://127.0.0.1:8080/casework/"


def test_an_app_that_is_put_away_is_let_go_of(sqlite_url: str) -> None:
    """Nothing common to all apps holds one of them: an application is many megabytes."""
    application = Application.build(Settings(_env_file=None, database_url=sqlite_url))
    app = create_public(application)
    assert app.test_client().get("/oslo").status_code == 200
    application.services.close()
    held = [
        weakref.ref(each)
        for each in (app, application, application.services, application.catalogue)
    ]
    del app, application
    gc.collect()
    assert [each() for each in held] == [None] * len(held)
