"""Every text is plain: short words, short sentences, nothing that sounds like an office.

The rules themselves stand in `assistant.texts.review`, where those who edit texts meet them too.
LIX says nothing of three words, so single texts are measured from ten words on, and every topic as
a whole.
"""

from pathlib import Path

import pytest
import yaml

from assistant.texts.measures import MOST_LIX, lix
from assistant.texts.rendering import FOLDER
from assistant.texts.review import UNHEARD, rules_for
from tests.texts.reading import TEXTS, WORDINGS, read

TOPICS = sorted(path for path in FOLDER.glob("*.yml") if path.stem not in ("foreign", "words"))


def identify(wording: tuple[str, str, str]) -> str:
    return "-".join(wording)


@pytest.mark.parametrize("wording", WORDINGS, ids=identify)
def test_a_text_keeps_every_rule(wording: tuple[str, str, str]) -> None:
    read_as_met = read(*wording)
    assert [what for rule in rules_for(wording[0]) if (what := rule(read_as_met))] == []


@pytest.mark.parametrize("standard", ["nb", "nn"])
@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_a_topic_is_easy_to_read(topic: Path, standard: str) -> None:
    names = yaml.safe_load(topic.read_text("utf-8"))
    whole = "\n".join(read(name, standard, "sms").own for name in names if name not in UNHEARD)
    assert lix(whole) <= MOST_LIX


def test_every_text_is_measured() -> None:
    assert {name for name, _, _ in WORDINGS} == set(TEXTS.all)
