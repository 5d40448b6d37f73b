"""The pages stand in the app that is served, and take nobody else's address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from brukervalg.house import House
from brukervalg.purge import DEFAULT_DAYS
from brukervalg.serve import create_public
from choice_register.letters import VALID_FOR
from foundation.settings import Settings
from migrations import upgrade
from tests.website.reading import words_of


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    database = f"sqlite:///{Path(tmp_path_factory.mktemp('served')) / 'test.sqlite'}"
    upgrade(database)
    house = House.build(Settings(_env_file=None, database_url=database))
    yield create_public(house)
    house.services.close()


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


def test_how_long_things_are_kept_is_what_the_code_does(app: Flask) -> None:
    words = words_of(app.test_client().get("/personvern").text)
    assert f"Vi foreslår {DEFAULT_DAYS} dager." in words
    assert VALID_FOR.days == 42
    assert "Den gjelder i seks uker." in words
