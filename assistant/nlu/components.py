"""Rasa's graph components: each a thin door to one plain module of this folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.classifier import IntentModel
from assistant.nlu.danger.model import DangerModel
from assistant.nlu.danger.patterns import INTENT as DANGER
from assistant.nlu.danger.patterns import overruled
from assistant.nlu.entity import Found
from assistant.nlu.features import with_kinds
from assistant.nlu.grammar import NOT_A_PERSON, read
from assistant.nlu.listening.acts import LONG, ActModel
from assistant.nlu.listening.frames.earlier import MOST as SAID_BEFORE
from assistant.nlu.listening.frames.earlier import filled
from assistant.nlu.listening.frames.examples import (
    Find,
    FrameExample,
    of_intents,
    of_long,
    of_ours,
    of_strangers,
)
from assistant.nlu.listening.frames.frame import Frame, Ids
from assistant.nlu.listening.long_messages import LongMessage, read_long_messages
from assistant.nlu.naming.names import Names
from assistant.nlu.wording.language import language_of
from assistant.nlu.wording.normalise import Normalised, normalise

ROOT = Path(__file__).resolve().parents[2]
NORMALISED, NAMED = "normalised", "named"
ACTS, CHOICE = "acts", "choice"
CATALOGUE = "provider_catalog/demo"
LONG_MESSAGES = "assistant/data/nlu/strangers/long_messages.jsonl"
CHOICE_DATA = "assistant/data/choice"
"""What frames are learnt from beside the long messages."""
LONG_AUTHOR = "long"
"""Whose messages are kept apart while listening is learnt: the acts that they were cut into are
training messages too (author `long_acts`)."""
KIND = DefaultV1Recipe.ComponentType


def normalised_of(message: Message) -> Normalised:
    """The message's normalised form, made once a message."""
    known = message.get(NORMALISED)
    if known is None:
        known = normalise(message.get("text") or "")
        message.set(NORMALISED, known)
    return known


def today() -> date:
    """The day it is; BRUKERVALG_NOW freezes it for demo and tests, as in the app."""
    frozen = os.environ.get("BRUKERVALG_NOW")
    return datetime.fromisoformat(frozen.replace("Z", "+00:00")).date() if frozen else date.today()


def names_in(catalogue: str) -> Names:
    """The names in a catalogue's folder, given from the project's root; the environment's first."""
    return Names.load(ROOT / (os.environ.get("BRUKERVALG_CATALOGUE") or catalogue))


def ids_in(catalogue: str) -> Ids:
    """The ids of a catalogue's providers by their names."""
    folder = ROOT / (os.environ.get("BRUKERVALG_CATALOGUE") or catalogue)
    providers = yaml.safe_load((folder / "providers.yml").read_text("utf-8"))["providers"]
    return Ids({each["name"]: each["id"] for each in providers})


def names_of_choosing(catalogue: str) -> tuple[Find, Ids]:
    """Finds the names in what strangers wrote of choosing: some are in no catalogue here."""
    added = yaml.safe_load((ROOT / CHOICE_DATA / "names.yml").read_text("utf-8"))
    names = names_in(catalogue).and_also(added)
    return lambda text: names.find(normalise(text)), ids_in(catalogue)


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


def set_ranking(message: Message, ranking: list[tuple[str, float]]) -> None:
    """Give the message its intent and ranking in Rasa's form."""
    named = [{"name": intent, "confidence": confidence} for intent, confidence in ranking]
    message.set("intent", named[0], add_to_output=True)
    message.set("intent_ranking", named, add_to_output=True)


def ranking_of(message: Message) -> list[tuple[str, float]]:
    """The message's intents and their confidence, likeliest first."""
    ranking = message.get("intent_ranking") or []
    return [(entry["name"], entry["confidence"]) for entry in ranking]


def author_of(example: Message) -> str | None:
    """Who wrote a training message, from its metadata; None for those who built the assistant."""
    metadata = (example.get("metadata") or {}).get("intent") or {}
    author = metadata.get("author")
    return str(author) if author else None


def _group_of(example: Message) -> str | None:
    """Whose messages are left out together: the long ones and the acts that they consist of."""
    author = author_of(example)
    return LONG_AUTHOR if author and author.startswith(LONG_AUTHOR) else author


def add_entities(message: Message, found: Iterable[Found]) -> None:
    """Put what was found on the message in Rasa's form, beside what is already there."""
    entities = message.get("entities") or []
    message.set("entities", entities + [one.as_rasa() for one in found], add_to_output=True)


class _Door(GraphComponent):
    """What the components that learn nothing have in common."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Door:
        """Make the component from its part of config.yml."""
        return cls(config)


@DefaultV1Recipe.register(KIND.ENTITY_EXTRACTOR, is_trainable=False)
class CatalogueNames(_Door):
    """Names of providers, services, districts, municipalities and languages with `names.Names`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`catalogue`: the folder with providers.yml and its like, from the project's root."""
        return {"catalogue": CATALOGUE}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._names = names_in(config["catalogue"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the names found."""
        for message in messages:
            added = (message.get("metadata") or {}).get("names") or []
            found = self._names.and_also(added).find(normalised_of(message))
            message.set(NAMED, found)
            add_entities(message, found)
        return messages


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
        """Train anew when anything of this folder changes: Rasa's cache knows only the class."""
        digest = hashlib.sha256()
        listening = ROOT / config.get("long", LONG_MESSAGES)
        choosing = sorted((ROOT / CHOICE_DATA).rglob("*.*"))
        for file in (*sorted(Path(__file__).parent.rglob("*.*")), listening, *choosing):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.read_bytes())
        return digest.hexdigest()

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


@DefaultV1Recipe.register(KIND.ENTITY_EXTRACTOR, is_trainable=False)
class Grammar(_Door):
    """Numbers, dates, codes and short commands with `grammar.read`; certain where it speaks."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities, and the intent where the message's form decides it."""
        for message in messages:
            reading = read(normalised_of(message), today())
            add_entities(message, reading.entities)
            if reading.intent:
                others = [(name, 0.0) for name, _ in ranking_of(message) if name != reading.intent]
                set_ranking(message, [(reading.intent, 1.0), *others])
        return messages


@DefaultV1Recipe.register(KIND.MESSAGE_FEATURIZER, is_trainable=False)
class WrittenLanguage(_Door):
    """Puts `language`, `language_confidence` and `language_sure` on the message."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Tell the language of each message."""
        for message in messages:
            language = language_of(message.get("text") or "")
            message.set("language", language.code, add_to_output=True)
            message.set("language_confidence", round(language.confidence, 3), add_to_output=True)
            message.set("language_sure", language.sure, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training messages need no language."""
        return training_data


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=False)
class DangerFirst(_Door):
    """Makes `emergency` the intent where `DangerModel` alarms, and puts `danger` on the message.

    `danger` is alarm, check (the dialogue asks, beside its answer) or None; the entity `danger`
    holds the kind.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._model = DangerModel()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put danger before everything else."""
        for message in messages:
            message.set("danger", None, add_to_output=True)
            if (message.get("intent") or {}).get("name") in NOT_A_PERSON:
                continue
            text = message.get("text") or ""
            judged = self._model.judge(text)
            message.set("danger", judged.level, add_to_output=True)
            ranking = overruled(ranking_of(message), judged.level, judged.likelihood)
            if ranking:
                set_ranking(message, ranking)
            if judged.level:
                add_entities(message, [Found("danger", judged.kind, 0, len(text), "danger")])
        return messages


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(_Door):
    """Makes `nlu_fallback` the intent where the best reading is too unlikely.

    The ranking keeps the real readings, best first, and `likely_intent` is the best of them: the
    dialogue asks «Mente du … eller …?» from the ranking, and reports show the likely intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: the least confidence that is acted on. An alarm is not doubted.

        `long`: that of a long message, whose acts were weighed against one another.
        """
        return {"threshold": 0.4, "long": 0.3}

    def process(self, messages: list[Message]) -> list[Message]:
        """Doubt what is unlikely."""
        for message in messages:
            likely = message.get("intent") or {"name": None, "confidence": 0.0}
            message.set("likely_intent", likely, add_to_output=True)
            long = len((message.get("text") or "").split()) > LONG
            least = self.config["long" if long else "threshold"]
            if likely["name"] != DANGER and likely["confidence"] < least:
                doubt = {"name": "nlu_fallback", "confidence": 1.0 - likely["confidence"]}
                message.set("intent", doubt, add_to_output=True)
        return messages
