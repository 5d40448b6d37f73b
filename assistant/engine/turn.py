"""One turn of a conversation through Rasa, with nothing kept before or after it.

Rasa's own message processor, graph, policies and action calls do the work. What differs from stock:
a tracker lives for one request, an action that fails ends the turn, and a message can never be
taken for a command. See docs/decisions/004-engine.md for where in Rasa each of these has its seam.
"""

import dataclasses
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NoReturn

import aiohttp
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine import loader
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import (
    MODEL_ARCHIVE_METADATA_FILE,
    LocalModelStorage,
)
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ModelNotFound
from rasa.model import get_latest_model
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.io import read_json_file
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig

from assistant.second_reader.accepted import BY, accept

Json = dict[str, Any]

DEFAULT_LANGUAGE = "nb"
DOUBT = "nlu_fallback"
READINGS = 3
"""How many likely intents are told of."""


class TurnFailed(BaseException):
    """An action of this turn failed, so the turn as a whole did.

    Not an `Exception`: Rasa catches those around every action, logs them and goes on with the next
    action as if nothing were wrong.
    """


class ActionsAway(TurnFailed):
    """The action server is not there: this turn failed for no fault of its own."""


class Turns:
    """A loaded model that answers turns; safe to use for many conversations at once.

    Args:
        model: a model file, or a folder whose newest model is taken.
        actions_url: the webhook of the action server.

    Raises:
        rasa.exceptions.ModelNotFound: there is no model.
    """

    def __init__(self, model: Path, actions_url: str) -> None:
        self._store = _OneTurn()
        self._processor = _Processor(
            model_path=model,
            tracker_store=self._store,
            lock_store=InMemoryLockStore(),
            generator=TemplatedNaturalLanguageGenerator({}),
            action_endpoint=_ActionServer(actions_url),
            on_circuit_break=_too_many_actions,
        )
        self._domain: Domain = self._processor.domain
        self._processor.nlg = TemplatedNaturalLanguageGenerator(self._domain.responses)

    @property
    def model(self) -> str:
        """The file name of the loaded model."""
        return str(self._processor.model_filename)

    async def parse(
        self,
        text: str,
        pending: str | None = None,
        said: Sequence[str] = (),
        names: Sequence[Json] = (),
    ) -> Json:
        """Understand one text: `intent`, `confidence`, `entities`, `language`, `acts`, `choice`,
        `frame` (the choice with ids, as the actions get it), `speaker` (who speaks), `kind` (wish,
        question or statement), `danger` (alarm, check or None) and `doubt`.

        Args:
            text: what the person wrote or said.
            pending: the question that waits for an answer, which the text is then read as.
            said: what the same person wrote or said before, the oldest first.
            names: ways of saying names that are not in the files, as a turn's context has them.
        """
        known = {"pending": pending, "said": list(said), "names": list(names)}
        message = UserMessage(text, metadata=known)
        parsed = await self._processor.parse_message(message)
        return _understood(parsed) | {
            "acts": parsed.get("acts") or [],
            # With names in place of the ids that the actions take.
            "choice": parsed.get("choice_in_names"),
            "frame": parsed.get("choice"),
            "speaker": parsed.get("speaker"),
            "kind": parsed.get("kind"),
            "danger": parsed.get("danger"),
            "doubt": _doubts(parsed)["doubt"],
        }

    async def turn(self, conversation: str, text: str, slots: Json, context: Json) -> Json:
        """Answer one message.

        Args:
            conversation: the conversation's random id; it names the tracker, nothing is kept by it.
            text: what the person wrote or said; always text, never a command.
            slots: the state after the conversation's last turn; slots unknown to the domain are
                left out.
            context: handed to the actions as the message's metadata, with `pending` added; all but
                `reading`, a second reading of the message, which is taken here or not at all
                (`assistant.second_reader.accepted`).

        Returns:
            `messages`, the `slots` that differ from their initial values, `understood` (with
            `doubt` and the likeliest `readings`), and `unknown_slots`, the names left out.

        Raises:
            TurnFailed: an action failed; the turn may be run again from the same slots.
            ActionsAway: so it did, because nobody listens where the actions are.
        """
        known = {slot.name for slot in self._domain.slots}
        tracker = self._store.begin(conversation, self._domain)
        tracker.update_with_events(
            [
                ActionExecuted(ACTION_SESSION_START_NAME),
                SessionStarted(),
                *(SlotSet(name, value) for name, value in slots.items() if name in known),
                ActionExecuted(ACTION_LISTEN_NAME),
            ],
            self._domain,
        )
        outbox = _Outbox()
        told = {name: it for name, it in context.items() if name != "reading"}
        message = UserMessage(
            text,
            outbox,
            conversation,
            input_channel=str(context.get("channel") or "engine"),
            # Understanding knows the question that waits, and nothing else of the conversation.
            metadata={**told, "pending": slots.get("pending")},
        )
        message.parse_data = accept(
            await self._processor.parse_message(message, tracker),
            context.get("reading"),
            pending=slots.get("pending"),
            intents=self._domain.intents,
            length=len(text),
        )
        await self._processor.handle_message(message)
        return {
            "messages": outbox.messages,
            "slots": {
                name: slot.value
                for name, slot in self._store.tracker().slots.items()
                if slot.value != slot.initial_value
            },
            "understood": _understood(message.parse_data) | _doubts(message.parse_data),
            "unknown_slots": sorted(slots.keys() - known),
        }


def _understood(parsed: Json) -> Json:
    """What is reported: the likeliest real intent, also where the rules are told of doubt."""
    intent = parsed["intent"]
    if intent["name"] == DOUBT:
        intent = parsed.get("likely_intent") or intent
    by = {BY: parsed[BY]} if BY in parsed else {}
    return by | {
        "intent": intent["name"],
        "confidence": intent["confidence"],
        "entities": parsed["entities"],
        "language": parsed.get("language") or DEFAULT_LANGUAGE,
    }


def _doubts(parsed: Json) -> Json:
    """Whether the rules were told of doubt, and the likeliest intents, for those who look later."""
    ranked = [each for each in parsed.get("intent_ranking") or () if each["name"] != DOUBT]
    readings = [{"intent": each["name"], "confidence": each["confidence"]} for each in ranked]
    return {"doubt": parsed["intent"]["name"] == DOUBT, "readings": readings[:READINGS]}


def _too_many_actions(*_: Any) -> NoReturn:
    raise TurnFailed("the rules go in a circle: too many actions in one turn")


class _OneTurn(TrackerStore):
    """A tracker store that holds one tracker, for the turn that is running, and forgets it."""

    def __init__(self) -> None:
        super().__init__(Domain.empty())
        self._tracker: ContextVar[DialogueStateTracker] = ContextVar("tracker")

    def begin(self, conversation: str, domain: Domain) -> DialogueStateTracker:
        tracker = DialogueStateTracker(conversation, domain.slots)
        self._tracker.set(tracker)
        return tracker

    def tracker(self) -> DialogueStateTracker:
        return self._tracker.get()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return self._tracker.get()

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._tracker.set(tracker)


class _Outbox(OutputChannel):
    """Collects the data that actions emit; a ready-made sentence is a mistake and ends the turn."""

    def __init__(self) -> None:
        self.messages: list[Json] = []

    async def send_response(self, recipient_id: str, message: Json) -> None:
        if not isinstance(message.get("custom"), dict) or message.get("text"):
            raise TurnFailed("a message must be data (`custom`), never a sentence")
        self.messages.append(message["custom"])


class _ActionServer(EndpointConfig):
    """The action server: anything but a well-formed answer ends the turn.

    With selective domain, Rasa leaves the whole domain out of each call (actions.py,
    `RemoteAction._action_call_format`).
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, enable_selective_domain=True)
        shape = RemoteAction.action_response_format_spec()
        self._shape = validator_for(shape)(shape)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        action = kwargs.get("json", {}).get("next_action")
        try:
            answer = await super().request(*args, **kwargs)
            self._shape.validate(answer)
        except ValidationError as error:
            raise TurnFailed(f"{action}: the action server's answer is malformed") from error
        except aiohttp.ClientConnectorError as error:
            raise ActionsAway(f"{action}: {type(error).__name__}: {_short(error)}") from error
        except aiohttp.ClientError as error:
            raise TurnFailed(f"{action}: {type(error).__name__}: {_short(error)}") from error
        return answer


def _short(error: BaseException) -> str:
    """The error without the body that came with it, which may hold what a person wrote."""
    return f"status {error.status}" if getattr(error, "status", None) else str(error)[:200]


class _Processor(MessageProcessor):
    """Rasa's processor, without its command syntax and without going on after a failed action."""

    @staticmethod
    def _load_model(model_path: Any) -> tuple[str, ModelMetadata, GraphRunner]:
        name, metadata, runner = _load(Path(model_path))
        # The last node of the graph is RegexMessageHandler, which executes texts such as
        # `/intent{"entity": 1}`. The node before it is the end of understanding, and our target.
        handler = metadata.predict_schema.nodes[metadata.nlu_target]
        if handler.uses is not RegexMessageHandler:
            raise ModelNotFound(f"{name} does not end as Rasa 3.6's default recipe makes it end.")
        return name, dataclasses.replace(metadata, nlu_target=handler.needs["messages"]), runner

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: Any,
        prediction: PolicyPrediction,
    ) -> bool:
        if type(action) is RemoteAction:
            action = _CheckedAction(action.name(), action.action_endpoint)
        return await super()._run_action(_Strict(action), tracker, output_channel, nlg, prediction)


class _CheckedAction(RemoteAction):
    """A custom action whose answer `_ActionServer` has checked already.

    Rasa checks its own schema against JSON Schema's before each check of an answer, which took
    20 of a turn's 24 ms.
    """

    def _validate_action_result(self, result: Any) -> bool:
        return True


class _Strict(Action):
    """An action whose failure ends the turn, whatever the reason."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        return str(self._action.name())

    async def run(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return await self._action.run(*args, **kwargs)
        except Exception as error:
            raise TurnFailed(f"{self.name()}: {type(error).__name__}: {_short(error)}") from error

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> Any:
        return self._action.event_for_successful_execution(prediction)


class _PredictionOnly(LocalModelStorage):
    """Reads a model without the classes of its training graph (one of them imports TensorFlow)."""

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        stored = read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
        return ModelMetadata.from_dict({**stored, "train_schema": {"nodes": {}}})


def _load(model: Path) -> tuple[str, ModelMetadata, GraphRunner]:
    archive = model if model.is_file() else get_latest_model(model)
    if not archive:
        raise ModelNotFound(f"No model found at '{model}'.")
    with TempDirectoryPath(get_temp_dir_name()) as directory:
        metadata, runner = loader.load_predict_graph_runner(
            Path(directory), Path(archive), _PredictionOnly, DaskGraphRunner
        )
    return Path(archive).name, metadata, runner
