"""A process of the app that lives until it is killed: `python -m tests.conversations.life`.

Webhooks, actions and worker, with the settings of the environment. The engine is another process,
which outlives this one, so that a new life begins in a second.
"""

import threading

from assistant.actions.webhook import create_webhook
from brukervalg.house import House
from brukervalg.logs import set_up
from brukervalg.serve import create_public
from foundation.settings import Settings
from tests.conversations.home import Serve


def main() -> None:
    set_up()
    settings = Settings(_env_file=None)
    house = House.build(settings)
    house.services.worker.start()
    Serve(create_webhook(house.rooms), settings.actions_port)
    Serve(create_public(house), settings.port)
    threading.Event().wait()


if __name__ == "__main__":
    main()
