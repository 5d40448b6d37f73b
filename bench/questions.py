"""What is answered to a file of questions: question, what answered it, and the words.

Each question is the first message of a conversation of its own, by SMS, through the real model and
the real actions. A line of the file is `{"question", "about"}`, `about` being for whoever judges.
`answered_by` is the id of a statement (provider_catalog/facts/statements), a rule, or the name of
the text that the dialogue's own answer begins with.

    .venv/bin/python -m bench.questions FILE … [--municipality 0301] [--json]
"""

import argparse
import json
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from assistant.actions.webhook import create_webhook
from assistant.texts.rendering import Texts
from bench.speed.processes import free_port
from channels.sms.renderer import SmsRenderer
from core.settings import Settings
from migrations import upgrade
from service.application import Application
from service.engine.engine_process import EngineProcess
from service.web_server import WebServer

START_SECONDS = 120.0


def main() -> None:
    """Ask every question and print the answers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--municipality", default="0301")
    options.add_argument("--json", action="store_true", help="a JSON object a line")
    given = options.parse_args()
    with asking(given.municipality) as ask:
        for file in given.files:
            for line in file.read_text("utf-8").splitlines():
                if line.strip():
                    asked = json.loads(line)
                    told = {"author": file.stem, **asked, **ask(str(asked["question"]))}
                    _show(told, as_json=given.json)


def _show(told: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(told, ensure_ascii=False), flush=True)
        return
    by = ", ".join(told["answered_by"])
    print(f"{told['question']}\n  [{told['intent']}] {by}\n  {told['answer']}\n", flush=True)


class Asking:
    """Asks one question at a time.

    Args:
        settings: with the ports.
        application: what answers.
        municipality: whose number is texted.
    """

    def __init__(self, settings: Settings, application: Application, municipality: str) -> None:
        self._url = f"http://127.0.0.1:{settings.engine_port}/turn"
        self._texts: Texts = application.texts
        self._renderer = SmsRenderer(application.texts)
        self._municipality = municipality
        self._asked = 0

    def __call__(self, question: str, slots: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The intent, what answered, the words, and the slots afterwards."""
        self._asked += 1
        context = {
            "channel": "sms",
            "municipality": self._municipality,
            "conversation": f"question-{self._asked}",
            "key": str(self._asked),
            "standard": "nb",
        }
        turn = httpx.post(
            self._url,
            json={
                "conversation": context["conversation"],
                "text": question,
                "slots": dict(slots or {}),
                "context": context,
            },
            timeout=30,
        ).json()
        says = [message for message in turn["messages"] if "say" in message]
        rendered = self._renderer.render(says, "nb", {})
        return {
            "intent": turn["understood"]["intent"],
            "heard": {
                each["intent"]: round(each["confidence"], 3)
                for each in turn["understood"]["readings"]
            },
            "answered_by": [_by(message) for message in says],
            "answer": rendered.text,
            "slots": turn["slots"],
        }


def _by(message: Mapping[str, Any]) -> str:
    values = message.get("values", {})
    if message["say"] == "facts.said":
        return str(values["statement"]["statement"])
    if message["say"] == "facts.rule":
        return f"rule:{values['told']['told']['rule']}"
    return str(message["say"])


@contextmanager
def asking(municipality: str) -> Iterator[Asking]:
    """The engine with the trained model, and the actions on an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/questions.sqlite",
            engine_port=free_port(),
            actions_port=free_port(),
        )
        upgrade(settings.database_url)
        application = Application.build(settings)
        application.catalogue.facts.prepare()  # as a service does while it starts
        actions = WebServer(
            create_webhook(application.action_dependencies), settings.actions_port, 4
        )
        actions.prepare()

        threading.Thread(target=actions.serve, daemon=True).start()
        engine = EngineProcess(settings)
        engine.start()
        try:
            if not engine.wait_until_ready(START_SECONDS):
                raise SystemExit("the engine did not start")
            yield Asking(settings, application, municipality)
        finally:
            engine.stop()
            actions.stop()
            application.services.close()


if __name__ == "__main__":
    main()
