"""What is registered is what was meant: simulated people, and the help that a wish is about."""

import pytest
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as how
from hypothesis.stateful import run_state_machine_as_test

from assistant.actions.webhook import create_webhook
from bench.conversations.machine import AS_WISHED, Conversation
from bench.conversations.talk import Town
from conversations.turns.assistant_client import AssistantClient
from core.clock import Clock
from core.database import Database
from core.settings import Settings
from service.application import load_catalogue
from tests.dialogue.harness import ActionProxy, DialogueHarness

PRACTICAL, NURSING = "practical_assistance", "home_nursing"


def test_random_people_get_what_they_wish_or_nothing(
    settings: Settings, actions: ActionProxy, sqlite_url: str
) -> None:
    database = Database(sqlite_url)
    Conversation.town = Town(database, load_catalogue(settings), Clock(settings.now))
    actions.target = create_webhook(Conversation.town.deps)
    with AssistantClient(actions.engine.url) as client:
        Conversation.client = client
        run_state_machine_as_test(
            seed(13)(Conversation),
            settings=how(
                max_examples=25,
                stateful_step_count=6,
                deadline=None,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
    database.close()
    assert Conversation.ended[AS_WISHED], "nobody got what they wished, so nothing was tried"


@pytest.mark.parametrize(
    ("wish", "said", "told", "registered"),
    [
        # Randi has practical assistance and home nursing, and writes text messages.
        (
            "jeg vil bytte vasken til Hasselvind, men beholde sykepleieren",
            [],
            "det du kaller vasken",
            {(PRACTICAL, "hasselvind")},
        ),
        ("jeg vil bytte til Hasselvind", ["2", "vasken"], "kaller vasken", {PRACTICAL}),
        ("jeg vil bytte til Hasselvind", ["2", "bare rengjøring"], "rengjøring", {PRACTICAL}),
        ("jeg vil bytte til Hasselvind", ["1", "bare vasken"], "kaller vasken", {PRACTICAL}),
        ("jeg vil bytte til Hasselvind", ["1", "ikke sykepleien"], "sykepleien", {PRACTICAL}),
        ("jeg vil bytte til Hasselvind", ["1"], "all hjelpen", {PRACTICAL, NURSING}),
    ],
)
def test_a_text_message_tells_which_help_in_the_persons_own_words(
    harness: DialogueHarness, wish: str, said: list[str], told: str, registered: set[object]
) -> None:
    randi = harness.texting("randi")
    randi.says(wish)
    answer = randi.proves()
    for line in said:
        answer = randi.says(line)
    assert told in answer
    randi.says("ja")
    chosen = {each if isinstance(each, tuple) else (each, "hasselvind") for each in registered}
    assert set(harness.standing("randi")) == chosen


@pytest.mark.parametrize(
    ("person", "question", "first"),
    [
        ("solveig", "må jeg bytte?", "Nei, du trenger ikke å velge."),
        ("solveig", "kan jeg beholde henne jeg har?", "Ja, du kan beholde"),
        ("solveig", "mister jeg hjelpen hvis jeg ikke velger?", "Nei, du mister ikke hjelpen."),
        ("marit", "må jeg velge noen?", "Nei, du trenger ikke å velge."),
        ("hans", "må jeg velge?", "Nei. I Moss kan du ikke velge nå"),
        ("solveig", "må jeg velge i Bergen?", "Bergen har ansvaret for hjelpen din"),
    ],
)
def test_must_i_has_its_answer_first(
    harness: DialogueHarness, person: str, question: str, first: str
) -> None:
    assert harness.texting(person).says(question).startswith(first)


def test_the_first_message_says_that_nobody_must(harness: DialogueHarness) -> None:
    assert "Du trenger ikke å velge" in harness.texting("solveig").says("hei")
    assert "Du trenger ikke å velge" in harness.calls("solveig", "@hangup").text


def test_who_cannot_be_chosen_here_is_refused_before_the_code(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    answer = arvid.says("jeg vil bytte til Tunhaugen")
    assert "kan ingen velge i Oslo nå" in answer
    assert "koden" not in answer


def test_a_question_about_a_provider_wishes_for_nobody(harness: DialogueHarness) -> None:
    answer = harness.texting("else").says("Når kan Lommedugg begynne?")
    assert "koden" not in answer


def test_a_proven_person_is_listed_whom_that_person_can_choose(harness: DialogueHarness) -> None:
    ingrid = harness.texting("ingrid")  # practical assistance in Ullern, where Fjellvante is full
    ingrid.says("hvem hjelper meg nå")
    ingrid.proves()
    answer = ingrid.says("hvem kan jeg velge mellom?")
    assert "Fjellvante Samvirke har ingen ledig plass nå" in answer
    assert "venteliste" in answer
    assert "Klokkebekk" not in answer
