"""Somebody at a browser: opens the chat, writes, presses; fills in the forms as they stand."""

from flask import Flask
from werkzeug.test import TestResponse

from tests.channels.webchat.reading import Element, read

OSLO, KRISTIANSAND = "0301", "4204"
COOKIE = f"chat-{OSLO}"


class Visitor:
    """One browser with its cookies.

    Args:
        app: ours.
        municipality: whose chat it is.
        framed: whether the chat stands in a frame on somebody else's page.
        address: the browser's own.
        at: where the app is, as browsers name it.
    """

    def __init__(
        self,
        app: Flask,
        municipality: str = OSLO,
        *,
        framed: bool = False,
        address: str = "198.51.100.7",
        at: str = "http://localhost",
    ) -> None:
        self.client = app.test_client()
        self.path = f"/chat/{municipality}"
        self.query = {"ramme": "1"} if framed else {}
        self.address = address
        self.at = at
        self.page = read("")
        self.status = 0

    def moves_to(self, app: Flask) -> None:
        """The same browser, where the app has been started again."""
        cookies = self.client._cookies
        self.client = app.test_client()
        self.client._cookies = cookies

    def opens(self, **query: str) -> Element:
        return self.shows(self.gets(self.path, **(self.query | query)))

    def asks_for_news(self) -> int:
        """What the page's script asks for; the status."""
        seen = self.part("chat-state").attributes["data-version"]
        answer = self.gets(self.path + "/nytt", **(self.query | {"sett": seen}))
        if answer.status_code == 200:
            self.shows(answer)
        return answer.status_code

    def writes(self, text: str) -> Element:
        """Write in the box and send."""
        return self.sends(self.filled("chat-write", tekst=text))

    def presses(self, label: str) -> Element:
        """Press an answer: under the last message, or on a provider's card."""
        [value] = {
            b.attributes["value"] for b in self.page.all("button", name="svar") if b.text == label
        }
        return self.sends(self.filled("chat-quick", svar=value))

    def wants_a_person(self) -> Element:
        form = self.page.all("form", id="chat-person")[0]
        return self.sends(fields(form))

    def ends(self) -> Element:
        form = next(f for f in self.page.all("form") if f.attributes["action"].endswith("/avslutt"))
        return self.shows(self.posts(fields(form), "/avslutt"))

    def filled(self, form_class: str, **more: str) -> dict[str, str]:
        """A form of the page as it would be sent."""
        return fields(self.page.all("form", class_=form_class)[0]) | more

    def sends(self, form: dict[str, str]) -> Element:
        return self.shows(self.posts(form))

    def posts(self, form: dict[str, str], to: str = "") -> TestResponse:
        """Only post; the redirect is not followed."""
        return self.client.post(
            self.path + to,
            data=form,
            query_string=self.query,
            environ_base={"REMOTE_ADDR": self.address},
            base_url=self.at,
        )

    def gets(self, path: str, **query: str) -> TestResponse:
        return self.client.get(path, query_string=query or None, base_url=self.at)

    def shows(self, answer: TestResponse) -> Element:
        """The page that an answer leads to."""
        if answer.status_code == 303:
            answer = self.gets(answer.location)
        self.status = answer.status_code
        self.page = read(answer.text)
        return self.page

    def part(self, id_: str) -> Element:
        return self.page.all(id=id_)[0]

    @property
    def said(self) -> list[tuple[str, str]]:
        """Who said what, oldest first."""
        told = []
        for entry in self.part("chat-log").all("li", class_="said"):
            who = entry.attributes["class"].split()[1]
            words = [each.text for each in entry.all("p") if not each.has("class", "who")]
            told.append((who, " ".join(words)))
        return told

    @property
    def answer(self) -> str:
        """What was said last."""
        return self.said[-1][1] if self.said else ""

    @property
    def can_press(self) -> list[str]:
        return [each.text for each in self.page.all("button", name="svar")]

    @property
    def told(self) -> str:
        """What stands under the conversation: that an answer comes, who has taken over."""
        return self.part("chat-state").text

    @property
    def refused(self) -> str:
        return " ".join(each.text for each in self.page.all(id="chat-refused"))

    def transcript(self) -> str:
        return self.gets(self.path + "/samtale.txt", **self.query).text


def fields(form: Element) -> dict[str, str]:
    """The hidden fields of a form."""
    return {
        each.attributes["name"]: each.attributes["value"]
        for each in form.all("input", type="hidden")
    }


def with_cookie(app: Flask, value: str) -> Visitor:
    """Another browser with a cookie of its maker's choice."""
    other = Visitor(app)
    other.client.set_cookie(COOKIE, value)
    return other
