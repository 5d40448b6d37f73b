"""What the caller hears next: made of the assistant's reply, of silence or of trouble, and kept."""

from dataclasses import replace
from urllib.parse import urlencode

from channels.phone.line import Line, Place
from channels.phone.outgoing.emergency_lines import (
    CRISIS,
    SILENT_LONG,
    lines_for,
    offers,
    silence,
)
from channels.phone.outgoing.outbound import we_call
from channels.phone.outgoing.whisper import summary
from channels.phone.questions import Question
from channels.phone.renderer import PhoneRenderer
from channels.phone.steps import Steps
from channels.phone.twiml import Documents, Style
from channels.phone.voice import Pace
from conversations.models import Conversation, Reply, Task
from conversations.renderer import Act, Say
from conversations.tasks import NewTask
from core.clock import Clock
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from provider_catalog.office_hours import Window, as_value
from provider_catalog.provider import Municipality

CALLED_BACK = ("callback", "new_letter", "wrong_person")
"""Reasons of tasks for which nobody is put through: the caller did not ask for it."""
LAST_SILENCE = 4
"""The silence in a row after which a person calls instead."""


class Answers:
    """Makes the next document of a call.

    Args:
        settings: our public address, the voice, and a number to put calls through to.
        steps: where documents are kept.
        renderer: makes the sentences.
        catalogue: knows a municipality's own number and its hours.
        clock: the time of the domain.
    """

    def __init__(
        self,
        settings: Settings,
        steps: Steps,
        renderer: PhoneRenderer,
        catalogue: Catalogue,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._steps = steps
        self._catalogue = catalogue
        self._documents = Documents(settings, renderer)

    def speak(self, place: Place, reply: Reply, before: Question) -> str:
        """What the assistant answered; `before` is what the caller was asked."""
        does = {act.get("do") for act in reply.acts}
        paces = {act.get("value") for act in reply.acts if act.get("do") == "pace"}
        urgent = any(act.get("urgent") for act in reply.acts if act.get("do") == "hand_over")
        if "end" in does:
            return self._end(place, reply.says or [{"say": "phone.goodbye"}])
        if not urgent and self._put_through(place.line, reply.acts):
            # What the assistant said is of the call-back, which is promised when nobody answers.
            return self._transfer(place)
        if "wait" in paces:
            waiting = replace(before, silences=0, waiting=True)
            return self._ask(place, waiting, reply.says or [{"say": "phone.waiting"}])
        says = reply.says
        if place.line.we_called and place.step == 1:
            says = [we_call(self._catalogue.municipality(place.line.municipality).name), *says]
        question = Question(says, keys_only=before.keys_only)
        if (paces or "repeat" in does) and question.asking is None:
            # What was said last was «wait» or «slower»: the question is the one before.
            question = replace(question, says=says + before.says)
        lines = lines_for(self._here(place.line), place.thread, reply)
        question = replace(question, says=_each_once(question.says), lines=lines)
        if urgent:
            # Before we listen, so that neither a cough nor a word cuts it off.
            return self._ask(place, question, offers(lines), first=question.says)
        return self._ask(place, question, [*question.says, *offers(lines)])

    def tell(self, place: Place, says: list[Say]) -> str:
        """What we ring to say, and what is asked with it."""
        return self._ask(place, Question(says), says)

    def silence(self, place: Place, question: Question) -> str:
        """Nothing was said: ask again, then slower with the keys, then offer a person, then end.

        Who asked us to wait is only asked again.
        """
        if grave := place.thread.slots.get(CRISIS):
            after = self._silence_after if grave.get("care") else self._silence_in_crisis
            return after(place, question)
        if question.waiting:
            return self._ask(place, replace(question, waiting=False), question.says)
        asked_again = replace(question, silences=question.silences + 1)
        core = [question.asking] if question.asking else question.says[-1:]
        match asked_again.silences:
            case 1:
                return self._ask(place, asked_again, [{"say": "phone.silence_1"}, *core])
            case 2:
                return self._ask(place, asked_again, [{"say": "phone.silence_2"}, *core], slower=1)
            case 3:
                return self._ask(place, asked_again, [{"say": "phone.silence_3"}], slower=1)
        task = place.line.task("silence", "the caller was not heard")
        return self.last_words(place, "phone.silence_goodbye", task)

    def _silence_in_crisis(self, place: Place, question: Question) -> str:
        """We stay, however long it lasts; the municipality is told that it has gone silent."""
        silences = question.silences + 1
        lines = lines_for(self._here(place.line), place.thread)
        asked_again = replace(
            question, silences=silences, lines=lines, waiting=silences >= SILENT_LONG
        )
        core = [question.asking] if question.asking else question.says[-1:]
        prompts = [*silence(silences), *core, *offers(lines)]
        task = None
        if silences == SILENT_LONG:
            told = place.line.task("emergency", "the caller in danger has gone silent")
            task = replace(told, urgent=True)
        return self._ask(place, asked_again, prompts, slower=1, task=task)

    def connect(self, place: Place, number: str) -> str:
        """Put somebody in danger through; what becomes of it comes back to this call."""
        says: list[Say] = [{"say": "phone.connect_now", "values": {"number": number}}]
        document = self._documents.connect(
            says,
            _style(place.thread),
            number=self._here(place.line).lines[number],  # type: ignore[index]  # one that it has
            action=self._address("connected", place.thread, place.step),
        )
        return self._steps.keep(place, document)

    def after_connect(self, place: Place, *, talked: bool) -> str:
        """We are still there, whether or not somebody was talked to; it can be tried again."""
        lines = lines_for(self._here(place.line), place.thread)
        says: list[Say] = [{"say": "phone.connect_back" if talked else "phone.connect_nobody"}]
        return self._ask(place, Question(says, lines=lines), [*says, *offers(lines)])

    def once_more(self, place: Place, question: Question) -> str:
        """The same question again, after a key that was no new answer."""
        core = [question.asking] if question.asking else question.says[-1:]
        return self._ask(place, question, core)

    def keys_only(self, place: Place, question: Question) -> str:
        """The same question again, for keys alone."""
        keys = replace(question, keys_only=True)
        return self._ask(place, keys, [{"say": "phone.keys_only"}, *question.says])

    def hold_on(self, place: Place, held: int) -> str:
        """Ask for patience. Not kept: the step's own document is still to come."""
        address = self._address("turn", place.thread, place.step - 1, held=held)
        return self._documents.hold_on(_style(place.thread), address)

    def after_transfer(self, place: Place, talked: bool) -> str:
        """Goodbye to who has talked to a person; who has not is called back, and may go on here."""
        if talked:
            return self._end(place, [{"say": "phone.goodbye"}])
        says = self._about(place.line, "phone.nobody_answers")
        if place.thread.slots.get("pending") == "callback_number":
            # A hidden number was put through before it could be told which number to call.
            there = self._catalogue.municipality(place.line.municipality)
            number: Say = {"say": "person.no_number", "values": {"municipality": there.name}}
            says = [*says, {**number, "expect": "phone"}]
        else:
            says = [*says, {"say": "phone.anything_else"}]
        return self._ask(place, Question(says), says)

    def last_words(self, place: Place, name: str, task: NewTask) -> str:
        """Say who calls whom, leave the task, and hang up."""
        says = [*self._about(place.line, name), {"say": "phone.goodbye"}]
        if task.call_back_number and (window := self._window(place.line)):
            task = replace(task, promised_at=window.ends)
        return self._end(place, says, task)

    def goodbye(self, place: Place) -> str:
        """Goodbye where the call is over already. Not kept."""
        return self._documents.end([{"say": "phone.goodbye"}], _style(place.thread))

    def trouble(self, line: Line, thread: Conversation) -> str:
        """An apology where no step can be made. Not kept."""
        says = [*self._about(line, "phone.trouble"), {"say": "phone.goodbye"}]
        return self._documents.end(says, _style(thread))

    def leave_word(self, line: Line) -> str:
        """What a machine is told: that we called, and nothing more. Not kept."""
        there = self._catalogue.municipality(line.municipality)
        says: list[Say] = [{"say": "phone.called", "values": {"municipality": there.name}}]
        return self._documents.end(says, Style(line.standard, Pace(), line.municipality))

    def knock(self, thread: Conversation, step: int) -> str:
        """What the person hears who answers a call put through: nothing private, and a key."""
        there = self._catalogue.municipality(thread.municipality)
        says: list[Say] = [{"say": "phone.knock", "values": {"municipality": there.name}}]
        action = self._address("whisper/open", thread, step)
        return self._documents.knock(
            says, Style(thread.standard, Pace(), thread.municipality), action=action
        )

    def whisper(self, thread: Conversation, task: Task | None) -> str:
        """What that person hears after pressing the key; then the two are connected."""
        return self._documents.tell(
            summary(task), Style(thread.standard, Pace(), thread.municipality)
        )

    def hang_up(self, thread: Conversation) -> str:
        """Hang up without a word. Not kept."""
        return self._documents.end([], Style(thread.standard, Pace(), thread.municipality))

    def _silence_after(self, place: Place, question: Question) -> str:
        """Silence after something grave that is no danger: there is time, and no goodbye."""
        again = replace(question, silences=question.silences + 1)
        return self._ask(place, again, [{"say": "phone.silence_care"}])

    def _ask(
        self,
        place: Place,
        question: Question,
        prompts: list[Say],
        *,
        first: list[Say] | None = None,
        slower: int = 0,
        task: NewTask | None = None,
    ) -> str:
        document = self._documents.ask(
            question,
            _style(place.thread, slower),
            action=self._address("turn", place.thread, place.step),
            prompts=prompts,
            first=first or [],
        )
        return self._steps.keep(place, document, question, task)

    def _end(self, place: Place, says: list[Say], task: NewTask | None = None) -> str:
        return self._steps.keep(place, self._documents.end(says, _style(place.thread)), task=task)

    def _put_through(self, line: Line, acts: list[Act]) -> bool:
        """Whether a person is called now: one was asked for, and somebody may be there.

        A municipality that has not given its hours is called at any time, and promised for never.
        """
        asked = [act for act in acts if act.get("do") in ("hand_over", "connect")]
        if not asked or not self._transfer_number(line):
            return False
        if any(act.get("reason") in CALLED_BACK for act in asked):
            return False
        opening = self._catalogue.municipality(line.municipality).opening
        return opening is None or opening.is_open(self._clock.now())

    def _transfer_number(self, line: Line) -> str:
        return self._catalogue.transfer(line.municipality, self._settings.transfer_number)

    def _transfer(self, place: Place) -> str:
        document = self._documents.transfer(
            _style(place.thread),
            number=self._transfer_number(place.line),
            action=self._address("transfer", place.thread, place.step),
            whisper=self._address("whisper", place.thread, place.step),
        )
        return self._steps.keep(place, document)

    def _here(self, line: Line) -> Municipality:
        return self._catalogue.municipality(line.municipality)

    def _about(self, line: Line, name: str) -> list[Say]:
        """Who calls whom, and when: a person the caller or, where hidden, the caller us."""
        there = self._catalogue.municipality(line.municipality)
        number = line.caller or there.switchboard or line.our_number
        values = {"municipality": there.name, "number": {"phone": number}}
        if not line.caller:
            return [{"say": f"{name}_hidden", "values": values}]
        says: list[Say] = [{"say": name, "values": values}]
        if window := self._window(line):
            when = as_value(window, self._clock.now())
            says.append({"say": "phone.called_back", "values": {"when": when}})
        return says

    def _window(self, line: Line) -> Window | None:
        opening = self._catalogue.municipality(line.municipality).opening
        return opening.next_window(self._clock.now()) if opening else None

    def _address(self, what: str, thread: Conversation, step: int, **more: int) -> str:
        query = urlencode({"conversation": thread.id, "step": step, **more})
        return f"{self._settings.base_url}/twilio/voice/{what}?{query}"


def _each_once(says: list[Say]) -> list[Say]:
    # Who says «saktere» three times should not be told three times that it goes slower now.
    return [say for number, say in enumerate(says) if say not in says[:number]]


def _style(thread: Conversation, slower: int = 0) -> Style:
    pace = Pace(thread.pace.get("slower", 0) + slower, thread.pace.get("louder", 0))
    return Style(thread.standard, pace, thread.municipality)
