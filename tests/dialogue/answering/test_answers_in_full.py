"""Answers as people write and say them, through the real webhooks: what is taken, what is asked.

Kinds that attackers found, each with siblings, and the everyday yes that must not be asked again.
Many answers are tried in one conversation: the read-back is put anew for each.
"""

import re
from collections.abc import Sequence
from itertools import cycle

import pytest

from tests.dialogue.harness import PEOPLE, DialogueHarness, Texter

CHOOSES = "jeg vil velge hasselvind"
IN_OTHER_WORDS = cycle(("jeg vil ha hasselvind", "jeg velger hasselvind", CHOOSES))
"""Whoever says the same again and again is taken for a machine."""
NO = cycle(("nei", "nei takk", "nei, ikke det"))


def taken(harness: DialogueHarness, aud: Texter, words: str) -> bool:
    """Put the read-back, answer it, and tell whether the choice stands; it is undone again."""
    aud.says(next(NO))
    asked = aud.says(next(IN_OTHER_WORDS))
    assert "du velger Hasselvind Omsorg" in asked, asked
    aud.says(words)
    if not harness.standing("aud"):
        return False
    aud.says("ANGRE")
    assert not harness.standing("aud")
    return True


def proven(harness: DialogueHarness) -> tuple[Texter, str]:
    """Aud at the read-back, and the date in it: «tirsdag 8. desember»."""
    aud = harness.texting("aud")
    aud.says(CHOOSES)
    asked = re.search(r"De begynner omtrent (\w+ \d+\. \w+)", aud.proves())
    assert asked is not None
    return aud, asked.group(1)


def wrongly(
    harness: DialogueHarness, aud: Texter, lines: Sequence[str], *, expected: bool
) -> list[str]:
    return [line for line in lines if taken(harness, aud, line) is not expected]


def test_courtesy_and_what_only_repeats_the_read_back_do_not_hide_a_yes(
    harness: DialogueHarness,
) -> None:
    aud, date = proven(harness)
    plain = [
        "heisann, ja",
        "Hei! Ja, det stemmer. Med vennlig hilsen Aud Fagerstrand, 84 år, tlf 400 12 345",
        f"Ja, Hasselvind fra {date}, og det vil jeg :)",
    ]
    assert not wrongly(harness, aud, plain, expected=True)


def test_what_stands_below_a_signature_counts(harness: DialogueHarness) -> None:
    aud, _ = proven(harness)
    below = ["Ja. Mvh Aud\nbare hvis Tone vil", "Ja" + "\n" * 700 + "men det må vente"]
    assert not wrongly(harness, aud, below, expected=False)


def test_another_date_an_odd_sign_a_cut_off_and_a_respelt_word_are_no_yes(
    harness: DialogueHarness,
) -> None:
    aud, _ = proven(harness)
    none = ["Ja, 15.01.2027", "ja :(", "Bekreftelse"]
    assert not wrongly(harness, aud, none, expected=False)


@pytest.mark.parametrize("heard", ["rett", "@unsure ja", "ja hallo hvem er det", "ja og"])
def test_a_yes_that_was_hardly_heard_or_may_be_an_echo_is_settled_by_a_key(
    harness: DialogueHarness, heard: str
) -> None:
    person = PEOPLE["aud"]
    begin = [CHOOSES, person.code, f"{person.birth_date:%d%m%Y}"]
    record = harness.calls("aud", *begin, heard, "@hangup")
    assert "trykk 5" in record.text
    assert not harness.standing("aud")
    harness.calls("aud", *begin, heard, "5")
    assert harness.standing("aud")
