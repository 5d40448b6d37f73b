"""Danger detection in the app's own process, with the engine's model."""

from datetime import timedelta
from functools import cache

from assistant.actions.foreign.languages import danger_in
from assistant.actions.safety.crisis import state
from assistant.actions.safety.people import OWN_NUMBER
from assistant.gate.reactions import reaction
from assistant.nlu.commands import command
from assistant.nlu.danger.model import DangerModel
from assistant.nlu.machine_made import is_machine_made
from assistant.nlu.wording.normalise import normalise
from conversations.turns.danger import Alarm, Begins, Kind, Watch

TALK_TO_HUMAN = "talk_to_human"
A_HUMAN = "menneske"
"""The common form of every word for one (`assistant/nlu/wording/word_forms.yml`)."""
SHORT = 8
"""Words. In so short a message the word alone is a wish for one."""

CHECK_AFTER = timedelta(seconds=8)
"""What may be danger is better asked about by the assistant, which answers the errand too."""


@cache
def _model() -> DangerModel:
    """Half a megabyte of numbers: read once a process."""
    return DangerModel()


def danger_of(text: str) -> tuple[str | None, str]:
    """How grave a danger a text tells of, and of which kind.

    Args:
        text: a message, or what it means.
    """
    judged = _model().judge(text)
    return judged.level, judged.kind


def watch() -> Watch:
    """A watch over danger to life and wishes for a human."""
    model = _model()

    def look(text: str) -> Alarm | None:
        if reaction(text) is not None or is_machine_made(text):
            return None  # No words of a person's: «Likte «… ring 113»».
        message = normalise(text)
        danger = model.judge(text)
        own = danger.kind in OWN_NUMBER
        if danger.level == "alarm":
            name = f"emergency.{danger.kind}" if own else "emergency"
            says = ({"say": name},)
            return Alarm(Kind.DANGER, says, _begins(danger.kind, text))
        if danger.level == "check":
            # Nobody is here to hear a yes, so nothing is asked: what to do if it is so, and a task.
            name = f"danger.if_{danger.kind}" if own else "danger.if"
            says = ({"say": name},)
            return Alarm(Kind.DANGER, says, after=CHECK_AFTER)
        if (other := danger_in(text)) is not None:
            language, kind = other
            burns = kind == "fire"
            first = f"foreign.{'fire' if burns else 'danger'}.{language}"
            then = "emergency.fire" if burns else "emergency"
            both = ({"say": first}, {"say": then})
            return Alarm(Kind.DANGER, both, _begins(kind, text))
        short = len(message.words) <= SHORT and any(w.text == A_HUMAN for w in message.words)
        wanted = short or command(message) == TALK_TO_HUMAN
        return Alarm(Kind.HUMAN) if wanted else None

    return look


def _begins(kind: str, text: str) -> Begins:
    return lambda slots: state.begun_in(slots, kind, text)


@cache
def _watch() -> Watch:
    return watch()


def is_danger(text: str) -> bool:
    """Whether a text tells of danger to life."""
    alarm = _watch()(text)
    return alarm is not None and alarm.kind is Kind.DANGER
