"""The one component that learns: intents, the acts of long messages, and who shall come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.classifier import IntentModel
from assistant.nlu.features import with_kinds
from assistant.nlu.learnt_from import digest
from assistant.nlu.listening.acts import ActModel
from assistant.nlu.listening.frames.earlier import MOST as SAID_BEFORE
from assistant.nlu.listening.frames.earlier import filled
from assistant.nlu.listening.frames.examples import (
    FrameExample,
    of_intents,
    of_long,
    of_ours,
    of_strangers,
)
from assistant.nlu.listening.frames.frame import Frame
from assistant.nlu.listening.long_messages import LongMessage, read_long_messages
from assistant.nlu.naming.catalogue import (
    CATALOGUE,
    CHOICE_DATA,
    ROOT,
    names_in,
    names_of_choosing,
)
from assistant.nlu.rasa_messages import (
    ACTS,
    CHOICE,
    KIND,
    NAMED,
    author_of,
    normalised_of,
    set_ranking,
)
from assistant.nlu.wording.normalise import normalise

LONG_MESSAGES = "assistant/data/nlu/strangers/long_messages.jsonl"
LONG_AUTHOR = "long"
"""Whose messages are kept apart while listening is learnt: the acts that they were cut into are
training messages too (author `long_acts`)."""


def frame_examples(
    long: Sequence[LongMessage],
    messages: Iterable[tuple[str, str]],
    catalogue: str,
    *,
    without: str | None = None,
) -> list[FrameExample]:
    """Everything that frames are learnt from; the long messages first.

    Args:
        long: long messages with their frames.
        messages: text and intent of other messages.
        catalogue: the folder with the names.
        without: an author of choosing who is left out.
    """
    find, ids = names_of_choosing(catalogue)
    paths = sorted((ROOT / CHOICE_DATA / "strangers").glob("*.jsonl"))
    said = list(messages)
    return [
        *of_long(long, [find(each.text) for each in long], ids),
        *of_strangers([path for path in paths if path.stem != without], find, ids),
        *of_ours(ROOT / CHOICE_DATA),
        *of_intents(said, find),
    ]


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntents(GraphComponent, IntentClassifier):
    """Ranks intents with `classifier.IntentModel`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents are reported; `catalogue`: see `CatalogueNames`.

        `long`: the file of long messages cut into acts, from the project's root.
        """
        return {"ranking_length": 10, "catalogue": CATALOGUE, "long": LONG_MESSAGES}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
        acts: ActModel | None = None,
    ) -> None:
        self.config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._acts = acts
        self._names = names_in(config["catalogue"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntents:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Train anew when anything that is learnt from changes: Rasa itself looks at the class."""
        return digest(config.get("long", LONG_MESSAGES))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples in assistant/data/nlu."""
        examples = training_data.intent_examples
        names = names_in(self.config["catalogue"])
        messages = [normalise(example.get("text")) for example in examples]
        self._model = IntentModel().fit(
            [with_kinds(message, names.find(message)) for message in messages],
            [example.get("intent") for example in examples],
            [_group_of(example) for example in examples],
            apart=LONG_AUTHOR,
        )
        long = list(read_long_messages(ROOT / self.config["long"]))
        self._acts = ActModel(self._model.intents, self._model.temperature).fit(
            long,
            [names.find(normalise(message.text)) for message in long],
            self._model.scores_apart,
        )
        self._acts.frames.fit(
            frame_examples(
                long,
                [
                    (each.get("text"), each.get("intent"))
                    for each in examples
                    if _group_of(each) != LONG_AUTHOR
                ],
                self.config["catalogue"],
            )
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "intents.joblib")
            self._acts.save(folder / "acts.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntents:
        """Read what `train` wrote."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder / "intents.joblib")
            acts = ActModel.load(folder / "acts.joblib")
        return cls(config, model_storage, resource, model, acts)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message; what a long one is first is decided by its acts."""
        for message in messages:
            if self._model is None or self._acts is None:
                continue
            found = message.get(NAMED) or []
            seen = with_kinds(normalised_of(message), found)
            ranking = self._model.ranking(seen, self.config["ranking_length"])
            text = message.get("text") or ""
            heard = self._acts.hear(text, found, self._model.scores_quickly, ranking)
            if heard is not None:
                ranking = list(heard.ranking)[: self.config["ranking_length"]]
                frame = filled(text, heard.frame, self._earlier(message))
                message.set(CHOICE, frame.as_rasa() if frame else None, add_to_output=True)
                message.set("speaker", heard.speaker, add_to_output=True)
                message.set("kind", heard.kind, add_to_output=True)
                message.set(ACTS, [act.as_rasa() for act in heard.acts], add_to_output=True)
            set_ranking(message, ranking)
        return messages

    def _earlier(self, message: Message) -> list[Frame | None]:
        """What was said before of who shall come, the latest first."""
        assert self._model is not None and self._acts is not None  # noqa: S101, PT018 - looked at
        said = (message.get("metadata") or {}).get("said") or []
        frames = []
        for text in list(said)[: -SAID_BEFORE - 1 : -1]:
            found = self._names.find(normalise(text))
            heard = self._acts.hear(text, found, self._model.scores_quickly, [("none", 0.0)])
            frames.append(heard.frame if heard else None)
        return frames

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that comes after learns from what is ranked here."""
        return training_data


def _group_of(example: Message) -> str | None:
    """Whose messages are left out together: the long ones and the acts that they consist of."""
    author = author_of(example)
    return LONG_AUTHOR if author and author.startswith(LONG_AUTHOR) else author
