"""A turn's second reading: asked for beside the embedded one, used or only kept, and compared."""

import enum
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import Any

import structlog
from sqlalchemy import select

from assistant.second_reader.openai_reader import Answered, OpenAIReader
from assistant.second_reader.reading import NoReading, Reader, Reading, ReadingContext
from conversations.readings.comparing import agreement, as_kept
from conversations.readings.models import SecondReading
from core.clock import Clock
from core.database import Database

log = structlog.get_logger(__name__)

READ = "read"
"""The outcome of a row that holds a second reading."""
AT_ONCE, WAITING = 4, 64
"""Readings beside the turns: how many at a time, and how many may wait; more are let go."""


class Mode(enum.StrEnum):
    """What a second reading is for."""

    SHADOW = "shadow"
    """It is kept beside ours, and leads to nothing."""
    ON = "on"
    """It is used, where ours does not stand."""


@dataclass(frozen=True)
class Said:
    """What there is to read in a turn.

    Args:
        message: the first message's row.
        conversation: its conversation.
        municipality: kommunenummer.
        text: the person's words, as the engine sees them.
        pending: the question that waits for an answer.
        names: ways of saying names that the engine does not know from its files.
        urgent: whether it may not wait: danger, or a wish for a person.
        keyed: whether it is a key of a telephone.
    """

    message: int
    conversation: str
    municipality: str
    text: str
    pending: str | None = None
    names: Sequence[dict[str, str]] = ()
    urgent: bool = False
    keyed: bool = False


@dataclass(frozen=True)
class _Compared:
    said: Said
    ours: Reading
    answered: Answered | None
    outcome: str
    milliseconds: int
    sent: str


class SecondReader:
    """Asks both readers. Safe to use from several threads.

    Args:
        database: where both readings are kept.
        clock: the time of the domain.
        embedded: ours.
        other: the second.
        mode: whether its readings are used.
        model: the second reader's name, to be kept with its readings.
        name_of: a provider's name in a municipality, by kommunenummer and id.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        embedded: Reader,
        other: OpenAIReader,
        mode: Mode,
        model: str,
        name_of: Callable[[str, str], str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._embedded = embedded
        self._other = other
        self._mode = mode
        self._model = model
        self._name_of = name_of
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="second-reading")
        self._room = BoundedSemaphore(AT_ONCE + WAITING)

    def before(self, said: Said) -> dict[str, Any] | None:
        """The reading that a turn is to be run with; None where ours is used."""
        if self._mode is not Mode.ON:
            return None
        compared = self._compare(said)
        if compared is None:
            return None
        self._later(self._keep, compared)
        return compared.answered.reading.as_data() if compared.answered else None

    def after(self, said: Said) -> None:
        """Read a message that has been answered, where readings are only compared."""
        if self._mode is Mode.SHADOW:
            self._later(self._shadow, said)

    def close(self) -> None:
        """Let go what waits, and close the connections."""
        self._other.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _shadow(self, said: Said) -> None:
        compared = self._compare(said)
        if compared is not None:
            self._keep(compared)

    def _compare(self, said: Said) -> _Compared | None:
        """Both readings; None where the embedded one stands and nobody else was asked.

        The embedded reader is asked first: what is ours to judge is judged before anything leaves.
        """
        if said.urgent or said.keyed or not said.text:
            return None
        context = ReadingContext(said.municipality, said.pending, names=said.names)
        try:
            ours = self._embedded.read(said.text, context)
        except NoReading:
            return None  # The turn meets the same, and says what is to be said of it.
        if ours.stands is not None or not ours.acts:
            return None
        context = replace(context, named=ours.named)
        began, answered, outcome, sent = time.monotonic(), None, READ, ""
        try:
            answered = self._other.ask(said.text, context)
            sent = answered.sent
        except NoReading as none:
            outcome = none.why
            log.info("reader.none", why=none.why, detail=none.detail)
            if outcome not in ("not_sent", "resting"):
                sent = self._other.masked(said.text, context).text
        spent = int((time.monotonic() - began) * 1000)
        return _Compared(said, ours, answered, outcome, spent, sent)

    def _keep(self, compared: _Compared) -> None:
        said, answered = compared.said, compared.answered

        def name_of(id_: str) -> str:
            return self._name_of(said.municipality, id_)

        row = SecondReading(
            message_id=said.message,
            conversation_id=said.conversation,
            created_at=self._clock.now(),
            used=self._mode is Mode.ON and answered is not None,
            outcome=compared.outcome,
            model=self._model,
            milliseconds=compared.milliseconds,
            tokens_in=answered.tokens_in if answered else 0,
            tokens_out=answered.tokens_out if answered else 0,
            doubted=compared.ours.doubted,
            sent=compared.sent,
            embedded=as_kept(compared.ours, name_of),
            second=as_kept(answered.reading, name_of) if answered else None,
            **(agreement(compared.ours, answered.reading) if answered else {}),
        )
        with self._database.write() as session:
            # A turn that is run again is read again, and kept once.
            known = select(SecondReading.id).where(SecondReading.message_id == said.message)
            if session.scalar(known) is None:
                session.add(row)

    def _later(self, do: Callable[[Any], None], what: object) -> None:
        """Do something beside the turns, where there is room."""
        if not self._room.acquire(blocking=False):
            log.warning("reader.let_go")
            return

        def done() -> None:
            try:
                do(what)
            except Exception as error:
                # The error may hold what was read, so only its class is told.
                log.error("reader.not_kept", error=type(error).__name__)
            finally:
                self._room.release()

        try:
            self._pool.submit(done)
        except RuntimeError:  # Closing.
            self._room.release()
