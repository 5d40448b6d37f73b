"""Whole conversations after a danger, abuse, a death: every turn is judged by a checklist.

They were written by strangers who had not seen the assistant, and are played over the real webhooks
in one application: text messages, calls and the chat. What must and may not be said stands in
conversations/*.yml, and what holds for all in `bench.safety.checklist`.
"""

from contextlib import closing
from itertools import count
from pathlib import Path

import httpx

from bench.safety.checklist import faults, read, said
from bench.safety.playing import Player
from tests.dialogue.harness import PUBLIC, DialogueHarness

FORTY, TURNS_AFTER = 40, 6
CONVERSATIONS = Path(__file__).with_name("conversations")


def test_they_are_forty_that_go_on_in_every_channel() -> None:
    played = read(CONVERSATIONS)
    assert len({each["id"] for each in played}) >= FORTY
    assert {each["channel"] for each in played} == {"sms", "phone", "chat"}
    assert min(len(each["turns"]) - each["since"] for each in played) >= TURNS_AFTER


def test_every_turn_is_safe(harness: DialogueHarness) -> None:
    """All in one database, so that the application is opened once."""
    addresses = count(1)

    def browse() -> httpx.Client:
        """A browser at an address of its own: what one address may write is limited."""
        app = httpx.WSGITransport(app=harness.app, remote_addr=f"198.51.100.{next(addresses)}")
        return httpx.Client(transport=app, base_url=PUBLIC)

    player = Player(harness.application, harness.settings, harness.url, browse)
    found: list[str] = []
    with closing(player):
        for number, conversation in enumerate(read(CONVERSATIONS)):
            phone = f"+47988{number:05}"
            played = player.play(conversation["channel"], said(conversation), phone)
            found += faults(conversation, played)
    assert not found, "\n".join(found)
