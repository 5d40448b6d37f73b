"""A part put right while code or birth date is asked for: that part is taken, the rest is kept."""

import pytest

from assistant.actions.own_case.proof import wish_corrected
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from choice_register.verification.letters import read_code
from choice_register.verification.models import CodeTry
from tests.dialogue.harness import DialogueHarness


def tries(harness: DialogueHarness) -> int:
    """How often a code has been tried."""
    return len(harness.rows(CodeTry))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("14.03.1942", "nei det var feil, 1941"),
        ("14.03.1942", "nei det er 41"),
        ("15.03.1941", "nei, den 14."),
        ("15.03.1941", "den fjortende skulle det være"),
        ("14.05.1941", "oi, mars mente jeg"),
        ("14.05.1941", "mars, ikke mai"),
        ("14.03.1942", "nei eg er fødd i 1941"),
    ],
)
def test_a_part_of_the_date_is_read_back_before_it_is_tried(
    harness: DialogueHarness, wrong: str, right: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "hører ikke sammen" in solveig.says(f"{solveig.person.code} {wrong}")
    answer = solveig.says(right)
    assert "datoen" in answer
    assert tries(harness) == 1, "what is read back is not tried"
    answer = solveig.says("1")
    assert "Nå vet jeg hvem du er" in answer or "No veit eg kven du er" in answer
    assert "Hasselvind Omsorg" in answer


@pytest.mark.parametrize("right", ["1941", "14.03.1941", "Nei, 14.03.1941", "nei 14. mars 1941"])
def test_a_year_alone_or_a_whole_date_is_tried(harness: DialogueHarness, right: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{solveig.person.code} 14.03.1942")
    assert "Hasselvind Omsorg" in solveig.says(right)
    assert tries(harness) == 2
    assert "1941" not in "".join(message.text for message in harness.messages), "it is kept"


@pytest.mark.parametrize(
    "said",
    [
        "nei, brevet kom i mars",
        "jeg har ikke fått noe brev siden mai",
        "nei, dette er første gang jeg prøver",
        "nei, noen andre må hjelpe meg",
        "nei, jeg er 84 år gammel",
        "nei, jeg er 84",
        "nei, Jan hjelper meg",
        "nei, Jan",
        "nei, så mye mas",
        "nei, jeg skal på sykehus den 14.",
        "nei, eg fekk brevet den 3.",
        "ikkje før i april",
    ],
)
def test_what_is_no_date_is_not_tried(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{solveig.person.code} 14.03.1942")
    assert "Jeg er ikke sikker på datoen" not in solveig.says(said)
    assert tries(harness) == 1


def test_quite_another_code_may_be_anothers_and_asks_for_the_date(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("792983925 14.03.1941")
    assert "Når er du født" in solveig.says(solveig.person.code)
    assert tries(harness) == 1
    assert "du velger Hasselvind" in solveig.says("14.03.1941")


def test_a_code_with_two_digits_put_right_keeps_the_date(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    code = solveig.person.code
    near = next(
        changed
        for one in range(10)
        for other in range(10)
        if read_code(changed := f"{code[:7]}{one}{other}") and changed != code
    )
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{near} 14.03.1941")
    assert "du velger Hasselvind" in solveig.says(code)


def test_the_same_code_again_tells_that_the_date_was_wrong(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{solveig.person.code} 15.03.1941")
    assert "Når er du født" in solveig.says(solveig.person.code)
    assert "du velger Hasselvind" in solveig.says("14.03.1941")


def test_of_the_code(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("792983925")
    assert "Skriv koden" in solveig.says("oi, jeg skrev feil kode")
    assert "du velger Hasselvind" in solveig.proves()


@pytest.mark.parametrize("said", ["jeg skrev feil fødselsdato", "fødselsdatoen var feil"])
def test_a_wrong_birth_date_keeps_the_code(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{solveig.person.code} 14.03.1942")
    assert "Når er du født" in solveig.says(said)
    assert "du velger Hasselvind" in solveig.says("14.03.1941")


@pytest.mark.parametrize(
    "said", ["jeg sa feil, klokkebekk mente jeg", "kommunen ga meg feil hjelp"]
)
def test_what_else_was_wrong_keeps_the_code(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(solveig.person.code)
    solveig.says(said)
    assert "Nå vet jeg hvem du er" in solveig.says("14.03.1941")


@pytest.mark.parametrize(
    "said",
    [
        "jeg har Hasselvind nå",
        "hun fra Hasselvind sa jeg skulle skrive hit",
        "naboen min har Rognelykt",
        "Vent litt, sykepleieren ringer på",
        "vent, brillene ligger på kjøkkenet",
        "vent, hjemmehjelpen",
        "takk for alt",
        "eg har jo Hasselvind frå før",
        "ho frå Hasselvind står i døra no",
    ],
)
def test_who_is_only_spoken_of_changes_no_wish(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge klokkebekk")
    solveig.says(said)
    answer = solveig.proves()
    assert "du velger Klokkebekk" in answer or "du vel Klokkebekk" in answer


def test_all_as_before_changes_nothing(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge klokkebekk")
    assert "du velger" not in solveig.says("nei, alt skal være som før")
    assert "Klokkebekk" not in solveig.proves()


def test_another_than_the_municipality_is_read_back(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ha kommunen")
    solveig.says("nei vent, klokkebekk")
    assert "du velger Klokkebekk" in solveig.proves()


@pytest.mark.parametrize(
    "said",
    ["vasken til klokkebekk og sykepleien til rognelykt", "nei, klokkebekk hvis Berit kommer"],
)
def test_two_wishes_or_a_condition_go_the_ordinary_way(
    harness: DialogueHarness, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[object] = []
    before = wish_corrected.answered

    def watched(situation: Situation) -> Reply | None:
        reply = before(situation)
        if situation.text == said:
            taken.append(reply)
        return reply

    monkeypatch.setattr(wish_corrected, "answered", watched)
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(said)
    assert not any(taken)


@pytest.mark.parametrize(
    "said",
    [
        "nei vent, klokkebekk",
        "klokkebekk mente jeg",
        "nei, klokkebekk",
        "ikkje hasselvind, men klokkebekk",
        "det var feil, klokkebekk skulle det være",
    ],
)
def test_of_the_provider(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "Klokkebekk Hjemmetjeneste du vil ha" in solveig.says(said)
    answer = solveig.proves()
    assert "du velger Klokkebekk" in answer or "du vel Klokkebekk" in answer


def test_of_the_help(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil ha hasselvind til vasken")
    randi.says("nei, sykepleien mente jeg")
    assert "Hasselvind Omsorg for det du kaller sykepleien" in randi.proves()


def test_who_is_rejected_before_the_proof_is_not_offered(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("nei, ikke hasselvind")
    assert "Hasselvind" not in solveig.proves()


@pytest.mark.parametrize("asked", ["kan dattera mi gjøre dette", "kan dottera mi svare for meg?"])
def test_the_question_is_put_again_after_what_was_asked_beside_it(
    harness: DialogueHarness, asked: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    for step in (solveig.person.code, f"{solveig.person.birth_date:%d.%m.%Y}", "ja"):
        answer = solveig.says(asked)
        last = answer.splitlines()[-1]
        assert "fullmakt nå" not in last
        assert "fullmakt no" not in last
        solveig.says(step)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_help_that_is_taken_out_before_the_proof_is_not_read_back(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil bytte vasken til Hasselvind")
    randi.says("nei, ikke vasken, bare sykepleien")
    assert "vask" not in randi.proves().split("Er det rett?")[0]
