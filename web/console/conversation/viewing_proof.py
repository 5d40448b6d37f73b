"""That a caseworker has opened a conversation, with a reason: what its live part asks for."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from web.console.request.current_user import here

_SALT = "conversation-look"


def sign_look(conversation_id: str) -> str:
    """A proof that whoever is signed in has opened a conversation, and that it was logged."""
    return _signer().dumps([conversation_id, here().subject])


def was_looked_at(conversation_id: str, proof: str) -> bool:
    """Whether a proof is of this conversation, by whoever is signed in."""
    try:
        return bool(_signer().loads(proof) == [conversation_id, here().subject])
    except BadSignature:
        return False


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["WTF_CSRF_SECRET_KEY"], salt=_SALT)
