"""Starting what is measured: a process with a port, its time to the first answer, its memory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
ENGINE_PYTHON = ROOT / "assistant/engine/.venv/bin/python"
ENVIRONMENT = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}


@dataclass
class Server:
    """A running assistant.

    Attributes:
        name: as shown in results.
        seconds: from the start of the process to its first answer to a message.
        answer: sends one text in one conversation and waits for the answer; keeps what the
            assistant wants kept between turns of that conversation.
    """

    name: str
    process: subprocess.Popen[bytes]
    port: int
    seconds: float
    answer: Callable[[str, str], Any]
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=300))

    def peak_memory(self) -> float:
        """Most memory held so far, in MB (10^6 bytes); Linux only."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024 / 1e6


@contextmanager
def serving(
    name: str,
    command: list[str],
    port: int,
    answer: Callable[[httpx.Client, str, str], Any],
    folder: Path = ROOT,
) -> Iterator[Server]:
    """Start `command`, wait for its first answer, and end it afterwards.

    Raises:
        RuntimeError: no answer in ten minutes, or the process ended.
    """
    say(f"starting {name} ...")
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    http = httpx.Client(timeout=300)
    try:
        while True:
            try:
                answer(http, "start", "hei")
                break
            except (httpx.HTTPStatusError, httpx.TransportError) as error:
                if process.poll() is not None or time.monotonic() - began > 600:
                    raise RuntimeError(f"{name} did not answer") from error
                time.sleep(0.05)
        seconds = time.monotonic() - began
        say(f"{name} answered after {seconds:.1f} s")
        yield Server(
            name, process, port, seconds, lambda talk, text: answer(http, talk, text), http
        )
    finally:
        http.close()
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def run(command: list[str], folder: Path = ROOT) -> float:
    """Run a command to its end; returns its seconds.

    Raises:
        RuntimeError: it failed; with its last lines.
    """
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return time.monotonic() - began


@contextmanager
def constant_actions() -> Iterator[str]:
    """An action server that answers every action with the same message; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        wbufsize = -1

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"events": [], "responses": [{"custom": {"say": "bench"}}]}')

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhook"
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def say(line: str) -> None:
    """Progress goes to stderr; stdout holds the result alone."""
    print(line, file=sys.stderr, flush=True)
