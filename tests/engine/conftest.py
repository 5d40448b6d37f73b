"""The engine as it runs: a process of its own with a small trained project."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.engine.action_server import ActionServer

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "assistant/engine/.venv/bin/python"
PROJECT = Path(__file__).parent / "project"
# Kept between runs: `train` does nothing while the project and the environment stay the same.
MODELS = Path(tempfile.gettempdir()) / "brukervalg-engine-tests"


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the engine's Python from the repository's root, and wait."""
    return subprocess.run(
        [str(PYTHON), *arguments],
        cwd=ROOT, input=stdin, text=True, capture_output=True, check=False, timeout=900,
    )  # fmt: skip


@dataclass
class Engine:
    process: subprocess.Popen[bytes]
    port: int
    actions: ActionServer
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.http.post(f"http://127.0.0.1:{self.port}{path}", **body)

    def send(self, text: str, **others: Any) -> httpx.Response:
        body = {"conversation": "c1", "text": text, "slots": {}, "context": {}, **others}
        return self.post("/turn", json=body)

    def turn(self, text: str, **others: Any) -> dict[str, Any]:
        response = self.send(text, **others)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture(scope="session")
def model() -> Path:
    done = run("-m", "assistant.engine.train", "--project", str(PROJECT), "--models", str(MODELS))
    assert done.returncode == 0, done.stdout + done.stderr
    return MODELS


@pytest.fixture(scope="session")
def running(model: Path) -> Iterator[Engine]:
    actions = ActionServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--port", str(port), "--model", str(model), "--actions-url", actions.url]
    process = subprocess.Popen([str(PYTHON), "-m", "assistant.engine", *arguments], cwd=ROOT)
    engine = Engine(process, port, actions)
    try:
        _wait_for(engine)
        yield engine
    finally:
        engine.http.close()
        process.terminate()
        process.wait(120)
        actions.shutdown()
        actions.server_close()


@pytest.fixture
def engine(running: Engine) -> Engine:
    running.actions.calls.clear()
    return running


def _wait_for(engine: Engine) -> None:
    until = time.monotonic() + 600
    while time.monotonic() < until and engine.process.poll() is None:
        try:
            engine.http.get(f"http://127.0.0.1:{engine.port}/health")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the engine did not start")
