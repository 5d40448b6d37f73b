"""What can be done in a conversation: each form of its page, and where one goes afterwards."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.conversation.case import is_proven
from casework.refusals import in_words
from casework.room import Room
from casework.tokens import given_key
from casework.who import at_desk
from channels.desk.caseworker import Caseworker, DeskRefused, NotHere
from channels.desk.models import Outcome
from channels.missed import flag
from foundation.clock import OSLO
from foundation.working_days import working_day

MORNING = time(8)


class NotUnderstood(ValueError):
    """A form that no page of ours sends."""


def form_key() -> str:
    """The key that the form was made with: sent twice, it is done once.

    Raises:
        NotUnderstood: there is none.
    """
    key = given_key()
    if key is None:
        raise NotUnderstood("key")
    return key


def until(choice: str, now: datetime) -> datetime:
    """When a conversation that is put off comes back.

    Raises:
        NotUnderstood: the form has no such choice.
    """
    today = now.astimezone(OSLO).date()
    match choice:
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            return datetime.combine(working_day(today, 1), MORNING, OSLO)
        case "week":
            return datetime.combine(working_day(today + timedelta(days=6), 1), MORNING, OSLO)
        case "now":
            return now
    raise NotUnderstood("until")


class Acts:
    """Does what a form of the page asks for.

    Args:
        room: with the desk.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._desk = room.desk
        self.by_name: dict[str, Callable[[Caseworker, str], str]] = {
            "claim": self._claim,
            "take-over": self._take_over,
            "reply": self._reply,
            "call": self._call,
            "note": self._note,
            "forward": self._forward,
            "snooze": self._snooze,
            "resolve": self._resolve,
            "hand-back": self._hand_back,
            "reopen": self._reopen,
            "misread": self._misread,
        }

    def do(self, name: str, conversation: str) -> ResponseReturnValue:
        """Do one, and lead on: to the conversation, or to one's own list where it is let go.

        Raises:
            DeskRefused: of a reply, whose words must not be lost.
            NotHere: no such conversation in this municipality.
            NotUnderstood: a form that is none of ours.
        """
        if name not in self.by_name:
            raise NotUnderstood(name)
        try:
            said = self.by_name[name](at_desk(), conversation)
        except DeskRefused as refused:
            if name in ("reply", "call"):
                raise
            flash(in_words(refused), "warning")
        else:
            if said:
                flash(said, "success")
        if name in ("forward", "snooze", "resolve", "hand-back"):
            return redirect(url_for("casework.mine.index"), 303)
        return redirect(url_for(".show", conversation=conversation, _anchor="write"), 303)

    def _claim(self, me: Caseworker, conversation: str) -> str:
        self._desk.claim(me, conversation)
        return "Du har samtalen."

    def _take_over(self, me: Caseworker, conversation: str) -> str:
        holder = request.form.get("from") or None
        self._desk.take_over(me, conversation, form_key(), from_=holder)
        return "Du svarer nå."

    def _reply(self, me: Caseworker, conversation: str) -> str:
        proven = is_proven(self._room, conversation)
        text = request.form.get("text", "")
        self._desk.reply(me, conversation, text, form_key(), proven=proven)
        return "Svaret er på vei."

    def _call(self, me: Caseworker, conversation: str) -> str:
        self._desk.plan_call(me, conversation, request.form.get("text", ""), form_key())
        return "Samtalen står på ringelisten."

    def _note(self, me: Caseworker, conversation: str) -> str:
        self._desk.note(me, conversation, request.form.get("note", ""), form_key())
        return ""

    def _forward(self, me: Caseworker, conversation: str) -> str:
        to, note = request.form.get("to") or None, request.form.get("note", "")
        self._desk.forward(me, conversation, to, note, form_key())
        return "Samtalen er gitt videre." if to else "Samtalen ligger i køen igjen."

    def _snooze(self, me: Caseworker, conversation: str) -> str:
        again = until(request.form.get("until", ""), self._room.clock.now())
        self._desk.snooze(me, conversation, again, form_key())
        return ""

    def _resolve(self, me: Caseworker, conversation: str) -> str:
        outcome = request.form.get("outcome", "")
        if outcome not in set(Outcome):
            raise NotUnderstood("outcome")
        note = request.form.get("note", "")
        self._desk.resolve(me, conversation, Outcome(outcome), note, form_key())
        return "Samtalen er løst."

    def _hand_back(self, me: Caseworker, conversation: str) -> str:
        self._desk.hand_back(me, conversation, request.form.get("note", ""), form_key())
        return "Assistenten svarer igjen."

    def _reopen(self, me: Caseworker, conversation: str) -> str:
        self._desk.reopen(me, conversation, form_key())
        return "Du har samtalen igjen."

    def _misread(self, me: Caseworker, conversation: str) -> str:
        message = request.form.get("message", "")
        if not message.isdecimal():
            raise NotUnderstood("message")
        with self._room.database.write() as session:
            if not flag(session, me.municipality, conversation, int(message)):
                raise NotHere(conversation)
        return "Meldingen står nå under Ikke forstått."
