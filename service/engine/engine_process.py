"""The engine as a child process: trained when its data changed, started, watched, started again."""

import subprocess
import sys
import threading
import time

import httpx
import structlog

from core.loopback import IN_THE_CLEAR
from core.settings import Settings
from service.paths import ENGINE_PYTHON, LEARNED, ROOT

log = structlog.get_logger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 20.0
STEADY_SECONDS = 60.0
STOP_SECONDS = 5.0


class EngineMissing(RuntimeError):
    """The engine's environment is not installed."""


class TrainingFailed(RuntimeError):
    """The model could not be trained; the engine has said why."""


def require_engine() -> None:
    """See that the engine's environment is there.

    Raises:
        EngineMissing: says how to install it.
    """
    if not ENGINE_PYTHON.exists():
        raise EngineMissing("motorens miljø mangler; «make install» lager det")


def engine_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module in the engine's environment; run it in `ROOT`.

    Raises:
        EngineMissing: the environment is not installed.
    """
    require_engine()
    return [str(ENGINE_PYTHON), "-m", module, *arguments]


def train(*, force: bool = False, quiet: bool = False) -> None:
    """Train the model if its data changed; progress goes to the console.

    Args:
        force: train even if nothing changed.
        quiet: progress goes to standard error, for commands whose output is data.

    Raises:
        EngineMissing: the environment is not installed.
        TrainingFailed: the engine has said why.
    """
    command = engine_command(
        "assistant.engine.train", "--extra", str(LEARNED), *["--force"] * force
    )
    done = subprocess.run(command, cwd=ROOT, stdout=sys.stderr if quiet else None, check=False)
    if done.returncode:
        raise TrainingFailed("treningen av modellen gikk galt; se over")


class EngineProcess:
    """Runs the engine until it is stopped, and starts it again when it dies.

    It is handed one end of a pipe: when this process dies, however hard, the pipe closes and the
    engine ends too, so that no orphan keeps the port.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)

    @property
    def url(self) -> str:
        """Where the engine answers."""
        return f"http://127.0.0.1:{self._settings.engine_port}"

    def start(self) -> None:
        """Start it; `wait_until_ready` waits for it to answer."""
        require_engine()
        self._watcher.start()

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait until the engine answers. False when it did not in time."""
        end_at = time.monotonic() + seconds
        with httpx.Client(timeout=2, trust_env=False, verify=IN_THE_CLEAR) as client:
            while time.monotonic() < end_at and not self._stopping.is_set():
                try:
                    if client.get(f"{self.url}/health").is_success:
                        return True
                except httpx.HTTPError:
                    pass
                time.sleep(0.1)
        return False

    def stop(self) -> None:
        """End it, gently first."""
        self._stopping.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
        if self._watcher.is_alive():
            self._watcher.join(STOP_SECONDS)

    def restart(self) -> None:
        """End the running engine; the one that is started in its place takes the newest model.

        Messages that come in between wait for their next try.
        """
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()

    def _watch(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            began = time.monotonic()
            self._child = subprocess.Popen(self._command(), cwd=ROOT, stdin=subprocess.PIPE)
            code = self._child.wait()
            if self._child.stdin is not None:
                self._child.stdin.close()
            if self._stopping.is_set():
                return
            lived = time.monotonic() - began
            pause = FIRST_PAUSE_SECONDS if lived > STEADY_SECONDS else pause
            log.error("engine.ended", code=code, again_in_seconds=pause)
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _command(self) -> list[str]:
        settings = self._settings
        return [
            *engine_command("assistant.engine", "--while-stdin-is-open"),
            *("--port", str(settings.engine_port)),
            *("--actions-url", f"http://127.0.0.1:{settings.actions_port}/webhook"),
        ]
