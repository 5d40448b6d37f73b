"""What can be done in a conversation: each form of its page, and where one goes afterwards."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from casework.caseworker import Caseworker, CaseworkRefused, NotHere, Why
from casework.models import Outcome
from conversations.unrecognised import flag
from core.clock import OSLO
from core.working_days import working_day
from web.console.conversation.case import is_proven
from web.console.dependencies import Dependencies
from web.console.refusals import in_words
from web.console.request.current_user import acting_caseworker
from web.console.request.row_ids import row_id
from web.console.request.tokens import given_key
from web.console.words import briefly

MORNING = time(8)
LONGEST_NOTE = 4000
"""Letters of a note: what a colleague reads, and not a file."""


def _note() -> str:
    note = request.form.get("note", "")
    if len(note) > LONGEST_NOTE:
        raise NotUnderstood("note")
    return note


GROUP = "group:"
"""How the value of a group begins among those whom a conversation can be given to."""
APPROVERS = "Godkjennere"


def groups_of(deps: Dependencies) -> list[str]:
    """The groups and roles here to whom a conversation can be given.

    A role only where somebody who has it, and can open the conversation, has been at work lately.
    """
    municipality = acting_caseworker().municipality
    roles = (
        [APPROVERS] if any(e.approves for e in deps.casework.colleagues.of(municipality)) else []
    )
    return [*deps.catalogue.municipality(municipality).groups, *roles]


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
        deps: with casework.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._casework = deps.casework
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
            CaseworkRefused: of a reply, whose words must not be lost.
            NotHere: no such conversation in this municipality.
            NotUnderstood: a form that is none of ours.
        """
        if name not in self.by_name:
            raise NotUnderstood(name)
        try:
            said = self.by_name[name](acting_caseworker(), conversation)
        except CaseworkRefused as refused:
            if name in ("reply", "call"):
                raise
            flash(in_words(refused), "warning")
        else:
            if said:
                flash(said, "success")
            if name == "resolve" or (name == "reply" and request.form.get("then") == "resolve"):
                return redirect(self._next(), 303)
            if name in ("forward", "snooze", "hand-back"):
                return redirect(url_for("casework.mine.index"), 303)
        return redirect(url_for(".show", conversation=conversation, _anchor="text"), 303)

    def _next(self) -> str:
        """Where one goes when something is done: to the next that waits, to be looked at first."""
        me = acting_caseworker()
        mine = [each for each in self._casework.queue.mine(me.municipality, me.id) if each.new]
        for each in (*mine, *self._casework.queue.open(me.municipality, 1)):
            return url_for(".show", conversation=each.conversation_id)
        return url_for("casework.queue.index")

    def _claim(self, me: Caseworker, conversation: str) -> str:
        self._casework.claim(me, conversation)
        return "Du har samtalen."

    def _take_over(self, me: Caseworker, conversation: str) -> str:
        holder = request.form.get("from") or None
        self._casework.take_over(me, conversation, form_key(), from_=holder)
        return "Du svarer nå."

    def _reply(self, me: Caseworker, conversation: str) -> str:
        proven = is_proven(self._deps, conversation)
        text = request.form.get("text", "")
        key = form_key()
        self._casework.reply(me, conversation, text, key, proven=proven)
        if request.form.get("then") != "resolve":
            return "Svaret er på vei."
        self._casework.resolve(me, conversation, Outcome.ANSWERED, "", key)
        return "Svaret er på vei, og samtalen er løst."

    def _call(self, me: Caseworker, conversation: str) -> str:
        self._casework.plan_call(me, conversation, request.form.get("text", ""), form_key())
        return "Samtalen står på ringelisten."

    def _note(self, me: Caseworker, conversation: str) -> str:
        self._casework.note(me, conversation, _note(), form_key())
        return ""

    def _forward(self, me: Caseworker, conversation: str) -> str:
        to, note = request.form.get("to") or None, _note()
        group = None
        if to and to.startswith(GROUP):
            group, to = to.removeprefix(GROUP), None
            if group not in groups_of(self._deps):
                raise CaseworkRefused(Why.NOBODY)
        self._casework.forward(me, conversation, to, note, form_key(), group=group)
        if group:
            return f"Samtalen ligger i køen, merket {group}."
        return "Samtalen er gitt videre." if to else "Samtalen ligger i køen igjen."

    def _snooze(self, me: Caseworker, conversation: str) -> str:
        again = until(request.form.get("until", ""), self._deps.clock.now())
        self._casework.snooze(me, conversation, again, form_key())
        now = self._deps.clock.now()
        return f"Samtalen hviler til {briefly(again, now)}." if again > now else ""

    def _resolve(self, me: Caseworker, conversation: str) -> str:
        outcome = request.form.get("outcome", "")
        if outcome not in set(Outcome):
            raise NotUnderstood("outcome")
        note = _note()
        self._casework.resolve(me, conversation, Outcome(outcome), note, form_key())
        return "Samtalen er løst."

    def _hand_back(self, me: Caseworker, conversation: str) -> str:
        self._casework.hand_back(me, conversation, _note(), form_key())
        return "Assistenten svarer igjen."

    def _reopen(self, me: Caseworker, conversation: str) -> str:
        self._casework.reopen(me, conversation, form_key())
        return "Du har samtalen igjen."

    def _misread(self, me: Caseworker, conversation: str) -> str:
        message = row_id(request.form.get("message", ""))
        if message is None:
            raise NotUnderstood("message")
        with self._deps.database.write() as session:
            if not flag(session, me.municipality, conversation, message):
                raise NotHere(conversation)
        return "Meldingen står nå under Ikke forstått."
