"""The web application of this room: the webhooks that Twilio calls."""

from flask import Blueprint, Flask

from channels.services import Services
from channels.sms import status, webhook

MOST_BYTES = 64 * 1024
"""A webhook is a short form; whatever is longer is refused with 413 before it is read."""


def create_app(services: Services, *more: Blueprint) -> Flask:
    """The application with the webhooks of this room.

    Args:
        services: the parts of this room.
        more: further blueprints, as `channels.phone.webhook.blueprint` makes one.
    """
    app = Flask("channels", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.register_blueprint(webhook.blueprint(services))
    app.register_blueprint(status.blueprint(services))
    for blueprint in more:
        app.register_blueprint(blueprint)
    return app
