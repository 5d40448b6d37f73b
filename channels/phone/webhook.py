"""`POST /twilio/voice` and the steps of a call after it. The caller always hears words."""

import re
from datetime import timedelta

import structlog
from flask import Blueprint, Response, abort, request
from twilio.twiml.voice_response import VoiceResponse
from werkzeug.exceptions import HTTPException

from assistant.gate.noise import is_silence
from channels.phone.inbound import PATIENCE, Calls, Heard, NotThisCall
from channels.phone.line import Line
from channels.phone.outgoing.duty_calls import DutyDocuments
from channels.phone.renderer import PhoneRenderer
from channels.phone.voice import Pace, Voice
from channels.services import Services
from channels.signature import guard
from provider_catalog.catalogue import Catalogue

log = structlog.get_logger(__name__)

LONGEST_ID = 64
LONGEST_ROW = 12
MOST_STEPS = 1000
MOST_WORDS = 1600
"""Characters of what was said; the same as of a text message."""
KEYS = re.compile(r"[0-9*#]{0,32}")

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""The values of CallStatus that end a call."""

HIDDEN_CALLER = "+266696687"
"""«Anonymous» spelt on the keys: one of the things that Twilio sends for a hidden number."""
E164 = re.compile(r"\+[1-9]\d{6,14}")


def blueprint(
    services: Services,
    renderer: PhoneRenderer,
    catalogue: Catalogue,
    patience: timedelta = PATIENCE,
) -> Blueprint:
    """The adapter for calls.

    Args:
        services: the parts of this room.
        renderer: makes the sentences.
        catalogue: finds the municipality by the number that was called.
        patience: how long a request waits for the assistant.
    """
    phone = Blueprint("twilio_voice", __name__)
    guard(phone, services.settings)
    calls = Calls(services, renderer, catalogue, patience)
    voice = Voice(services.settings.voice, services.settings.voice_language)

    @phone.post("/twilio/voice")
    def begin() -> Response:
        line = _line(catalogue)
        if line is None:
            log.error("voice.unknown_number", to=request.form.get("To"))
            return last_words("phone.unknown_number")
        return _twiml(calls.begin(line))

    @phone.post("/twilio/voice/outbound")
    def outbound() -> Response:
        line, row = _line(catalogue), _row()
        if line is None or row is None:
            abort(400)
        return _twiml(calls.answered(line, row, request.form.get("AnsweredBy", "unknown")))

    _add_duty(phone, services, renderer, catalogue)

    @phone.post("/twilio/voice/turn")
    def turn() -> Response:
        line, conversation, step = _step(catalogue)
        if request.args.get("failed"):
            log.error("voice.gather_failed", call=line.call_sid)
            return _twiml(calls.not_listening(line, conversation, step))
        held = _number(request.args.get("held", "0"))
        return _twiml(calls.go_on(line, conversation, step, _heard(), held))

    @phone.post("/twilio/voice/transfer")
    def transfer() -> Response:
        line, conversation, step = _step(catalogue)
        # Who answered and did not press the key was no person, though the call was «completed».
        bridged = request.form.get("DialBridged", "true") != "false"
        talked = bridged and request.form.get("DialCallStatus") == "completed"
        return _twiml(calls.transferred(line, conversation, step, talked=talked))

    @phone.post("/twilio/voice/connected")
    def connected() -> Response:
        talked = request.form.get("DialCallStatus") == "completed"
        return _twiml(calls.connected(*_step(catalogue), talked=talked))

    @phone.post("/twilio/voice/whisper")
    def knock() -> Response:
        return _twiml(calls.knock(*_asked_step()))

    @phone.post("/twilio/voice/whisper/open")
    def open_() -> Response:
        return _twiml(calls.opened(*_asked_step(), _heard().keys))

    @phone.post("/twilio/voice/status")
    def status() -> Response:
        call_sid = request.form.get("CallSid", "")
        if not call_sid or len(call_sid) > LONGEST_ID:
            abort(400)
        if (status := request.form.get("CallStatus")) in OVER:
            calls.ended(call_sid, str(status), _row())
        return Response(status=204)

    @phone.errorhandler(NotThisCall)
    def refuse(_error: NotThisCall) -> Response:
        log.warning("voice.not_this_call", call=request.form.get("CallSid"))
        return Response(status=403)

    @phone.errorhandler(Exception)
    def apologise(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        log.exception("voice.failed", call=request.form.get("CallSid"))
        try:
            line = _line(catalogue)
            if line is not None:
                return _twiml(calls.give_up(line))
        except Exception:
            # The database itself, perhaps. The caller must still hear something.
            log.exception("voice.failed_again")
        return last_words("phone.broken")

    def last_words(name: str) -> Response:
        response = VoiceResponse()
        voice.speak(response, renderer.words(name, "nb"), Pace())
        response.hangup()
        return _twiml(str(response))

    return phone


def _add_duty(
    phone: Blueprint, services: Services, renderer: PhoneRenderer, catalogue: Catalogue
) -> None:
    """The addresses of calls to somebody on duty."""
    duty = DutyDocuments(services.settings, renderer, catalogue, services.duty)

    @phone.post("/twilio/voice/duty")
    def ring() -> Response:
        line, row = _line(catalogue), _row()
        document = duty.rung(line, row) if line is not None and row is not None else None
        if document is None:
            abort(400)
        return _twiml(document)

    @phone.post("/twilio/voice/duty/key")
    def take() -> Response:
        line, row = _line(catalogue), _row()
        if line is None or row is None:
            abort(400)
        return _twiml(duty.pressed(line, row, _heard().keys))


def _line(catalogue: Catalogue) -> Line | None:
    """The call that this request is about; None where nobody has the number that was called."""
    form = request.form
    call_sid, caller, to = form.get("CallSid", ""), form.get("From"), form.get("To", "")
    we_called = form.get("Direction", "").startswith("outbound")
    if we_called and caller is not None:
        caller, to = to, caller
    if not call_sid or len(call_sid) > LONGEST_ID or caller is None or not to:
        abort(400)
    municipality = catalogue.municipality_by_phone(to)
    if municipality is None:
        return None
    shown = E164.fullmatch(caller) is not None and caller != HIDDEN_CALLER
    return Line(
        call_sid=call_sid,
        caller=caller if shown else None,
        our_number=to,
        municipality=municipality.id,
        standard=municipality.standard,
        we_called=we_called,
    )


def _row() -> int | None:
    """The outbox row that our own address names, for a call that we placed."""
    row = request.args.get("row")
    if row is None:
        return None
    if not row.isascii() or not row.isdecimal() or len(row) > LONGEST_ROW:
        abort(400)
    return int(row)


def _step(catalogue: Catalogue) -> tuple[Line, str, int]:
    line = _line(catalogue)
    conversation, step = _asked_step()
    if line is None:
        raise NotThisCall
    return line, conversation, step


def _asked_step() -> tuple[str, int]:
    conversation = request.args.get("conversation", "")
    step = request.args.get("step", "")
    if not conversation or len(conversation) > LONGEST_ID or not step:
        abort(400)
    return conversation, _number(step)


def _number(digits: str) -> int:
    if not digits.isascii() or not digits.isdecimal() or int(digits) > MOST_STEPS:
        abort(400)
    return int(digits)


def _heard() -> Heard:
    keys = request.form.get("Digits", "").strip()
    if not KEYS.fullmatch(keys):
        abort(400)
    words = request.form.get("SpeechResult", "").strip()[:MOST_WORDS]
    if is_silence(words):
        words = ""  # the subtitle line that a recogniser hears where nobody speaks
    return Heard(keys, words, _confidence(request.form.get("Confidence", "")))


def _confidence(told: str) -> float | None:
    """The recogniser's figure; Twilio does not always tell one, and it may be nonsense."""
    try:
        figure = float(told)
    except ValueError:
        return None
    return figure if 0 <= figure <= 1 else None


def _twiml(document: str) -> Response:
    return Response(document, mimetype="text/xml")
