"""What somebody on duty answers, by text or by key: yes, no, or something else.

A yes must be plain, for after it nobody else is called; whatever is none is asked about, and the
next is called meanwhile. What is answered twice is done once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.gate import wording
from assistant.gate.answer import Answer as Heard
from assistant.gate.answer import Answered
from assistant.gate.clean import clean
from assistant.gate.verdict import judge
from conversations.duty.calling import asks, end, in_confidence
from conversations.duty.models import LIVE, UNSEEN, AlertState, Answer, DutyAlert, DutyAttempt, How
from conversations.duty.sending import DutyMessages, To
from conversations.lease import real_now
from conversations.models import Task
from conversations.renderer import Say
from core.clock import Clock
from core.database import Database

ASKED = timedelta(hours=12)
"""So long after it was sent a text is still answered by «ja»."""
LATE = timedelta(hours=2)
"""So long after somebody has it, those who were called too are told so when they answer."""
TRIES = 3
QUESTION = "duty"
"""The question's name to the gate."""
_TAKES = re.compile(r"\s*(ok|okei|okay|mottatt|motteke|1)[\s.!]*", re.IGNORECASE)
"""What colleagues write for yes among themselves, and nothing beside it."""
_NUMBERS = re.compile(r"\b\d{4}\b")
_DECLINES = re.compile(r"\s*2[\s.!]*")


@dataclass(frozen=True)
class Taken:
    """What somebody on duty has taken.

    Attributes:
        number: to ring; None where it is hidden, or must be read about first.
        in_confidence: whether nobody may ring before the task is read.
    """

    number: str | None
    in_confidence: bool


class DutyAnswers:
    """Takes in answers. Safe to use from several threads and processes.

    Args:
        database: where.
        clock: the time of the domain.
        messages: makes the texts that answer.
        watch: whether words tell of danger: those are no answer, whoever writes them.
        on_put: called after a commit that put something in the outbox.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        messages: DutyMessages,
        watch: Callable[[str], bool],
        on_put: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._messages = messages
        self._watch = watch
        self._on_put = on_put

    def text(self, municipality: str, sender: str, words: str, message: str) -> bool:
        """Take in a text, if it comes from somebody on duty who was called.

        Args:
            municipality: whose number it came to.
            sender: E.164.
            words: what was written.
            message: Twilio's id of it.

        Returns:
            Whether it was an answer; any other text goes to the assistant.
        """
        now = self._clock.now()
        with self._database.read() as session:
            # Nearly every text comes from somebody else: no lock is taken for those.
            asked = (DutyAttempt.number == sender, DutyAttempt.at > now - ASKED)
            if session.scalar(select(DutyAttempt.id).where(*asked).limit(1)) is None:
                return False
        if _meant(_without_keys(words)) is None and self._watch(words):
            return False  # Danger of their own.
        for left in reversed(range(TRIES)):
            try:
                answered = self._take_in(municipality, sender, words, message)
            except IntegrityError:
                # On PostgreSQL two may begin the thread at once; the second try finds it.
                if not left:
                    raise
            else:
                self._on_put()
                return answered
        raise AssertionError("not reached")

    def _take_in(self, municipality: str, sender: str, words: str, message: str) -> bool:
        now = self._clock.now()
        with self._database.write() as session:
            called = self._called(session, municipality, sender, now)
            live = [alert for alert in called if alert.state in UNSEEN]
            answer = _meant(_without_keys(words))
            if not called or (answer is None and not live):
                return False
            to = To(municipality, self._messages.place(municipality), sender)
            meant = _named(called, words) if live else called
            if not meant and answer is Answer.NO and not _NUMBERS.search(words):
                meant = live  # Who cannot come can come to none of them: the next are called.
            theirs = [alert for alert in meant if alert.state in UNSEEN]
            if answer is None or not meant:
                # A yes from a number shown falsely holds no key; then the next is called as well.
                self._messages.put(session, to, f"asked:{message}", _ask_again(live), now=now)
            elif not theirs:
                self._too_late(session, to, meant, now)
            elif answer is Answer.NO:
                self._decline(session, theirs, sender, How.SMS, now)
                self._messages.put(
                    session, to, f"no:{message}", [{"say": "duty.declined"}], now=now
                )
            else:
                self._take(session, theirs, to, How.SMS, now)
        return True

    def key(self, row_id: int, key: str) -> Taken | None:
        """Take in a key that was pressed in a call: 1 takes, 2 declines.

        Returns:
            What was taken; None where nothing was: another key, or somebody else has it.
        """
        now = self._clock.now()
        with self._database.write() as session:
            found = session.execute(
                select(DutyAttempt, DutyAlert)
                .join(DutyAlert, DutyAlert.id == DutyAttempt.alert_id)
                .where(DutyAttempt.outbox_id == row_id)
                .with_for_update(of=DutyAlert)
            ).one_or_none()
            if found is None:
                return None
            attempt, alert = found
            task = session.get_one(Task, alert.task_id)
            if attempt.answer is Answer.YES:
                return _taken(task)  # The same key, posted again.
            if alert.state not in UNSEEN:
                return None
            to = To(alert.municipality, self._messages.place(alert.municipality), attempt.number)
            if key == "2":
                self._decline(session, [alert], attempt.number, How.CALL, now)
            if key != "1":
                return None
            self._take(session, [alert], to, How.CALL, now)
            taken = _taken(task)
        self._on_put()
        return taken

    def about(self, row_id: int) -> tuple[DutyAlert, Task] | None:
        """The alert and the task that a call is about; None where it is about none."""
        with self._database.read() as session:
            found = session.execute(
                select(DutyAlert, Task)
                .join(DutyAttempt, DutyAttempt.alert_id == DutyAlert.id)
                .join(Task, Task.id == DutyAlert.task_id)
                .where(DutyAttempt.outbox_id == row_id)
            ).one_or_none()
        return (found[0], found[1]) if found is not None else None

    def _called(
        self, session: Session, municipality: str, number: str, now: datetime
    ) -> list[DutyAlert]:
        """The alerts that a number was called about and may still be answering."""
        ids = (
            select(DutyAttempt.alert_id)
            .where(DutyAttempt.number == number, DutyAttempt.at > now - ASKED)
            .distinct()
        )
        found = session.scalars(
            select(DutyAlert)
            .where(DutyAlert.id.in_(ids), DutyAlert.municipality == municipality)
            .order_by(DutyAlert.id)
            .with_for_update()
        )
        return [
            each
            for each in found
            if each.state in UNSEEN or (each.ended_at is not None and each.ended_at > now - LATE)
        ]

    def _take(
        self, session: Session, alerts: list[DutyAlert], to: To, how: How, now: datetime
    ) -> None:
        """Note that somebody has them; tell whom to ring, and the others that they need not."""
        for alert in alerts:
            mine = self._answered(session, alert, to.number, Answer.YES, how=how, now=now)
            alert.taken_by = mine.name
            task = session.get_one(Task, alert.task_id)
            task.summary = {**task.summary, "duty": AlertState.ACKNOWLEDGED.value}
            end(session, alert, AlertState.ACKNOWLEDGED, now)
            says = _ring(task)
            self._messages.put(session, to, f"{alert.id}:yours", says, now=now)
            for number in sorted(_others(session, alert, to.number)):
                other = To(to.municipality, to.place, number)
                has: list[Say] = [
                    {"say": "duty.taken", "values": {"name": mine.name, "task": _digits(task)}}
                ]
                self._messages.put(session, other, f"{alert.id}:{number}:taken", has, now=now)

    def _decline(
        self, session: Session, alerts: list[DutyAlert], number: str, how: How, now: datetime
    ) -> None:
        for alert in alerts:
            if _has_answered(session, alert, number, Answer.NO):
                continue
            self._answered(session, alert, number, Answer.NO, how=how, now=now)
            if alert.state in LIVE:
                alert.next_at = real_now()

    def _too_late(self, session: Session, to: To, alerts: list[DutyAlert], now: datetime) -> None:
        for alert in alerts:
            if alert.taken_by is None or _has_answered(session, alert, to.number, Answer.YES):
                continue
            task = session.get_one(Task, alert.task_id)
            says: list[Say] = [
                {"say": "duty.taken", "values": {"name": alert.taken_by, "task": _digits(task)}}
            ]
            self._messages.put(session, to, f"{alert.id}:{to.number}:taken", says, now=now)

    @staticmethod
    def _answered(
        session: Session,
        alert: DutyAlert,
        number: str,
        answer: Answer,
        *,
        how: How,
        now: datetime,
    ) -> DutyAttempt:
        """Note an answer on the last try of the way it came; gives it."""
        mine = session.scalars(
            select(DutyAttempt)
            .where(DutyAttempt.alert_id == alert.id, DutyAttempt.number == number)
            .order_by(DutyAttempt.id.desc())
        ).all()
        attempt = next((each for each in mine if each.how is how), mine[0])
        attempt.answer, attempt.answered_by, attempt.answered_at = answer, how, now
        return attempt


def _named(alerts: list[DutyAlert], words: str) -> list[DutyAlert]:
    """The alerts whose number was written: an answer is about those, and about no other."""
    written = _NUMBERS.findall(words)
    return [alert for alert in alerts if alert.key in written]


def _ask_again(live: list[DutyAlert]) -> list[Say]:
    """The question again; where several wait, which of them, each with its task and number."""
    if len(live) == 1:
        return [asks(live[0])]
    each: list[Say] = [
        {"say": "duty.which_one", "values": {"task": {"digits": str(a.task_id)}, "key": a.key}}
        for a in live
    ]
    return [{"say": "duty.which"}, *each]


def _without_keys(words: str) -> str:
    """What was written beside the number that a yes must hold: «ja 4711» is «ja»."""
    kept = _NUMBERS.sub(" ", words).strip()
    return kept if kept or not _NUMBERS.search(words) else "ja"


def _meant(words: str) -> Answer | None:
    """What a text says to «can you take it?»; None where it says neither plainly."""
    if _TAKES.fullmatch(words):
        return Answer.YES
    if _DECLINES.fullmatch(words):
        return Answer.NO
    match judge(Heard(text=words, question=QUESTION)).answered:
        case Answered.YES:
            return Answer.YES
        case Answered.NO if _is_only_no(words):
            return Answer.NO
    return None


def _is_only_no(words: str) -> bool:
    """Whether there is nothing but a no in it: «jeg får ikke puste» is none."""
    no = wording.no(QUESTION)
    return all(no.cover(each).whole for each in clean(words).sentences)


def _taken(task: Task) -> Taken:
    private = in_confidence(task)
    return Taken(None if private else task.call_back_number, private)


def _ring(task: Task) -> list[Say]:
    if in_confidence(task):
        return [{"say": "duty.yours_alone", "values": {"task": _digits(task)}}]
    if task.call_back_number is None:
        return [{"say": "duty.yours_hidden", "values": {"task": _digits(task)}}]
    number = {"phone": task.call_back_number}
    return [{"say": "duty.yours", "values": {"number": number, "task": _digits(task)}}]


def _digits(task: Task) -> dict[str, str]:
    return {"digits": str(task.id)}


def _others(session: Session, alert: DutyAlert, number: str) -> set[str]:
    """The numbers of the others who were called, and have not said no."""
    tries = session.scalars(select(DutyAttempt).where(DutyAttempt.alert_id == alert.id)).all()
    declined = {each.number for each in tries if each.answer is Answer.NO}
    return {each.number for each in tries} - declined - {number}


def _has_answered(session: Session, alert: DutyAlert, number: str, answer: Answer) -> bool:
    mine = select(DutyAttempt.id).where(
        DutyAttempt.alert_id == alert.id,
        DutyAttempt.number == number,
        DutyAttempt.answer == answer,
    )
    return session.scalar(mine.limit(1)) is not None
