"""Everything that is stored about a person, for the person: GDPR article 15."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from casework.data_export import held_about
from choice_register.audit import Actor
from choice_register.register import Register
from conversations.models import Conversation
from conversations.tasks import transcript
from core.channel import Channel
from core.database import Database
from core.secret_keys import SecretKeys
from web.auth import Citizen
from web.auth.sessions import sessions_of
from web.citizen.access import Case


@dataclass(frozen=True)
class Talk:
    """A conversation, with what was said in it.

    Attributes:
        lines: `who` is person, assistant, system or caseworker.
        by_anybody: a chat that the letter's code opened: whoever holds the letter may have written,
            a daughter for her father, also before the code was given.
    """

    channel: str
    opened_at: datetime
    lines: list[dict[str, Any]]
    by_anybody: bool = False


@dataclass(frozen=True)
class Held:
    """What is stored.

    Attributes:
        register: by table, as data.
        channels: by table, as data; nothing of conversations that others have part in.
        signed_in: the sessions that are not over.
        talks: the conversations, the newest first.
        shared: how many conversations are left out, because somebody else was proven there too.
    """

    register: dict[str, Any]
    channels: dict[str, Any]
    signed_in: list[dict[str, Any]]
    talks: list[Talk]
    shared: int

    def as_data(self, at: datetime) -> dict[str, Any]:
        """The same, for a file that a machine reads."""
        return {
            "taken_out_at": at.isoformat(),
            "register": self.register,
            "channels": self.channels,
            "signed_in": self.signed_in,
            "conversations_left_out": self.shared,
        }


def gather(
    register: Register, database: Database, secrets: SecretKeys, citizen: Citizen, case: Case
) -> Held:
    """Everything about the one who has signed in. That it was looked at is audited, and is in it.

    What was said where another has been proven, too, is another's as much, so it is left out; a
    caseworker can go through it with the person.

    Raises:
        LookupError: nobody has this national id any more.
    """
    actor = Actor("person", Channel.WEB, "id-porten", case.conversation)
    disclosed = register.disclose(citizen.national_id, actor)
    if disclosed is None:
        raise LookupError("nobody has this national id")
    channels = held_about(
        database,
        disclosed.person_id,
        disclosed.conversations,
        disclosed.phone,
        without=disclosed.shared,
    )
    return Held(
        register=disclosed.data,
        channels=channels,
        signed_in=sessions_of(database, secrets, citizen.national_id),
        talks=_talks(
            database,
            channels["conversations"],
            {each["conversation"] for each in disclosed.data["proofs"] if each["sign_in"]},
        ),
        shared=_how_many(database, disclosed.shared),
    )


def _talks(
    database: Database, conversations: list[dict[str, Any]], signed_in: set[str]
) -> list[Talk]:
    with database.read() as session:
        talks = [
            Talk(
                channel=each["channel"],
                by_anybody=each["channel"] == Channel.WEB and each["id"] not in signed_in,
                opened_at=datetime.fromisoformat(each["opened_at"]),
                lines=[
                    line | {"at": datetime.fromisoformat(line["at"])}
                    for line in transcript(session, each["id"])
                ],
            )
            for each in conversations
        ]
    return sorted((each for each in talks if each.lines), key=lambda t: t.opened_at, reverse=True)


def _how_many(database: Database, conversations: Sequence[str]) -> int:
    """How many of these something was said in; the register's also name sessions of this page."""
    known = select(func.count()).where(Conversation.id.in_(conversations))
    with database.read() as session:
        return session.scalar(known) or 0
