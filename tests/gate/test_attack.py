"""Some 450 messages made to get past the gate (attack.yml): none of them is a yes."""

from pathlib import Path

import pytest
import yaml

from assistant.gate.verdict import Answered
from bench.judged import judged

MADE = yaml.safe_load(Path(__file__).with_name("attack.yml").read_text("utf-8"))


@pytest.mark.parametrize("channel", MADE)
def test_none_is_a_yes(channel: str) -> None:
    lines = [
        {"question": question, "channel": channel, "text": text}
        for question, texts in MADE[channel].items()
        for text in texts.splitlines()
    ]
    assert len(lines) >= 150
    passed = [each["text"] for each in lines if judged(each).answered is Answered.YES]
    assert not passed
