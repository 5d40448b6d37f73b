"""What editors and approvers do on the pages of the content, and what comes back."""

import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from provider_catalog.revisions.models import Revision
from provider_catalog.revisions.revisions import Revisions
from tests.web.console.harness import KARI, OLA, ConsoleHarness
from web.auth import Role

ROOT = "/casework/editing"
PICK = f"{ROOT}/texts/choice.pick"
NEW = {"nb-any": "Hvem skal det bli?", "nn-any": "Kven skal det bli?"}


def editor(harness: ConsoleHarness, who: Any = KARI) -> FlaskClient:
    return harness.client(Role.EDITOR, who=who)


def approver(harness: ConsoleHarness, who: Any = OLA) -> FlaskClient:
    return harness.client(Role.APPROVER, who=who)


def editions(harness: ConsoleHarness) -> Revisions:
    return Revisions(harness.application.services.database, harness.application.services.clock)


def seen_in(page: TestResponse) -> str:
    [seen] = re.findall(r'name="seen" value="([^"]*)"', page.text)
    return str(seen)


class _Forms(HTMLParser):
    """The fields of each form of a page, as a browser would send them."""

    def __init__(self, *, presses: bool = False) -> None:
        super().__init__()
        self.presses = presses
        """Whether what a button sends is among the fields."""
        self.forms: list[dict[str, list[str]]] = []
        self.posted_to: list[str] = []
        """The address of each form; empty for one that is not posted, or posted to its page."""
        self._select = self._area = ""
        self._first: str | None = None

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "form":
            self.forms.append({})
            self.posted_to.append((has.get("action") or "") if has.get("method") == "post" else "")
        elif not self.forms:
            return
        elif tag == "input" and name:
            if has.get("type") not in ("radio", "checkbox") or "checked" in has:
                self._add(name, value)
        elif tag == "button" and name and self.presses:
            self._add(name, value)
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            self._first = value if self._first is None else self._first
            if "selected" in has:
                self._add(self._select, value)
        elif tag == "textarea":
            self._area = name
            self._add(name, "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            if self._select not in self.forms[-1] and self._first is not None:
                self._add(self._select, self._first)
            self._select = ""


def typed_in(page: TestResponse) -> dict[str, list[str]]:
    """Every field of the page's form as the browser would send it back."""
    reader = _Forms()
    reader.feed(page.text)
    return next(form for form in reader.forms if "why" in form)


def posted_forms(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Each form of a page that posts somewhere: where to, and its fields."""
    reader = _Forms(presses=True)
    reader.feed(page)
    both = zip(reader.posted_to, reader.forms, strict=True)
    return [(address, fields) for address, fields in both if address]


def propose(client: FlaskClient, address: str, **changed: Any) -> TestResponse:
    """Open a form, change some fields, and send it."""
    fields = typed_in(client.get(address))
    for name, value in changed.items():
        fields[name] = value if isinstance(value, list) else [value]
    return client.post(address, data=fields | {"why": changed.get("why", "Klarere.")})


def the_proposal(harness: ConsoleHarness, municipality: str = "0301") -> Revision:
    [found] = editions(harness).waiting(municipality)
    return found


def approve(harness: ConsoleHarness, edition: Revision, who: Any = OLA) -> TestResponse:
    current = editions(harness).in_force(edition.municipality, edition.piece)
    address = f"{ROOT}/proposals/{edition.id}/approve"
    seen = str(current.id) if current else ""
    return approver(harness, who).post(address, data={"in_force": seen})
