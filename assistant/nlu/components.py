"""Rasa's graph components that learn nothing: each a thin layer on one plain module."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.danger.model import DangerModel
from assistant.nlu.danger.patterns import INTENT as DANGER
from assistant.nlu.danger.patterns import overruled
from assistant.nlu.day import today
from assistant.nlu.entity import Found
from assistant.nlu.grammar import NOT_A_PERSON, read
from assistant.nlu.listening.acts import LONG
from assistant.nlu.naming.catalogue import CATALOGUE, names_in
from assistant.nlu.rasa_messages import (
    ACTS,
    KIND,
    NAMED,
    Component,
    add_entities,
    normalised_of,
    ranking_of,
    set_ranking,
)
from assistant.nlu.wording.language import language_of


@DefaultV1Recipe.register(KIND.ENTITY_EXTRACTOR, is_trainable=False)
class CatalogueNames(Component):
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


@DefaultV1Recipe.register(KIND.ENTITY_EXTRACTOR, is_trainable=False)
class Grammar(Component):
    """Numbers, dates, codes and short commands with `grammar.read`; certain where it speaks."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities, and the intent where the message's form decides it."""
        for message in messages:
            reading = read(normalised_of(message), today())
            add_entities(message, reading.entities)
            if not reading.intent and reading.never:
                set_ranking(message, _without(ranking_of(message), reading.never))
                acts = message.get(ACTS) or []
                kept = [act for act in acts if act["intent"] not in reading.never]
                message.set(ACTS, kept, add_to_output=True)
            if reading.intent:
                others = [(name, 0.0) for name, _ in ranking_of(message) if name != reading.intent]
                set_ranking(message, [(reading.intent, 1.0), *others])
        return messages


def _without(ranking: list[tuple[str, float]], never: frozenset[str]) -> list[tuple[str, float]]:
    """A ranking of the other intents, as if none of these could be meant."""
    kept = [(name, chance) for name, chance in ranking if name not in never]
    left = sum(chance for _, chance in kept)
    return [(name, chance / left) for name, chance in kept] if left else ranking


@DefaultV1Recipe.register(KIND.MESSAGE_FEATURIZER, is_trainable=False)
class WrittenLanguage(Component):
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
class DangerFirst(Component):
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
class Doubt(Component):
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
