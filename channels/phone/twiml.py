"""The TwiML documents of a call, built with Twilio's own library."""

from collections.abc import Iterable
from dataclasses import dataclass

from twilio.twiml import TwiML
from twilio.twiml.voice_response import Gather, VoiceResponse

from channels.phone.questions import Question, listening
from channels.phone.renderer import PhoneRenderer
from channels.phone.voice import Pace, Voice, clean
from conversations.renderer import Say
from core.settings import Settings

MOST_BYTES = 64 * 1024
"""Twilio's limit for a document (error 11750)."""
MOST_HINTS, LONGEST_HINT = 500, 100
HOLD_SECONDS = 5
"""How long the caller waits before we look again for a late answer."""
TRANSFER_SECONDS = 25
"""How long it rings at the municipality before nobody has answered."""

CONNECT_SECONDS = 60
"""How long it rings at an emergency centre or a helpline, where one may wait in a queue."""
KNOCK_SECONDS = 10
"""How long who answers a call put through has for pressing the key."""


class DocumentTooLong(ValueError):
    """A document that Twilio would refuse."""


@dataclass(frozen=True)
class Style:
    """How to speak to this caller, and in whose words."""

    standard: str
    pace: Pace
    municipality: str


class Documents:
    """Builds documents.

    Args:
        settings: voice, languages and the recogniser's model.
        renderer: makes the sentences.
    """

    def __init__(self, settings: Settings, renderer: PhoneRenderer) -> None:
        self._settings = settings
        self._renderer = renderer
        self._voice = Voice(settings.voice, settings.voice_language)

    def ask(
        self,
        question: Question,
        style: Style,
        *,
        action: str,
        prompts: Iterable[Say] | None = None,
        first: Iterable[Say] = (),
    ) -> str:
        """Say something and listen.

        Args:
            question: what is asked; decides how the answer is listened to.
            style: how to speak.
            action: the address that gets the answer, also an empty one.
            prompts: what is said while we already listen; the whole question where left out.
            first: what is said before that and cannot be interrupted, not even by a cough.
        """
        response = VoiceResponse()
        self._say(response, first, style)
        gather = self._gather(question, style, action)
        self._say(gather, question.says if prompts is None else prompts, style)
        response.append(gather)
        # An answer, also an empty one, goes to the action. Who comes here has a Gather that failed,
        # as one with a language that the recogniser does not know does (error 13331).
        response.redirect(f"{action}&failed=1")
        return _finished(response)

    def hold_on(self, style: Style, address: str) -> str:
        """Ask for patience, and come back."""
        response = VoiceResponse()
        self._say(response, [{"say": "phone.hold_on"}], style)
        response.pause(length=HOLD_SECONDS)
        response.redirect(address)
        return _finished(response)

    def transfer(self, style: Style, *, number: str, action: str, whisper: str) -> str:
        """Call a person.

        Args:
            style: how to speak.
            number: whom to call, E.164.
            action: where it goes on after that.
            whisper: what the person hears first, alone.
        """
        response = VoiceResponse()
        self._say(response, [{"say": "phone.transfer"}], style)
        dial = response.dial(timeout=TRANSFER_SECONDS, action=action)
        dial.number(number, url=whisper)
        return _finished(response)

    def connect(self, says: Iterable[Say], style: Style, *, number: str, action: str) -> str:
        """Put the caller through to an emergency centre or a helpline: no key, no whisper."""
        response = VoiceResponse()
        self._say(response, says, style)
        response.dial(timeout=CONNECT_SECONDS, action=action).number(number)
        return _finished(response)

    def knock(self, says: Iterable[Say], style: Style, *, action: str) -> str:
        """Ask whoever answered to press a key, and hang up on whoever does not: a machine."""
        response = VoiceResponse()
        gather = Gather(action=action, num_digits=1, timeout=KNOCK_SECONDS)
        self._say(gather, says, style)
        response.append(gather)
        response.hangup()
        return _finished(response)

    def tell(self, says: Iterable[Say], style: Style) -> str:
        """Say something, and let the call go on after it."""
        response = VoiceResponse()
        self._say(response, says, style)
        return _finished(response)

    def end(self, says: Iterable[Say], style: Style) -> str:
        """Say the last words and hang up."""
        response = VoiceResponse()
        self._say(response, says, style)
        response.hangup()
        return _finished(response)

    def _say(self, into: TwiML, says: Iterable[Say], style: Style) -> None:
        renderer = self._renderer.of(style.municipality)
        for say in says:
            self._voice.speak(into, renderer.sentences(say, style.standard), style.pace)

    def _gather(self, question: Question, style: Style, action: str) -> Gather:
        how = listening(question)
        keys = {
            "action": action,
            "num_digits": how.num_digits,
            "timeout": how.timeout,
            "finish_on_key": "#",
            "action_on_empty_result": True,
        }
        if question.keys_only:
            return Gather(input="dtmf", **keys)
        return Gather(
            input="dtmf speech",
            language=self._settings.speech_language,
            speech_model=self._settings.speech_model,
            speech_timeout=str(how.speech_pause),
            profanity_filter=False,
            hints=_hints(
                self._renderer.of(style.municipality).hints(question.asking, style.standard)
            ),
            **keys,
        )


def _hints(words: list[str]) -> str:
    unique = dict.fromkeys(clean(word.replace(",", " "))[:LONGEST_HINT] for word in words)
    return ",".join(list(unique)[:MOST_HINTS])


def _finished(response: VoiceResponse) -> str:
    document = str(response)
    if len(document.encode()) > MOST_BYTES:
        raise DocumentTooLong(f"{len(document.encode())} bytes")
    return document
