"""What the components put on a message in Rasa's graph."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu import components
from assistant.nlu.day import today
from assistant.nlu.rasa_messages import set_ranking


def message(text: str, *ranking: tuple[str, float]) -> Message:
    made = Message.build(text)
    if ranking:
        set_ranking(made, list(ranking))
    return made


def through(component: type, made: Message) -> dict[str, Any]:
    config = component.get_default_config()
    component(config).process([made])
    return made.as_dict(only_output_properties=True)


def test_doubt_keeps_the_real_readings_for_the_question_which_was_meant() -> None:
    made = message("kanskje noe", ("ask_price", 0.3), ("ask_hours", 0.25))
    parsed = through(components.Doubt, made)
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["likely_intent"] == {"name": "ask_price", "confidence": 0.3}
    assert [entry["name"] for entry in parsed["intent_ranking"]] == ["ask_price", "ask_hours"]


def test_what_is_likely_is_not_doubted() -> None:
    parsed = through(components.Doubt, message("hva koster det", ("ask_price", 0.9)))
    assert parsed["intent"] == {"name": "ask_price", "confidence": 0.9} == parsed["likely_intent"]


def test_grammar_overrules_the_classifier() -> None:
    parsed = through(components.Grammar, message("123456789", ("ask_price", 0.9)))
    assert parsed["intent"] == {"name": "give_code", "confidence": 1.0}
    assert parsed["entities"][0]["value"] == "123456789"


@pytest.mark.parametrize(
    "said",
    ["far døde 3.3.2026", "Kona gikk bort 3. mars 2026", "jeg vil bytte 01.01.2027",
     "hjelperen kom ikke 27. november 2026", "æ ble operert 14.03.1985"],
)  # fmt: skip
def test_a_day_of_something_else_gives_no_proof(said: str) -> None:
    likely = ("give_birth_date", 0.9), ("give_code", 0.05), ("report_death", 0.04), ("other", 0.01)
    parsed = through(components.Grammar, message(said, *likely))
    assert [each["name"] for each in parsed["intent_ranking"]] == ["report_death", "other"]
    assert parsed["intent"]["confidence"] == pytest.approx(0.8)


@pytest.mark.parametrize("said", ["jeg er født i krigen", "jeg ble født 3.3.1941", "631 467 268"])
def test_what_may_be_a_proof_may_still_be_one(said: str) -> None:
    likely = ("give_birth_date", 0.6), ("give_code", 0.3), ("report_death", 0.1)
    parsed = through(components.Grammar, message(said, *likely))
    assert parsed["intent"]["name"] in ("give_birth_date", "give_code")


def test_danger_overrules_everything_and_tells_its_kind() -> None:
    parsed = through(
        components.DangerFirst, message("nei, jeg har falt og kommer meg ikke opp", ("deny", 1.0))
    )
    assert parsed["intent"]["name"] == "emergency"
    assert parsed["danger"] == "alarm"
    assert (parsed["entities"][0]["entity"], parsed["entities"][0]["value"]) == ("danger", "fall")


def test_what_may_be_danger_is_told_beside_the_errand() -> None:
    text = "alle hadde hatt det bedre uten meg, og lurte på hva det koster"
    parsed = through(components.DangerFirst, message(text, ("ask_price", 0.9)))
    assert parsed["intent"]["name"] == "ask_price"
    assert parsed["danger"] == "check"


def test_an_alarm_is_never_doubted() -> None:
    made = message("mor ligger på gulvet", ("emergency", 0.2), ("ask_price", 0.1))
    assert through(components.Doubt, made)["intent"]["name"] == "emergency"


def test_the_language_comes_with_the_message() -> None:
    parsed = through(components.WrittenLanguage, message("Eg vil byte heimehjelp"))
    assert (parsed["language"], parsed["language_sure"]) == ("nn", True)


def test_names_are_found_in_the_catalogue_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed = through(components.CatalogueNames, message("bytte til hasselvinn"))
    assert [entity["value"] for entity in parsed["entities"]] == ["hasselvind"]
    monkeypatch.setenv("BRUKERVALG_CATALOGUE", "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        through(components.CatalogueNames, message("bytte"))


def test_the_day_can_be_frozen_as_in_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRUKERVALG_NOW", "2027-01-01T12:00:00Z")
    assert today().isoformat() == "2027-01-01"
