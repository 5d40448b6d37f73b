"""Is this webhook from Twilio? Checked before anything else happens with it.

Twilio signs the address that it was given, which is our configured public address; what a proxy or
the caller writes in `Host` or `X-Forwarded-…` is never believed.
https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import structlog
from flask import Blueprint, abort, request
from twilio.request_validator import RequestValidator

from core.settings import Settings

log = structlog.get_logger(__name__)

SIGNATURE_HEADER = "X-Twilio-Signature"


def guard(blueprint: Blueprint, settings: Settings) -> None:
    """Refuse every request to the blueprint that Twilio has not signed: 403, and no trace."""
    validator = RequestValidator(settings.twilio_auth_token)

    @blueprint.before_request
    def refuse_forged() -> None:
        signature = request.headers.get(SIGNATURE_HEADER, "")
        address = signed_address(settings, request.path, request.query_string.decode("latin-1"))
        if not signature or not validator.validate(address, request.form, signature):
            log.warning("webhook.forged", path=request.path)
            abort(403)


def signed_address(settings: Settings, path: str, query: str = "") -> str:
    """The address as Twilio was given it."""
    return settings.base_url + path + (f"?{query}" if query else "")
