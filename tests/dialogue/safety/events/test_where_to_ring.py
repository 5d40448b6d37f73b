"""Call-backs: not where none is wanted, each on its own number, and never beside a secret one."""

import pytest

from tests.dialogue.harness import DialogueHarness


def calls(harness: DialogueHarness) -> list[tuple[str, str | None, str | None]]:
    """Reason, number and whom to ring, of every task."""
    return [(t.reason, t.call_back_number, t.summary.get("whom")) for t in harness.tasks]


@pytest.mark.parametrize(
    "words",
    ["ikke ring meg", "ring meg ikke på 99112233", "ikkje ring meg",
     "ikke ring datteren min på 40011888", "ikke ring meg, send melding på 40011999"],
)  # fmt: skip
def test_no_call_is_filed_where_none_is_wanted(harness: DialogueHarness, words: str) -> None:
    harness.texting("solveig").says(words)
    assert calls(harness) == []


@pytest.mark.parametrize(
    "words",
    ["ikke ring meg på 99112233, ring 40011999", "ikke ring meg før klokka ti, ring på 40011999",
     "ikke ring 99112233, bruk 40011999", "ikke ring meg men på 40011999",
     "jeg ringer sønnen min hver dag, ring meg på 40011999",
     "ring sønnen min om det er noe, men ring meg på 40011999"],
)  # fmt: skip
def test_a_refused_number_or_time_refuses_no_call(harness: DialogueHarness, words: str) -> None:
    harness.texting("solveig").says(words)
    assert calls(harness) == [("callback", "+4740011999", None)]


def test_another_who_is_to_be_rung_has_a_task_of_her_own(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    assert "40 01 18 88" in solveig.says("ring datteren min på 40011888")
    assert "41 01 18 88" in solveig.says("nei, 41011888 skal det være")
    assert calls(harness) == [
        ("callback", "+4740011999", None),
        ("callback", "+4741011888", "datteren min"),
    ]


def test_the_call_that_is_let_go_is_the_one_promised_last(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says("ring sønnen min på 40011888")
    solveig.says("glem det")
    own, his = harness.tasks
    assert (own.summary.get("call"), his.summary.get("call")) == (None, "not_wanted")


def test_her_own_call_stays_her_own_beside_her_daughter_s(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says("ring datteren min på 40011888")
    solveig.says("ikke ring meg")
    own, hers = harness.tasks
    assert (own.summary.get("call"), hers.summary.get("call")) == ("not_wanted", None)


@pytest.mark.parametrize("before", ["hei", "jeg vil velge hasselvind"])
def test_who_has_the_code_is_rung_and_gives_none(harness: DialogueHarness, before: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says(before)
    assert "40 01 18 88" in solveig.says("mannen min har koden. ring ham på 40011888")
    assert calls(harness) == [("callback", "+4740011888", "ham")]


@pytest.mark.parametrize(
    "words",
    ["nei, 41011999 skal det være", "ikke 40011999, men 41011999", "feil, 41 01 19 99",
     "ikke ring 40011999, bruk 41011999", "ikke ring 40011999, men 41011999",
     "ikke ring meg på 40011999, jeg er på 41011999"],
)  # fmt: skip
def test_a_number_put_right_amends_the_call(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    assert "41 01 19 99" in solveig.says(words)
    assert calls(harness) == [("callback", "+4741011999", None)]


@pytest.mark.parametrize("words", ["40011999 er feil nummer", "nei det er feil 40011999"])
def test_a_number_only_said_to_be_wrong_is_asked_for_anew(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    assert "ummer" in solveig.says(words)
    assert "41 01 19 99" in solveig.says("41011999")
    assert calls(harness) == [("callback", "+4741011999", None)]


def test_a_call_wanted_after_all_is_wanted(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says("glem det")
    solveig.says("jo, ring meg på 41011999 likevel")
    wanted = [each for each in harness.tasks if each.call_back_number == "+4741011999"]
    assert wanted
    assert not any(each.summary.get("call") for each in wanted)
    assert all(each.promised_at for each in wanted)


@pytest.mark.parametrize(
    "words",
    ["jeg liker ikke å ringe.", "eg torer ikkje å ringje", "nei det er ikke",
     "dere kan ikke ringe. jeg er ute nå, prøv klokka to", "ikke ring datteren min"],
)  # fmt: skip
def test_a_promised_call_stands(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says(words)
    assert not any(each.summary.get("call") for each in harness.tasks)
    assert harness.tasks[0].promised_at is not None


@pytest.mark.parametrize("words", ["det er ikke nødvendig", "glem det"])
def test_after_another_answer_it_is_not_the_call_that_is_let_go(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says("hva koster hjelpen?")
    solveig.says(words)
    assert harness.tasks[0].summary.get("call") is None


def test_a_number_told_of_somebody_amends_nothing(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says("datteren min har 41011999")
    assert calls(harness)[0] == ("callback", "+4740011999", None)


@pytest.mark.parametrize("words", ["glem det", "dere trenger ikke ringe likevel"])
def test_a_call_that_is_let_go_says_so_in_its_task(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    assert "ikke vil bli ringt likevel" in solveig.says(words)
    [task] = harness.tasks
    assert task.summary["call"] == "not_wanted"
    assert task.promised_at is None
    assert task.call_back_number == "+4740011999"


def test_a_number_after_what_was_told_in_confidence_stands_with_it(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hjelperen har stjålet penger fra meg")
    solveig.says("ja")
    solveig.says("ring meg på 40011999")
    assert calls(harness) == [("abuse", "+4740011999", None)]
    assert "ikke vil bli kontaktet" in solveig.says("glem det")
    [task] = harness.tasks
    assert task.summary["contact"] == "no_contact"
    assert task.summary["what"] == "theft"


@pytest.mark.parametrize(
    "words",
    ["jeg tør ikke å ringe.", "jeg vil ikke ringe. kom hit i morgen", "ikke ring datteren min",
     "jeg liker ikke å ringe. i morgen kl 10 passer", "ikke ring meg, send melding på 40011999"],
)  # fmt: skip
def test_who_cannot_ring_herself_refuses_no_contact(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hjelperen har stjålet penger fra meg")
    solveig.says("ja")
    solveig.says(words)
    assert not any(each.summary.get("contact") == "no_contact" for each in harness.tasks)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hei, noen har stjålet penger fra meg, ring meg", "+4740011001"),
        ("hei det er Solveig. noen har stjålet smykkene mine. ring meg på 40011999",
         "+4740011999"),
    ],
)  # fmt: skip
def test_a_theft_beside_ring_me_is_kept(harness: DialogueHarness, words: str, number: str) -> None:
    harness.texting("solveig").says(words)
    [task] = harness.tasks
    assert (task.reason, task.call_back_number, task.summary["what"]) == ("abuse", number, "theft")


def test_a_call_asked_for_before_waits_for_what_was_told_in_confidence(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("ring meg på 40011999")
    solveig.says("hjelperen har stjålet penger fra meg")
    solveig.says("ja")
    call, wrong = harness.tasks
    assert call.summary["contact"] == wrong.summary["contact"] == "not_yet"
    assert call.promised_at is None
