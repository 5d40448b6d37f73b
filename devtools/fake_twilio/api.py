"""The fake's addresses: Twilio's for messages and calls, and its own for making it fail."""

import socket
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, request
from phonenumbers import (
    NumberParseException,
    PhoneNumberType,
    is_possible_number,
    number_type,
    parse,
)

from devtools.fake_twilio.callbacks import Callbacks
from devtools.fake_twilio.state import (
    API_VERSION,
    Answer,
    CallbackPlan,
    FakeTwilio,
    Fault,
    FaultKind,
    Refused,
    Resource,
)

_LONGEST_BODY = 1600
_PAGE_SIZE, _LARGEST_PAGE = 50, 1000
# Twilio's own magic numbers (https://www.twilio.com/docs/iam/test-credentials).
_MAGIC = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable via SMS."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient"),
    "+15005550009": (21614, "'To' number is not a valid mobile number"),
}


def create_api(fake: FakeTwilio, callbacks: Callbacks) -> Flask:
    """The fake as a web application."""
    app = Flask("fake_twilio", static_folder=None)
    base = f"/{API_VERSION}/Accounts/{fake.account_sid}"

    @app.before_request
    def only_the_account() -> None:
        if request.path.startswith(f"/{API_VERSION}/"):
            known = request.authorization
            if known is None or (known.username, known.password) != (
                fake.account_sid,
                fake.auth_token,
            ):
                raise Refused(401, 20003, "Authenticate")
            if request.url_rule is None:
                raise Refused(404, 20404, f"The requested resource {request.path} was not found")

    @app.errorhandler(Refused)
    def refuse(refused: Refused) -> tuple[Response, int]:
        answer = {
            "code": refused.code,
            "message": str(refused),
            "more_info": f"https://www.twilio.com/docs/errors/{refused.code}",
            "status": refused.status,
        }
        return jsonify(answer), refused.status

    @app.post(f"{base}/Messages.json")
    def create_message() -> tuple[Response, int]:
        fault = _fault_before(fake)
        to, sender, text = _message_form(fake)
        message = fake.add_message(to, sender, text, request.form.get("StatusCallback"))
        message.validity_seconds = request.form.get("ValidityPeriod", type=int)
        accepted = jsonify(message.body), 201
        callbacks.follow_message(message)
        _fault_after(fault)
        return accepted

    @app.post(f"{base}/Calls.json")
    def create_call() -> tuple[Response, int]:
        fault = _fault_before(fake)
        form = request.form
        to, sender = form.get("To", ""), form.get("From", "")
        if not _possible(to):
            raise Refused(400, 21211, f"The phone number you are attempting to call, {to}")
        if not _possible(sender):
            raise Refused(400, 21212, f"The source phone number provided, {sender}")
        if not any(form.get(name) for name in ("Url", "Twiml", "ApplicationSid")):
            raise Refused(400, 21205, "Url parameter is required.")
        call = fake.add_call(to, sender, form.get("StatusCallback"))
        call.url, call.detects = form.get("Url", ""), "MachineDetection" in form
        accepted = jsonify(call.body), 201
        callbacks.follow_call(call)
        _fault_after(fault)
        return accepted

    @app.get(f"{base}/Messages.json")
    def list_messages() -> Response:
        return _page("messages", fake.newest_first(fake.messages), "DateSent", "date_sent")

    @app.get(f"{base}/Calls.json")
    def list_calls() -> Response:
        return _page("calls", fake.newest_first(fake.calls), "StartTime", "start_time")

    @app.get(f"{base}/Messages/<sid>.json")
    def fetch_message(sid: str) -> Response:
        return jsonify(_find(fake.messages, sid).body)

    @app.get(f"{base}/Calls/<sid>.json")
    def fetch_call(sid: str) -> Response:
        return jsonify(_find(fake.calls, sid).body)

    @app.post(f"{base}/Calls/<sid>.json")
    def end_call(sid: str) -> Response:
        call = _find(fake.calls, sid)
        if request.form.get("Status") in ("completed", "canceled"):
            fake.set_status(call, request.form["Status"])
        return jsonify(call.body)

    _add_own_addresses(app, fake)
    return app


def _add_own_addresses(app: Flask, fake: FakeTwilio) -> None:
    @app.post("/fault")
    def add_fault() -> tuple[str, int]:
        """`{"kind": "refuse", "status": 429, "code": 20429, "times": 3}`."""
        wanted: dict[str, Any] = request.get_json()
        times = int(wanted.pop("times", 1))
        kind = FaultKind(wanted.pop("kind"))
        fake.faults.extend([Fault(kind, **wanted)] * times)
        return "", 204

    @app.post("/plan")
    def set_plan() -> tuple[str, int]:
        """`{"to": "+47…", "statuses": ["sent", "undelivered"], "error_code": 30003}`."""
        wanted: dict[str, Any] = request.get_json()
        to = wanted.pop("to", None)
        plan = CallbackPlan(**(wanted | {"statuses": tuple(wanted["statuses"])}))
        if to is None:
            fake.plan = plan
        else:
            fake.plans[to] = plan
        return "", 204

    @app.post("/answer")
    def set_answer() -> tuple[str, int]:
        """`{"to": "+47…", "by": "human", "script": ["jeg vil bytte"]}`."""
        wanted: dict[str, Any] = request.get_json()
        to = wanted.pop("to")
        fake.answers[to] = Answer(**(wanted | {"script": tuple(wanted.get("script", ()))}))
        return "", 204

    @app.post("/opted-out")
    def opt_out() -> tuple[str, int]:
        """`{"number": "+47…", "our_number": "+47…"}`."""
        wanted = request.get_json()
        fake.opted_out.add((wanted["number"], wanted["our_number"]))
        return "", 204


def _message_form(fake: FakeTwilio) -> tuple[str, str, str]:
    to, sender, text = (request.form.get(name, "") for name in ("To", "From", "Body"))
    if not to:
        raise Refused(400, 21604, "A 'To' phone number is required.")
    if not sender:
        raise Refused(400, 21603, "A 'From' phone number is required.")
    if not text.strip():
        raise Refused(400, 21602, "Message body is required.")
    if len(text) > _LONGEST_BODY:
        raise Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
    if not _possible(sender):
        raise Refused(400, 21212, f"The 'From' number {sender} is not a valid phone number.")
    if to in _MAGIC:
        raise Refused(400, *_MAGIC[to])
    if not _possible(to):
        raise Refused(400, 21211, f"The 'To' number {to} is not a valid phone number.")
    if number_type(parse(to)) is PhoneNumberType.FIXED_LINE:
        raise Refused(400, 21614, f"'To' number: {to}, is not a valid mobile number")
    if (to, sender) in fake.opted_out:
        raise Refused(400, 21610, "Attempt to send to unsubscribed recipient")
    return to, sender, text


def _possible(number: str) -> bool:
    try:
        return number.startswith("+") and is_possible_number(parse(number))
    except NumberParseException:
        return False


def _fault_before(fake: FakeTwilio) -> Fault | None:
    fault = fake.next_fault()
    if fault is not None and fault.kind is FaultKind.REFUSE:
        raise Refused(fault.status, fault.code, "told to fail")
    return fault


def _fault_after(fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.kind is FaultKind.SLOW:
        time.sleep(fault.seconds)
    elif fault.kind is FaultKind.DROP:
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)


def _find(resources: list[Resource], sid: str) -> Resource:
    for resource in resources:
        if resource.sid == sid:
            return resource
    raise Refused(404, 20404, f"The requested resource {request.path} was not found")


def _page(name: str, resources: list[Resource], date_filter: str, date_field: str) -> Response:
    args = request.args
    try:
        size = min(int(args.get("PageSize", _PAGE_SIZE)), _LARGEST_PAGE)
        number = int(args.get("Page", 0))
        on_day = _date_test(date_filter)
    except ValueError:
        abort(400)
    chosen = [
        resource.body
        for resource in resources
        if args.get("To") in (None, resource.to)
        and args.get("From") in (None, resource.sender)
        and args.get("Status") in (None, resource.body["status"])
        and on_day(resource.body[date_field])
    ]
    start = number * size
    shown = chosen[start : start + size]

    def address(page: int) -> str:
        query = args.to_dict() | {"PageSize": str(size), "Page": str(page)}
        return f"{request.path}?{urlencode(query)}"

    more = start + size < len(chosen)
    return jsonify(
        {
            name: shown,
            "end": start + len(shown) - 1 if shown else 0,
            "first_page_uri": address(0),
            "next_page_uri": address(number + 1) if more else None,
            "page": number,
            "page_size": size,
            "previous_page_uri": address(number - 1) if number else None,
            "start": start,
            "uri": address(number),
        }
    )


def _date_test(name: str) -> Callable[[str | None], bool]:
    """Twilio's date filters: the day, or `<` and `>` for on-or-before and on-or-after."""
    bounds = [(sign, request.args.get(name + sign)) for sign in ("", "<", ">")]
    wanted = [(sign, datetime.fromisoformat(day).date()) for sign, day in bounds if day]

    def test(written: str | None) -> bool:
        if not wanted:
            return True
        if written is None:
            return False
        day = datetime.strptime(written, "%a, %d %b %Y %H:%M:%S %z").date()
        return all(
            {"": day == bound, "<": day <= bound, ">": day >= bound}[sign] for sign, bound in wanted
        )

    return test
