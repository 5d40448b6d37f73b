"""Rasa's graph components: each a thin door to one plain module of this folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.classifier import IntentModel
from assistant.nlu.danger import DangerWatch, overruled
from assistant.nlu.entity import Found
from assistant.nlu.features import with_kinds
from assistant.nlu.grammar import read
from assistant.nlu.language import language_of
from assistant.nlu.names import Names
from assistant.nlu.normalise import Normalised, normalise
from assistant.nlu.second_wish import second_wish

ROOT = Path(__file__).resolve().parents[2]
NORMALISED, NAMED = "normalised", "named"
CATALOGUE = "provider_catalog/demo"
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


def set_ranking(message: Message, ranking: list[tuple[str, float]]) -> None:
    """Give the message its intent and ranking in Rasa's form."""
    named = [{"name": intent, "confidence": confidence} for intent, confidence in ranking]
    message.set("intent", named[0], add_to_output=True)
    message.set("intent_ranking", named, add_to_output=True)


def ranking_of(message: Message) -> list[tuple[str, float]]:
    """The message's intents and their confidence, likeliest first."""
    ranking = message.get("intent_ranking") or []
    return [(entry["name"], entry["confidence"]) for entry in ranking]


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
        """`ranking_length`: how many intents are reported; `catalogue`: see `CatalogueNames`."""
        return {"ranking_length": 10, "catalogue": CATALOGUE}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self.config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model

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
        for file in sorted(Path(__file__).parent.glob("*.*")):
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
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "intents.joblib")
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
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message."""
        for message in messages:
            if self._model is None:
                continue
            seen = with_kinds(normalised_of(message), message.get(NAMED) or [])
            ranking = self._model.ranking(seen, self.config["ranking_length"])
            set_ranking(message, ranking)
            other = second_wish(message.get("text") or "", ranking[0][0], self._rank)
            message.set("second_wish", other, add_to_output=True)
        return messages

    def _rank(self, part: str) -> list[tuple[str, float]]:
        assert self._model is not None  # noqa: S101 - `process` has looked
        return self._model.ranking(normalise(part), 1)

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
    """Makes `emergency` the intent where `DangerWatch` finds danger or the classifier does."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: how likely the classifier alone must think it."""
        return {"threshold": 0.5}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._watch = DangerWatch()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put danger before everything else, and take back what is a near miss."""
        for message in messages:
            said = normalised_of(message)
            danger = self._watch.find(said)
            ranking = overruled(
                ranking_of(message),
                danger is not None,
                partial(self._watch.is_near_miss, said),
                self.config["threshold"],
            )
            if ranking:
                set_ranking(message, ranking)
            if danger:
                found = Found("danger", danger.kind, danger.start, danger.end, "danger")
                add_entities(message, [found])
        return messages


@DefaultV1Recipe.register(KIND.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(_Door):
    """Makes `nlu_fallback` the intent where the best reading is too unlikely.

    The ranking keeps the real readings, best first, and `likely_intent` is the best of them: the
    dialogue asks «Mente du … eller …?» from the ranking, and reports show the likely intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: the least confidence that is acted on."""
        return {"threshold": 0.4}

    def process(self, messages: list[Message]) -> list[Message]:
        """Doubt what is unlikely."""
        for message in messages:
            likely = message.get("intent") or {"name": None, "confidence": 0.0}
            message.set("likely_intent", likely, add_to_output=True)
            if likely["confidence"] < self.config["threshold"]:
                doubt = {"name": "nlu_fallback", "confidence": 1.0 - likely["confidence"]}
                message.set("intent", doubt, add_to_output=True)
        return messages
