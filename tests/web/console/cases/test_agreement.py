"""The console and `brukervalg tasks` show the same tasks, in the same order, and free the same."""

import json

from click.testing import CliRunner

from conversations.models import TaskState
from service.cli import main
from tests.web.console.harness import KARI, MONDAY, ConsoleHarness


def shell(harness: ConsoleHarness, *arguments: str) -> str:
    environment = {
        "BRUKERVALG_DATABASE_URL": harness.settings.database_url,
        "BRUKERVALG_NOW": MONDAY.isoformat(),
    }
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_both_list_the_same_in_the_same_order(harness: ConsoleHarness) -> None:
    with harness.later(minutes=-5):
        harness.text("grunn complaint", sender="+4740011003")
    with harness.later(minutes=-50):
        harness.text("grunn asked", sender="+4740011002")
    harness.text("grunn emergency haster", sender="+4740011004")
    told = [json.loads(line) for line in shell(harness, "tasks", "--json").splitlines()]
    queue = harness.desk.queue.open("0301")
    assert [task["conversation_id"] for task in told] == [each.conversation_id for each in queue]
    assert harness.desk.queue.count_open("0301") == len(told) == 3


def test_what_is_resolved_at_the_shell_is_gone_from_the_console_and_the_assistant_answers(
    harness: ConsoleHarness,
) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    assert "er nå løst" in shell(harness, "tasks", "resolve", "1")
    assert harness.desk.queue.mine("0301", KARI.id) == []
    assert harness.conversation(conversation).holder is None
    [task] = harness.tasks
    assert (task.state, task.resolved_at) == (TaskState.DONE, MONDAY)
    assert "er nå løst" not in shell(harness, "tasks", "resolve", "1")
    assert harness.text("Hva koster det?") != conversation
    assert harness.said[-1].startswith("Jeg er en maskin")


def test_what_is_resolved_in_the_console_is_gone_from_the_shell(harness: ConsoleHarness) -> None:
    conversation = harness.text("grunn asked")
    harness.desk.claim(KARI, conversation)
    harness.client().post(
        f"/casework/conversation/{conversation}/resolve",
        data={"outcome": "answered", "key": "k" * 24},
    )
    assert shell(harness, "tasks") == "Ingen oppgaver venter.\n"
