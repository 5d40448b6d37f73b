"""The chat's routes: which address leads to which view."""

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from channels.services import Services
from channels.webchat.renderer import WebRenderer
from channels.webchat.sign_in import SignIn
from channels.webchat.views import PATIENCE, Chat
from provider_catalog.catalogue import Catalogue

NAME = "chat"


def blueprint(
    services: Services,
    renderer: WebRenderer,
    catalogue: Catalogue,
    sign_in: SignIn | None = None,
    patience: timedelta = PATIENCE,
) -> Blueprint:
    """The chat. The app's own check of CSRF is not for it: the key of each form is its own.

    Args:
        services: the parts of `channels`.
        renderer: draws replies.
        catalogue: knows the municipalities.
        sign_in: the way in with ID-porten; None where there is none.
        patience: how long a post waits for the assistant.
    """
    web = Blueprint(
        NAME,
        __name__,
        template_folder="templates",
        static_folder="static/chat",
        static_url_path="/static/chat",
    )
    sign_in = sign_in or SignIn()
    chat = Chat(services, renderer, catalogue, sign_in, patience)
    web.add_url_rule("/chat", view_func=chat.start, endpoint="start")
    web.add_url_rule("/chat/<municipality>", view_func=chat.page, endpoint="page")
    web.add_url_rule(
        "/chat/<municipality>", view_func=chat.receive, endpoint="receive", methods=["POST"]
    )

    def news(municipality: str) -> ResponseReturnValue:
        return chat.news(municipality)

    view = sign_in.watching(news)
    web.add_url_rule("/chat/<municipality>/nytt", view_func=view, endpoint="news")
    web.add_url_rule("/chat/<municipality>/siste", view_func=chat.look, endpoint="look")
    web.add_url_rule(
        "/chat/<municipality>/samtale.txt", view_func=chat.transcript, endpoint="transcript"
    )
    web.add_url_rule(
        "/chat/<municipality>/varsle", view_func=chat.tell_me, endpoint="tell_me", methods=["POST"]
    )
    web.add_url_rule(
        "/chat/<municipality>/tilbake/<secret>",
        view_func=chat.way_back.show,
        endpoint="back",
        methods=["GET", "POST"],
    )
    web.add_url_rule(
        "/chat/<municipality>/avslutt", view_func=chat.end, endpoint="end", methods=["POST"]
    )
    return web
