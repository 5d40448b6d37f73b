"""Demos run side by side, each on its own ports, and one starts on any day."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from service.engine.engine_process import train
from service.paths import ROOT

PORTS = ("PORT", "ENGINE_PORT", "ACTIONS_PORT", "FAKE_TWILIO_PORT", "FAKE_LOGIN_PORT")
START_SECONDS = 600
Demo = Callable[..., dict[str, str]]

pytestmark = pytest.mark.engine


def free_ports() -> dict[str, str]:
    sockets = [socket.socket() for _ in PORTS]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return {f"BRUKERVALG_{name}": str(port) for name, port in zip(PORTS, ports, strict=True)}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    train(quiet=True)  # which may take longer than a demo's start should
    running: list[subprocess.Popen[bytes]] = []

    def start(**more: str) -> dict[str, str]:
        folder = tmp_path / str(len(running))
        folder.mkdir()
        environment = {
            **os.environ,
            **free_ports(),
            "BRUKERVALG_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite",
            **more,
        }
        log = (folder / "log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "service", "demo"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        log.close()
        running.append(process)
        end_at = time.monotonic() + START_SECONDS
        while time.monotonic() < end_at and process.poll() is None:
            try:
                if httpx.get(at(environment, "PORT", "/healthz")).is_success:
                    return environment
            except httpx.HTTPError:
                time.sleep(0.2)
        raise AssertionError((folder / "log").read_text("utf-8")[-3000:])

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
    for process in running:
        process.wait(300)


def at(environment: dict[str, str], port: str, path: str) -> str:
    return f"http://127.0.0.1:{environment[f'BRUKERVALG_{port}']}{path}"


def says(environment: dict[str, str], words: str) -> str:
    """The answer to a text from Solveig, through the simulator at the shell."""
    done = subprocess.run(
        [sys.executable, "-m", "service", "sms", "--from", "+4740011001"],
        cwd=ROOT,
        env=environment,
        input=words,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout


def test_two_demos_answer_and_sign_in_side_by_side(demo: Demo) -> None:
    """One of them on a day that few years have: a demo starts on any."""
    both = [demo(), demo(BRUKERVALG_NOW="2028-02-29T10:00+01:00")]
    for each in both:
        assert "velge" in says(each, "Hvem kan jeg velge?\n")
        sign_in = httpx.get(at(each, "PORT", "/logg-inn"))
        assert sign_in.status_code == 302
        assert sign_in.headers["location"].startswith(at(each, "FAKE_LOGIN_PORT", "/idporten"))
        assert httpx.get(sign_in.headers["location"]).status_code == 200
