"""A process of the app that lives until it is killed.

Webhooks, actions and worker. The engine is another process, which outlives this one, so that a new
life begins in a second.
"""

import os
import sys
import threading
from pathlib import Path

from assistant.actions.webhook import create_webhook
from core.settings import Settings
from service.application import Application
from service.logs import set_up
from service.server import create_public
from tests.dialogue.harness import Serve


def live(settings: Settings, log: Path) -> None:
    """Take over what a former life left, and serve; all that is logged is added to a file."""
    with log.open("a") as written:
        os.dup2(written.fileno(), sys.stdout.fileno())
        os.dup2(written.fileno(), sys.stderr.fileno())
    set_up()
    application = Application.build(settings)
    application.services.worker.take_over()
    application.services.worker.start()
    Serve(create_webhook(application.action_dependencies), settings.actions_port)
    Serve(create_public(application), settings.port)
    threading.Event().wait()
