"""One call, request by request as Twilio posts them, with the real time in the test's hand."""

import html
import re
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from conversations.turns import circumstances
from core.channel import Channel
from tests.dialogue.harness import PEOPLE, PUBLIC, DialogueHarness

_ACTION = re.compile(r'action="([^"]+)"')
AT_ONCE = circumstances.AT_ONCE[Channel.PHONE]
"""As it is in a real call; tests whose callers take no time do without it."""
_REDIRECT = re.compile(r"<Redirect>([^<]+)</Redirect>")


class Call:
    """A call of one of the demo people; what was said last is kept in `said`.

    Args:
        home: whom is called.
        monkeypatch: puts the hand on the clock by which a repeated answer is told.
        name: who calls.
    """

    def __init__(
        self, harness: DialogueHarness, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        self._home, self._now = harness, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
        for module in ("channels.phone.inbound", "conversations.turns.inbox"):
            monkeypatch.setattr(f"{module}.real_now", lambda: self._now)
        monkeypatch.setitem(circumstances.AT_ONCE, Channel.PHONE, AT_ONCE)
        self.person = PEOPLE[name]
        self._form = {
            "CallSid": "CA" + secrets.token_hex(16),
            "AccountSid": harness.settings.twilio_account_sid,
            "From": self.person.phone,
            "To": harness.number_of(self.person),
            "CallStatus": "in-progress",
        }
        self._url, self.said = f"{PUBLIC}/twilio/voice", ""
        self._post({})

    def says(self, words: str, confidence: str | None = "0.9", *, after: float = 10) -> str:
        """Say something, so many seconds after the last answer; what is said to it."""
        told = {} if confidence is None else {"Confidence": confidence}
        return self._answers({"SpeechResult": words, **told}, after)

    def keys(self, digits: str, *, after: float = 10) -> str:
        """Press keys, so many seconds after the last answer; what is said to it."""
        return self._answers({"Digits": digits}, after)

    def until_the_read_back(self, wish: str = "jeg vil velge hasselvind") -> str:
        """Wish, and prove who calls."""
        self.says(wish)
        self.keys(self.person.code)
        return self.keys(f"{self.person.birth_date:%d%m%Y}")

    def _answers(self, heard: dict[str, str], after: float) -> str:
        self._now += timedelta(seconds=after)
        return self._post(heard)

    def _post(self, heard: dict[str, str]) -> str:
        answer = self._home.post.post(self._url, self._form | heard)
        assert answer.status_code == 200, answer.text
        if "<Gather" not in answer.text and (held := _REDIRECT.search(answer.text)):
            self._url = html.unescape(held[1])  # On a busy machine the caller is asked to hold on.
            return self._post({})
        action = _ACTION.search(answer.text)
        self._url = html.unescape(action[1]) if action else ""
        self.said = html.unescape(re.sub(r"<[^>]+>", " ", answer.text))
        return self.said
