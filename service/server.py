"""Serving: app, action webhook, worker and engine together, until it is told to stop."""

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import structlog
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from assistant.actions.webhook import create_webhook
from casework.review.trials import Trials
from channels.phone import webhook as calls
from channels.web_app import create_app
from channels.webchat import routes as chat
from channels.webchat import widget
from conversations.turns.waiting import THREADS as WAITING_THREADS
from conversations.worker import DELIVERY_THREADS, TURN_THREADS
from core.settings import Settings
from migrations import upgrade
from provider_catalog.revisions.reloader import LOOK_EVERY_SECONDS
from service import health
from service.application import Application
from service.chat_sign_in import ProofsOfSignIns, chat_sign_in
from service.commands.purge import DEFAULT_DAYS
from service.engine.engine_process import EngineProcess, train
from service.engine.trial_engine import trials_of
from service.retention.unfinished_proof import forget_unfinished_proofs
from service.web_server import WebServer
from web.api.app import create_api, mount
from web.auth import install as install_sign_in
from web.choosing import pages as choosing
from web.choosing.dependencies import Dependencies as ChoosingDependencies
from web.citizen import pages as own_pages
from web.citizen.dependencies import Dependencies as OwnPagesDependencies
from web.console import console
from web.layout import shell
from web.layout.own_host import OwnHost
from web.public import pages

log = structlog.get_logger(__name__)

PUBLIC_THREADS = 20
ACTION_THREADS = 8
WORKER_THREADS = TURN_THREADS + DELIVERY_THREADS + 2
"""With the one that watches for danger, and the one that calls those on duty."""
ENGINE_START_SECONDS = 180.0
SIGNED = ("twilio_sms", "twilio_status", "twilio_voice", chat.NAME)
"""Blueprints whose posts are signed: Twilio's by Twilio, the chat's by the key of each form."""
EFFECT_EVERY_SECONDS = 600.0
ENDS_EVERY_SECONDS = 6 * 3600.0
NOTICES_EVERY_SECONDS = 60.0
WARNINGS_EVERY_SECONDS = 5.0
RECEIPTS_EVERY_SECONDS = 600.0
PROOFS_EVERY_SECONDS = 60.0
ENGINE_EVERY_SECONDS = 5.0


class Serving:
    """The running service.

    Args:
        settings: ports, database, secrets.
        say: told what happens during the start, a line each.
        notices: whether we write first, by ourselves.

    Attributes:
        most_connections: how many threads may ask the database at once, the trial of a model aside.
    """

    def __init__(
        self, settings: Settings, say: Callable[[str], None] = print, *, notices: bool = True
    ) -> None:
        self.settings = settings
        self.application = Application.build(settings)
        services = self.application.services
        self._say = say
        self._stopping = threading.Event()
        self._engine = EngineProcess(settings)
        self._trials = trials_of(self.application, self._engine.restart)
        public = create_public(self.application, self._trials)
        actions = create_webhook(self.application.action_dependencies)
        self._servers = [
            WebServer(public, settings.port, PUBLIC_THREADS),
            WebServer(actions, settings.actions_port, ACTION_THREADS),
        ]
        self._threads = [
            threading.Thread(target=server.serve, name=f"http-{server.port}", daemon=True)
            for server in self._servers
        ]
        repeated: list[tuple[str, float, Callable[[], object]]] = [
            ("effect", EFFECT_EVERY_SECONDS, self.application.register.bring_into_effect),
            ("ends", ENDS_EVERY_SECONDS, self.application.register.end_without_decision),
            ("receipts", RECEIPTS_EVERY_SECONDS, services.delivery.ask_what_became),
            ("editions", LOOK_EVERY_SECONDS, self.application.follower.look),
            ("proofs", PROOFS_EVERY_SECONDS, self._forget_proofs),
            ("warnings", WARNINGS_EVERY_SECONDS, self.application.planner.warn),
            ("engine", ENGINE_EVERY_SECONDS, self.application.desk.status.look_at_engine),
        ]
        if notices:
            repeated.append(("notices", NOTICES_EVERY_SECONDS, self.application.planner.run))
        served = PUBLIC_THREADS + WAITING_THREADS + ACTION_THREADS
        self.most_connections = served + WORKER_THREADS + len(repeated)
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
        self.application.services.worker.take_over()
        self._engine.start()
        for thread in self._threads:
            thread.start()
        self._say("starter motoren (Rasa) ...")
        self.application.catalogue.facts.prepare()
        if not self._engine.wait_until_ready(ENGINE_START_SECONDS):
            raise RuntimeError("the engine did not answer in time")
        # Messages that a former process left are taken up only now that they can be answered.
        self.application.services.worker.start()

    def stop(self) -> None:
        """Stop taking in, finish what is under way, end the engine."""
        self._stopping.set()
        for server in self._servers:
            server.stop()
        self.application.services.worker.stop()
        self._engine.stop()
        self.application.services.close()

    def wait(self) -> None:
        """Wait until Ctrl-C or SIGTERM."""
        self._stopping.wait()

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end `wait`."""

        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stopping.set()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)

    def _forget_proofs(self) -> None:
        services = self.application.services
        forget_unfinished_proofs(services.database, services.clock.now())

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


def create_public(application: Application, trials: Trials | None = None) -> Flask:
    """The public app: webhooks, pages and the health check.

    Args:
        application: what the pages and webhooks ask.
        trials: of new models; None where no engine of this process can be trained.
    """
    settings, services, catalogue = (
        application.settings,
        application.services,
        application.catalogue,
    )
    database, clock, register = services.database, services.clock, application.register
    app = create_app(services)
    app.register_blueprint(calls.blueprint(services, application.phone, catalogue))
    app.register_blueprint(health.blueprint(settings, database))
    install_sign_in(app, settings, database, clock, listener=ProofsOfSignIns(clock))
    signed_in = chat_sign_in(register, settings)
    app.register_blueprint(chat.blueprint(services, application.web, catalogue, signed_in))
    app.register_blueprint(widget.blueprint(catalogue, settings))
    api = create_api(catalogue, clock)
    pages.install(
        app,
        catalogue,
        clock,
        pages.Kept(DEFAULT_DAYS),
        api.api_doc,
        signs_in=bool(settings.idporten_issuer),
        full=register.full_providers,
    )
    own_pages.install(
        app, OwnPagesDependencies(register, catalogue, database, clock, settings.secret_keys)
    )
    choosing.install(app, ChoosingDependencies(register, catalogue, database, clock))
    app.register_blueprint(console.blueprint(replace(application.console, trials=trials)))
    shell.init_app(app, settings, without_csrf=SIGNED, is_invented=catalogue.is_invented)
    mount(app, api)
    before = settings.proxies
    own = OwnHost(app.wsgi_app, settings.base_url)
    app.wsgi_app = ProxyFix(own, x_for=before, x_proto=before, x_host=0)  # type: ignore[method-assign]
    return app


def prepare(settings: Settings, say: Callable[[str], None] = print) -> None:
    """What must be there before a start: tables and a model."""
    say("oppdaterer databasen ...")
    upgrade(settings.database_url)
    say("ser etter en trent modell ...")
    train()
