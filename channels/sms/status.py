"""`POST /twilio/status`: what became of a message, or of a call, that we sent."""

import structlog
from flask import Blueprint, Response, abort, request

from channels.services import Services
from channels.signature import guard
from conversations.delivery.reconciliation import StatusReport

log = structlog.get_logger(__name__)

_LONGEST = 40


def blueprint(services: Services) -> Blueprint:
    """The adapter for status callbacks."""
    routes = Blueprint("twilio_status", __name__)
    guard(routes, services.settings)

    @routes.post("/twilio/status")
    def receive() -> Response:
        form = request.form
        if form.get("CallSid"):
            log.info("call.status", call=form["CallSid"], status=form.get("CallStatus"))
            return Response(status=204)
        sid = form.get("MessageSid") or form.get("SmsSid")
        status = form.get("MessageStatus") or form.get("SmsStatus")
        if not sid or not status or len(sid) > _LONGEST or len(status) > _LONGEST // 2:
            abort(400)
        error_code = form.get("ErrorCode") or None
        services.delivery.record(StatusReport(sid, status, error_code, _row()))
        services.bells.outgoing.ring()
        return Response(status=204)

    return routes


def _row() -> tuple[int, int] | None:
    row, attempt = request.args.get("row", ""), request.args.get("attempt", "")
    return (int(row), int(attempt)) if row.isdecimal() and attempt.isdecimal() else None
