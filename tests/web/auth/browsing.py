"""A visitor with a browser: our app in process, the providers over HTTP."""

from urllib.parse import parse_qs, urlsplit

import httpx
from flask import Flask
from werkzeug.test import TestResponse

from core.loopback import IN_THE_CLEAR

OURS = "http://127.0.0.1:8080"
HOST = "127.0.0.1"


class Visitor:
    """One browser with its cookies.

    Args:
        app: ours.
    """

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=OURS)

    def post(self, path: str, **form: str) -> TestResponse:
        return self.client.post(path, base_url=OURS, data=form)

    def begin(self, start: str) -> str:
        """Follow our redirect: the address at the provider."""
        response = self.get(start)
        assert response.status_code == 302, response.text
        return response.location

    def choose(self, at: str, **form: str) -> str:
        """Pick somebody on the provider's page: our address that the browser is sent back to."""
        with httpx.Client(trust_env=False, verify=IN_THE_CLEAR) as provider:
            assert provider.get(at).status_code == 200
            response = provider.post(at, data=form)
        assert response.status_code == 302, response.text
        return response.headers["location"]

    def at_provider(self, at: str) -> str:
        """Go to an address of the provider: where it sends the browser on to."""
        with httpx.Client(trust_env=False, verify=IN_THE_CLEAR) as provider:
            response = provider.get(at)
        assert response.status_code == 302, response.text
        return response.headers["location"]

    def come_back(self, to: str) -> TestResponse:
        return self.get(to.removeprefix(OURS))

    def sign_in(self, start: str, **form: str) -> TestResponse:
        return self.come_back(self.choose(self.begin(start), **form))

    def cookie(self, name: str) -> str | None:
        found = self.client.get_cookie(name, domain=HOST)
        return found.value if found else None

    def set_cookie(self, name: str, value: str) -> None:
        self.client.set_cookie(name, value, domain=HOST)


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
