"""Serving: app, action webhook, worker and engine together, until it is told to stop."""

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import structlog
from cheroot.wsgi import Server
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from assistant.actions.webhook import create_webhook
from brukervalg import health
from brukervalg.chat_sign_in import chat_sign_in
from brukervalg.engine_for_trials import trials_of
from brukervalg.engine_process import EngineProcess, train
from brukervalg.house import House
from brukervalg.purge import DEFAULT_DAYS
from casework import console
from channels.phone import webhook as calls
from channels.web import pages as chat
from channels.web import widget
from channels.web_app import create_app
from design import shell
from editions.following import LOOK_EVERY_SECONDS
from foundation.settings import Settings
from learning.trials import Trials
from migrations import upgrade
from sign_in import install as install_sign_in
from website import pages
from website.api.app import create_api, mount
from website.own import pages as own_pages
from website.own.room import Room

log = structlog.get_logger(__name__)

LOOPBACK = "127.0.0.1"
PUBLIC_THREADS = 16
ACTION_THREADS = 8
ENGINE_START_SECONDS = 180.0
SIGNED = ("twilio_sms", "twilio_status", "twilio_voice", chat.NAME)
"""Blueprints whose posts are signed: Twilio's by Twilio, the chat's by the key of each form."""
EFFECT_EVERY_SECONDS = 600.0
NOTICES_EVERY_SECONDS = 60.0


class Serving:
    """The running service.

    Args:
        settings: ports, database, secrets.
        say: told what happens during the start, a line each.
        notices: whether we write first, by ourselves.
    """

    def __init__(
        self, settings: Settings, say: Callable[[str], None] = print, *, notices: bool = True
    ) -> None:
        self.settings = settings
        self.house = House.build(settings)
        self._say = say
        self._stopping = threading.Event()
        self._engine = EngineProcess(settings)
        self._trials = trials_of(self.house, self._engine.restart)
        self._servers = [
            _server(create_public(self.house, self._trials), settings.port, PUBLIC_THREADS),
            _server(create_webhook(self.house.rooms), settings.actions_port, ACTION_THREADS),
        ]
        self._threads = [
            threading.Thread(target=server.serve, name=f"http-{server.bind_addr}", daemon=True)
            for server in self._servers
        ]
        repeated: list[tuple[str, float, Callable[[], object]]] = [
            ("effect", EFFECT_EVERY_SECONDS, self.house.register.bring_into_effect),
            ("editions", LOOK_EVERY_SECONDS, self.house.follower.look),
        ]
        if notices:
            repeated.append(("notices", NOTICES_EVERY_SECONDS, self.house.planner.run))
        for name, every, work in repeated:
            self._threads.append(
                threading.Thread(
                    target=self._repeat, args=(name, every, work), name=name, daemon=True
                )
            )

    def start(self) -> None:
        """Start everything; returns when the engine answers.

        Raises:
            OSError: a port is taken.
            RuntimeError: the engine did not answer in time.
        """
        # Ports first: a taken one is found before anything else is begun.
        for server in self._servers:
            server.prepare()
        self.house.services.worker.take_over()
        self._engine.start()
        for thread in self._threads:
            thread.start()
        self._say("starter motoren (Rasa) ...")
        if not self._engine.wait_until_ready(ENGINE_START_SECONDS):
            raise RuntimeError("the engine did not answer in time")
        # Messages that a former process left are taken up only now that they can be answered.
        self.house.services.worker.start()

    def stop(self) -> None:
        """Stop taking in, finish what is under way, end the engine."""
        self._stopping.set()
        for server in self._servers:
            server.stop()
        self.house.services.worker.stop()
        self._engine.stop()
        self.house.services.close()

    def wait(self) -> None:
        """Wait until Ctrl-C or SIGTERM."""
        self._stopping.wait()

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end `wait`."""

        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stopping.set()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)

    def _repeat(self, name: str, seconds: float, work: Callable[[], object]) -> None:
        while True:
            try:
                work()
            except Exception:
                log.exception(f"{name}.failed")
            if self._stopping.wait(seconds):
                return


def run_until_stopped(serving: Serving, ready: Callable[[], None]) -> None:
    """Start, tell that all is ready, and serve until Ctrl-C; then end every part."""
    serving.stop_on_signals()
    try:
        serving.start()
        ready()
        serving.wait()
    finally:
        serving.stop()


def create_public(house: House, trials: Trials | None = None) -> Flask:
    """The public app: webhooks, pages and the health check.

    Args:
        house: all rooms.
        trials: of new models; None where no engine of this process can be trained.
    """
    app = create_app(house.services)
    app.register_blueprint(calls.blueprint(house.services, house.phone, house.catalogue))
    app.register_blueprint(health.blueprint(house.settings, house.services.database))
    install_sign_in(app, house.settings, house.services.database, house.services.clock)
    way_in = chat_sign_in(house.register, house.settings)
    app.register_blueprint(chat.blueprint(house.services, house.web, house.catalogue, way_in))
    app.register_blueprint(widget.blueprint(house.catalogue, house.settings))
    clock = house.services.clock
    api = create_api(house.catalogue, clock)
    pages.install(
        app,
        house.catalogue,
        clock,
        pages.Kept(DEFAULT_DAYS),
        api.api_doc,
        signs_in=bool(house.settings.idporten_issuer),
    )
    own_room = Room(
        house.register, house.catalogue, house.services.database, clock, house.settings.secret_key
    )
    own_pages.install(app, own_room)
    app.register_blueprint(console.blueprint(replace(house.console, trials=trials)))
    shell.init_app(app, house.settings, without_csrf=SIGNED)
    mount(app, api)
    before = house.settings.proxies
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=before, x_proto=before, x_host=before
    )
    return app


def prepare(settings: Settings, say: Callable[[str], None] = print) -> None:
    """What must be there before a start: tables and a model."""
    say("oppdaterer databasen ...")
    upgrade(settings.database_url)
    say("ser etter en trent modell ...")
    train()


def _server(app: Flask, port: int, threads: int) -> Server:
    return Server((LOOPBACK, port), app, numthreads=threads, server_name="brukervalg")
