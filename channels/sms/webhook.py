"""`POST /twilio/sms`: a text message comes in, is stored once, and only then acknowledged.

The answer to Twilio is always empty: replies go through the outbox, so that nothing depends on how
long the assistant thinks.
"""

import structlog
from flask import Blueprint, Response, abort, request
from twilio.twiml.messaging_response import MessagingResponse

from channels.services import Services
from channels.signature import guard
from conversations.suppression import OptOut
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from core.channel import Channel
from core.phone_number import PhoneNumber

log = structlog.get_logger(__name__)

_LONGEST_ID = 64
_LONGEST_TEXT = 1600
"""Characters: the most that Twilio passes on (error 21617)."""


def blueprint(services: Services) -> Blueprint:
    """The adapter for text messages."""
    routes = Blueprint("twilio_sms", __name__)
    guard(routes, services.settings)

    @routes.post("/twilio/sms")
    def receive() -> Response:
        form = request.form
        message_id, sender, to = form.get("MessageSid"), form.get("From"), form.get("To")
        if not message_id or not sender or not to or len(message_id) > _LONGEST_ID:
            abort(400)
        municipality = services.catalogue.municipality_by_phone(to)
        if municipality is None:
            log.error("sms.unknown_number", to=to)
            abort(404)
        if not PhoneNumber(sender).is_possible or services.catalogue.municipality_by_phone(sender):
            # A short code, a name, a premium service or ourselves: answering leads nowhere.
            log.warning("sms.not_a_person", message=message_id)
            return acknowledged()
        text = form.get("Body", "")[:_LONGEST_TEXT]
        if services.duty.text(municipality.id, sender, text, message_id):
            log.info("sms.from_duty", message=message_id)
            return acknowledged()
        stored = services.inbox.store(
            Incoming(
                provider_id=message_id,
                opening=Opening(
                    municipality=municipality.id,
                    channel=Channel.SMS,
                    peer=sender,
                    our_number=to,
                    standard=municipality.standard if municipality.standard == "nn" else "nb",
                ),
                text=text,
                media_count=_count(form.get("NumMedia", "0")),
                opt_out=_opt_out(form.get("OptOutType", "")),
            )
        )
        log.info("sms.stored", message=message_id, again=stored.again)
        services.bells.messages.ring()
        return acknowledged()

    return routes


def acknowledged() -> Response:
    """An empty answer: "taken; send nothing yourself"."""
    return Response(str(MessagingResponse()), mimetype="text/xml")


def _count(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) <= 2 else 0  # noqa: PLR2004


def _opt_out(asked: str) -> OptOut | None:
    return OptOut(asked) if asked in set(OptOut) else None
