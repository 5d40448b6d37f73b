"""The console and `brukervalg tasks` show the same tasks, in the same order, and free the same."""

import json

from click.testing import CliRunner

from conversations.models import TaskState
from service.cli import main
from tests.web.console.home import KARI, MONDAY, Home


def shell(home: Home, *arguments: str) -> str:
    environment = {
        "BRUKERVALG_DATABASE_URL": home.settings.database_url,
        "BRUKERVALG_NOW": MONDAY.isoformat(),
    }
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_both_list_the_same_in_the_same_order(home: Home) -> None:
    with home.later(minutes=-5):
        home.text("grunn complaint", sender="+4740011003")
    with home.later(minutes=-50):
        home.text("grunn asked", sender="+4740011002")
    home.text("grunn emergency haster", sender="+4740011004")
    told = [json.loads(line) for line in shell(home, "tasks", "--json").splitlines()]
    queue = home.desk.queue.open("0301")
    assert [task["conversation_id"] for task in told] == [each.conversation_id for each in queue]
    assert home.desk.queue.count_open("0301") == len(told) == 3


def test_what_is_resolved_at_the_shell_is_gone_from_the_console_and_the_assistant_answers(
    home: Home,
) -> None:
    conversation = home.text("grunn asked")
    home.desk.claim(KARI, conversation)
    assert "er nå løst" in shell(home, "tasks", "resolve", "1")
    assert home.desk.queue.mine("0301", KARI.id) == []
    assert home.conversation(conversation).holder is None
    [task] = home.tasks
    assert (task.state, task.resolved_at) == (TaskState.DONE, MONDAY)
    assert "er nå løst" not in shell(home, "tasks", "resolve", "1")
    assert home.text("Hva koster det?") != conversation
    assert home.said[-1].startswith("Jeg er en maskin")


def test_what_is_resolved_in_the_console_is_gone_from_the_shell(home: Home) -> None:
    conversation = home.text("grunn asked")
    home.desk.claim(KARI, conversation)
    home.client().post(
        f"/casework/conversation/{conversation}/resolve",
        data={"outcome": "answered", "key": "k" * 24},
    )
    assert shell(home, "tasks") == "Ingen oppgaver venter.\n"
