"""A call, request by request. Step N + 1 answers what the caller did at step N.

A step is stored before it is answered, so a request that comes twice gets the same document and
runs nothing again. Silence is dealt with here; all that is said or keyed goes to the assistant.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from channels.phone.line import Line, Place, thread_key
from channels.phone.outgoing.emergency_lines import asked_for
from channels.phone.outgoing.notice_calls import take_up
from channels.phone.questions import KEYS, YES_NO_KEYS, Question, meaning
from channels.phone.renderer import PhoneRenderer
from channels.phone.responses import Answers
from channels.phone.steps import Steps
from channels.services import Services
from conversations.lease import real_now
from conversations.models import Conversation, ConversationStatus, InboundMessage, Task
from conversations.tasks import START, add_task
from conversations.threads import close, find_or_open
from conversations.turns.inbox import Incoming
from provider_catalog.catalogue import Catalogue

START_TEXT = "hei"
"""What a call begins with: the assistant greets whoever comes with the input `START`."""

PATIENCE = timedelta(seconds=8)
"""How long a request waits for the assistant; Twilio gives up on us after fifteen (error 11205)."""
BOUNCE = timedelta(seconds=2)
"""Real time. The same key again so soon is a key that bounced or was held down."""
OPEN_KEY = "1"
"""What a person presses who answers a call that is put through: machines press nothing."""
HOLDS = 3
"""How many times the caller is asked to hold on before we apologise."""


class NotThisCall(Exception):
    """The conversation or the step does not belong to the call."""


@dataclass(frozen=True)
class Heard:
    """What the caller keyed or said; both empty is silence."""

    keys: str = ""
    words: str = ""
    confidence: float | None = None


class Calls:
    """Answers the requests of calls.

    Args:
        services: inbox, turns and the rest of the room.
        renderer: makes the sentences.
        catalogue: knows a municipality's own number.
        patience: how long a request waits for the assistant.
        bounce: how soon the same key again is no new answer.
    """

    def __init__(
        self,
        services: Services,
        renderer: PhoneRenderer,
        catalogue: Catalogue,
        patience: timedelta = PATIENCE,
        bounce: timedelta = BOUNCE,
    ) -> None:
        self._services = services
        self._patience = patience
        self._bounce = bounce
        self._steps = Steps(services.database, services.clock)
        self._answers = Answers(services.settings, self._steps, renderer, catalogue, services.clock)
        self._placed = services.placed

    def begin(self, line: Line) -> str:
        """The first document of a call: the greeting."""
        if (kept := self._steps.find(line.call_sid, 1)) is not None:
            return kept.twiml
        return self._turn(line, 0, Question([]), Heard())

    def answered(self, line: Line, row: int, by: str) -> str:
        """The first document of a call that we placed.

        Args:
            line: the call.
            row: of the outbox.
            by: Twilio's AnsweredBy; who is unknown is greeted as a person is.
        """
        if by.startswith(("machine", "fax")):
            self._placed.answered_by_machine(row, line.call_sid)
            return self._answers.leave_word(line)
        if (kept := self._steps.find(line.call_sid, 1)) is not None:
            return kept.twiml
        if (told := take_up(self._services.database, line, row)) is not None:
            thread, notice = told
            return self._answers.tell(Place(line, thread, 1), notice.says)
        return self.begin(line)

    def go_on(self, line: Line, conversation: str, step: int, heard: Heard, held: int = 0) -> str:
        """The document after what the caller did at a step.

        Args:
            line: the call.
            conversation: its conversation, as the step's address said.
            step: the step that was answered; 0 while the greeting is waited for.
            heard: what was said or keyed.
            held: how many times the caller has been asked to hold on for it.

        Raises:
            NotThisCall: conversation or step belong to another call.
        """
        question = self._question(line, conversation, step)
        if (kept := self._steps.find(line.call_sid, step + 1)) is not None:
            return kept.twiml
        place = self._place(line, conversation, step + 1)
        if place.thread.status is ConversationStatus.CLOSED:
            return self._answers.goodbye(place)
        if not held and not heard.keys and not heard.words:
            return self._answers.silence(place, question)
        if not held and self._bounced(line, step, question, heard.keys):
            again = replace(question, bounced=[heard.keys, real_now().isoformat()])
            return self._answers.once_more(place, again)
        if not held and question.lines:
            number = asked_for(question, heard.keys, heard.words)
            if number is not None:
                return self._answers.connect(place, number)
        # Where the caller has held on the words are stored, and only their answer is fetched.
        return self._turn(line, step, question, heard, held)

    def not_listening(self, line: Line, conversation: str, step: int) -> str:
        """The document after a question whose recogniser failed: the same for keys alone."""
        question = self._question(line, conversation, step)
        return self._answers.keys_only(self._place(line, conversation, step + 1), question)

    def transferred(self, line: Line, conversation: str, step: int, *, talked: bool) -> str:
        """The document after a person was called: goodbye, or on with the call."""
        self._question(line, conversation, step)
        place = self._place(line, conversation, step + 1)
        return self._answers.after_transfer(place, talked=talked)

    def connected(self, line: Line, conversation: str, step: int, *, talked: bool) -> str:
        """The document after somebody in danger was put through: we are still there."""
        self._question(line, conversation, step)
        place = self._place(line, conversation, step + 1)
        return self._answers.after_connect(place, talked=talked)

    def knock(self, conversation: str, step: int) -> str:
        """The document for whoever answers a call that was put through.

        Raises:
            NotThisCall: nobody was called at this step.
        """
        return self._answers.knock(self._put_through(conversation, step), step)

    def opened(self, conversation: str, step: int, keys: str) -> str:
        """The document after the key: what the call is about, or nothing.

        Raises:
            NotThisCall: nobody was called at this step.
        """
        thread = self._put_through(conversation, step)
        if keys != OPEN_KEY:
            return self._answers.hang_up(thread)
        with self._services.database.read() as session:
            task = session.scalar(
                select(Task).where(Task.conversation_id == thread.id).order_by(Task.id.desc())
            )
        return self._answers.whisper(thread, task)

    def _put_through(self, conversation: str, step: int) -> Conversation:
        thread = self._steps.conversation(conversation)
        if thread is None or not self._steps.dials(conversation, step):
            raise NotThisCall
        return thread

    def give_up(self, line: Line) -> str:
        """The last words after a failure of our own: a task for a person, and goodbye."""
        now = self._services.clock.now()
        with self._services.database.write() as session:
            thread = find_or_open(session, line.opening, now)
            add_task(session, thread, line.task("no_answer_in_call", "our system failed"), now)
        return self._answers.trouble(line, thread)

    def ended(self, call_sid: str, status: str, row: int | None = None) -> None:
        """The call is over: its thread is closed.

        Args:
            call_sid: Twilio's id.
            status: how it ended.
            row: of the outbox, for a call that we placed.
        """
        with self._services.database.write() as session:
            key = thread_key(call_sid)
            thread = session.scalar(select(Conversation).where(Conversation.thread == key))
            if thread is not None:
                close(thread)
        if row is not None:
            self._placed.ended(row, status)

    def _question(self, line: Line, conversation: str, step: int) -> Question:
        if step == 0:
            if self._place(line, conversation, 1).thread.thread != thread_key(line.call_sid):
                raise NotThisCall
            return Question([])
        asked = self._steps.find(line.call_sid, step)
        if asked is None or asked.conversation_id != conversation:
            raise NotThisCall
        return Question.from_data(asked.question) if asked.question else Question([])

    def _place(self, line: Line, conversation: str, step: int) -> Place:
        thread = self._steps.conversation(conversation)
        if thread is None:
            raise NotThisCall
        return Place(line, thread, step)

    def _turn(self, line: Line, step: int, question: Question, heard: Heard, held: int = 0) -> str:
        text, kind = _words(step, question, heard)
        stored = self._services.inbox.store(
            Incoming(
                f"{line.call_sid}:{step}",
                line.opening,
                text,
                input=kind,
                confidence=heard.confidence if kind == "speech" else None,
            )
        )
        reply = self._services.turns.answer(stored.message, self._patience)
        place = self._place(line, stored.conversation, step + 1)
        if reply is not None:
            return self._answers.speak(place, reply, question)
        if held < HOLDS:
            return self._answers.hold_on(place, held + 1)
        task = line.task("no_answer_in_call", "the assistant did not answer the caller in time")
        return self._answers.last_words(place, "phone.trouble", task)

    def _bounced(self, line: Line, step: int, question: Question, key: str) -> bool:
        """Whether a key is the one before it, pressed or sent again within moments."""
        if len(key) != 1 or key in KEYS:
            return False
        if question.bounced and question.bounced[0] == key:
            return real_now() - datetime.fromisoformat(question.bounced[1]) < self._bounce
        with self._services.database.read() as session:
            before = session.scalar(
                select(InboundMessage).where(
                    InboundMessage.provider_id == f"{line.call_sid}:{step - 1}"
                )
            )
        if before is None or before.arrived_at is None or before.input != "dtmf":
            return False
        same = before.text in (key, YES_NO_KEYS.get(key))
        return same and real_now() - before.arrived_at < self._bounce


def _words(step: int, question: Question, heard: Heard) -> tuple[str, str]:
    """What the assistant gets, and how it was given."""
    if step == 0:
        return START_TEXT, START
    if not heard.keys:
        return heard.words, "speech"
    return meaning(heard.keys, question), "dtmf"
