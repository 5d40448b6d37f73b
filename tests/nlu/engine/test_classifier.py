"""The classifier learns, ranks, tells how sure it is, and survives being saved."""

from pathlib import Path

import numpy as np
import pytest

from assistant.nlu.classifier import IntentModel
from assistant.nlu.entity import Found
from assistant.nlu.features import normalised, stems, with_kinds
from assistant.nlu.wording.normalise import normalise

EXAMPLES = {
    "switch_provider": [
        "jeg vil bytte firma",
        "eg vil byte firma",
        "æ vil bøtt",
        "kan jeg skifte leverandør",
        "bytt til et annet firma",
        "vil skifte hjemmehjelp",
        "bytte takk",
        "nytt firma vil jeg ha",
    ],
    "ask_price": [
        "hva koster det",
        "kva kostar det",
        "er det gratis",
        "hvor mye må jeg betale",
        "er det dyrt",
        "blir prisen høyere",
        "får jeg regning",
        "kor mykje betalar eg",
    ],
    "greet": ["hei", "god dag", "hallo", "heisann", "goddag", "hei du", "hallo der", "hei på deg"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
INTENTS = [intent for intent, texts in EXAMPLES.items() for _ in texts]
MODEL = IntentModel().fit(normalised(TEXTS), INTENTS)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("æ vil bytta firma", "switch_provider"),
        ("JEG VIL BYYYTTE", "switch_provider"),
        ("ka koste det", "ask_price"),
        ("kva er prisen", "ask_price"),
        ("heeei", "greet"),
        ("jeg vill byte fimra", "switch_provider"),
    ],
)
def test_it_reads_spellings_that_it_never_saw(text: str, intent: str) -> None:
    assert MODEL.ranking(normalise(text), 3)[0][0] == intent


def test_confidence_is_a_probability() -> None:
    ranking = MODEL.ranking(normalise("hva koster det å bytte"), 3)
    assert sum(confidence for _, confidence in ranking) == pytest.approx(1.0)
    assert [confidence for _, confidence in ranking] == sorted(
        (c for _, c in ranking), reverse=True
    )


def test_one_message_is_scored_as_many_are() -> None:
    messages = normalised([*TEXTS, "", "xyz", "hei hva koster det"])
    together = MODEL.probabilities(messages).max(axis=1)
    alone = [MODEL.ranking(message, 1)[0][1] for message in messages]
    assert np.allclose(together, alone, atol=1e-6)


def test_training_twice_gives_the_same_model() -> None:
    again = IntentModel().fit(normalised(TEXTS), INTENTS)
    message = normalise("kan eg byte")
    assert again.ranking(message, 3) == MODEL.ranking(message, 3)


def test_it_survives_being_saved(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model")
    message = normalise("kan eg byte")
    assert IntentModel.load(tmp_path / "model").ranking(message, 3) == MODEL.ranking(message, 3)


def test_a_named_provider_is_seen_as_a_provider() -> None:
    text = "bytte til Hassel Vind nå"
    seen = with_kinds(normalise(text), [Found("provider", "hasselvind", 10, 21, "names")])
    assert seen.text == "bytte til §provider nå"


def test_a_name_that_nobody_listed_is_seen_as_a_name() -> None:
    seen = stems(normalise("Kan Kari Myhre komme? Hun er snill"))
    assert seen[:4] == ["kan", "§name", "komer", "hun"]
    assert "§name" not in stems(normalise("KAN KARI KOMME"))
