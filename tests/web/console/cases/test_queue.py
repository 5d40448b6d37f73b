"""The queue tells of each conversation who it is, why it waits, and in which words."""

import re

import pytest

from tests.web.console.harness import KARI, ConsoleHarness

HASSE = "+4740011009"


def quoted(harness: ConsoleHarness) -> str:
    """The words of the only conversation that waits."""
    [waiting] = harness.desk.queue.open(KARI.municipality)
    return str(waiting.words)


class TestQuotes:
    @pytest.mark.parametrize("reason", ["emergency", "death", "complaint", "problem", "new_letter"])
    def test_the_words_are_those_that_the_reason_came_from(
        self, harness: ConsoleHarness, reason: str
    ) -> None:
        harness.text(f"grunn {reason} fordi noe hendte")
        with harness.later(minutes=3):
            harness.text("og hva koster det egentlig?")
        assert quoted(harness) == f"grunn {reason} fordi noe hendte"

    @pytest.mark.parametrize("reason", ["asked", "callback"])
    def test_whoever_asked_for_a_person_is_quoted_with_what_it_is_about(
        self, harness: ConsoleHarness, reason: str
    ) -> None:
        harness.text(f"grunn {reason}")
        with harness.later(minutes=3):
            harness.text("det gjelder rekkverket på badet")
        assert quoted(harness) == "det gjelder rekkverket på badet"

    def test_of_several_reasons_the_gravest_is_quoted(self, harness: ConsoleHarness) -> None:
        harness.text("grunn new_letter for brevet er borte")
        with harness.later(minutes=3):
            harness.text("grunn abuse for han tok pengene mine")
        with harness.later(minutes=6):
            harness.text("grunn praise for den snille jenta")
        assert quoted(harness) == "grunn abuse for han tok pengene mine"

    def test_a_yes_is_not_quoted_but_what_was_said_before_it(self, harness: ConsoleHarness) -> None:
        harness.text("hjelpen kom ikke i går")
        harness.text("grunn problem")
        assert "grunn problem" in quoted(harness)


class TestNames:
    def test_whoever_showed_who_it_is_after_the_task_was_made_has_a_name(
        self, harness: ConsoleHarness
    ) -> None:
        person = harness.person()
        conversation = harness.text("grunn asked")
        client = harness.client()
        assert "Ukjent" in client.get("/casework/queue").text
        harness.prove(person, conversation)
        page = client.get("/casework/queue").text
        assert "Solveig Myrhaug" in page
        assert "Ukjent" not in page
        harness.desk.claim(KARI, conversation)
        assert "Solveig Myrhaug" in client.get("/casework/mine").text

    def test_that_the_name_was_seen_is_noted(self, harness: ConsoleHarness) -> None:
        person = harness.person()
        harness.prove(person, harness.text("grunn asked"))
        harness.client().get("/casework/queue")
        assert [line.person_id for line in harness.audit("queue_seen")] == [person.id]

    def test_a_withdrawn_proof_and_another_number_give_no_name(
        self, harness: ConsoleHarness
    ) -> None:
        person = harness.person()
        conversation = harness.text("grunn asked")
        harness.prove(person, conversation)
        harness.application.register.withdraw_proof(conversation)
        harness.text("grunn asked", sender=HASSE)
        page = harness.client().get("/casework/queue").text
        assert "Solveig Myrhaug" not in page
        assert page.count(">Ukjent<") == 2


def test_each_list_has_the_name_of_its_heading(harness: ConsoleHarness) -> None:
    harness.at_work(KARI)
    harness.desk.claim(KARI, harness.text("grunn emergency haster"))
    harness.text("grunn asked", sender=HASSE)
    page = harness.client(who=KARI).get("/casework/queue?kind=call").text
    for name in re.findall(r'<ol class="work" aria-labelledby="([\w-]+)"', page):
        assert f'<h2 class="ds-heading" data-size="2xs" id="{name}">' in page


def test_every_page_of_the_console_says_that_a_trial_is_one(harness: ConsoleHarness) -> None:
    for address in ("/casework/queue", "/casework/mine", "/casework/choices"):
        assert "Dette er en prøve." in harness.client().get(address).text, address
