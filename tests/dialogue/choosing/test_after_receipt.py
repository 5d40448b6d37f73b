"""After the receipt: a part is put right, a firm is only told of, another signs, a choice anew."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter, wait_until

BOTH = [("home_nursing", "hasselvind"), ("practical_assistance", "hasselvind")]


@pytest.fixture
def randi(harness: DialogueHarness) -> Texter:
    """Randi, who has just chosen Hasselvind for all her help."""
    texter = harness.texting("randi")
    texter.says("jeg vil ha hasselvind")
    texter.proves()
    texter.says("all hjelpen")
    assert "er registrert" in texter.says("ja")
    return texter


@pytest.fixture
def solveig(harness: DialogueHarness) -> Texter:
    """Solveig, who has just chosen Hasselvind."""
    texter = harness.texting("solveig")
    texter.says("jeg vil velge hasselvind")
    texter.proves()
    texter.says("ja")
    return texter


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("angre sykepleien", "alt unntatt det du kaller sykepleien"),
        ("jeg angrer på sykepleien", "alt unntatt det du kaller sykepleien"),
        ("ikke sykepleien", "alt unntatt det du kaller sykepleien"),
        ("nei, bare vasken", "det du kaller vasken"),
        ("det skulle bare være vasken", "det du kaller vasken"),
    ],
)
def test_a_part_is_asked_about_and_the_rest_read_back_anew(
    harness: DialogueHarness, randi: Texter, said: str, rest: str
) -> None:
    answer = randi.says(said)
    assert "kan bare tas tilbake helt" in answer
    assert "ta tilbake valget av Hasselvind" in answer
    assert sorted(harness.standing("randi")) == BOTH
    answer = randi.says("ja, ta det tilbake")
    assert "er tatt tilbake" in answer
    assert f"du velger Hasselvind Omsorg for {rest}" in answer
    assert not harness.standing("randi")
    randi.says("ja, det er rett")
    assert harness.standing("randi") == [("practical_assistance", "hasselvind")]


def test_in_nynorsk(harness: DialogueHarness, randi: Texter) -> None:
    randi.says("nynorsk takk")
    assert "berre takast tilbake heilt" in randi.says("eg angrar på sjukepleia")
    randi.says("nei")
    assert sorted(harness.standing("randi")) == BOTH


@pytest.mark.parametrize("said", ["sykepleien er flink", "bare hyggelig", "ikke noe stress"])
def test_what_is_said_of_help_takes_nothing_back(
    harness: DialogueHarness, randi: Texter, said: str
) -> None:
    assert "ta tilbake" not in randi.says(said)
    assert sorted(harness.standing("randi")) == BOTH


def test_the_case_that_holds_the_part_is_the_one(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil ha hasselvind til vasken")
    randi.proves()
    randi.says("ja")
    randi.says("jeg vil ha rognelykt til sykepleien")
    randi.says("ja, det stemmer")
    assert "ta tilbake valget av Hasselvind" in randi.says("angre vasken")
    randi.says("ja, ta det tilbake")
    assert harness.standing("randi") == [("home_nursing", "rognelykt")]


@pytest.mark.parametrize(
    "told",
    [
        "nei, Klokkebekk hadde jeg før", "søsteren min har Klokkebekk", "naboen har klokkebekk",
        "Klokkebekk hadde jeg i fjor", "eg hadde Klokkebekk tidlegare",
        "nei klokkebekk var det min mor som hadde",
    ],
)  # fmt: skip
def test_who_has_or_had_a_firm_begins_no_switch(
    harness: DialogueHarness, solveig: Texter, told: str
) -> None:
    answer = solveig.says(told)
    assert "Hasselvind Omsorg er k" in answer, "how it stands"
    assert solveig.conversation.slots.get("pending") is None
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


@pytest.mark.parametrize(
    "said",
    ["klokkebekk hadde jeg gjerne hatt", "jeg har valgt klokkebekk", "nei, jeg mente klokkebekk"],
)
def test_a_wish_for_it_is_none_of_these(solveig: Texter, said: str) -> None:
    assert "er kommet inn" not in solveig.says(said)


@pytest.mark.parametrize(
    "said",
    [
        "ANGRE. Hilsen sønnen Per", "Angre. Hilsen Per", "jeg vil angre. Hilsen datteren Tone",
        "ANGRE mvh Per",
    ],
)  # fmt: skip
def test_another_takes_nothing_back(harness: DialogueHarness, solveig: Texter, said: str) -> None:
    assert "Det er Solveig som må svare" in solveig.says(said)
    solveig.says("ja")
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


@pytest.mark.parametrize("said", ["ANGRE", "Angre. Hilsen Solveig", "angre mvh Solveig Myrhaug"])
def test_she_herself_does(harness: DialogueHarness, solveig: Texter, said: str) -> None:
    assert "er tatt tilbake" in solveig.says(said)
    assert not harness.standing("solveig")


@pytest.mark.parametrize("said", ["nytt valg", "jeg vil gjøre et nytt valg", "velge på nytt"])
def test_a_new_choice_is_begun(harness: DialogueHarness, solveig: Texter, said: str) -> None:
    assert "Hvem vil du ha?" in solveig.says(said)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


@pytest.mark.parametrize(
    "said", ["jeg vil ha klokkebekk i stedet", "kan jeg heller få klokkebekk", "klokkebekk heller"]
)
def test_another_instead_is_read_back(harness: DialogueHarness, solveig: Texter, said: str) -> None:
    assert "du velger Klokkebekk" in solveig.says(said)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


@pytest.mark.parametrize("said", ["nytt valg", "jeg vil ha klokkebekk i stedet"])
def test_as_a_first_message_the_code_is_asked_for(harness: DialogueHarness, said: str) -> None:
    assert "koden fra brevet" in harness.texting("solveig").says(said)


@pytest.mark.parametrize(
    "said", ["når er det nytt valg i kommunen?", "jeg vil ikke ha klokkebekk i stedet"]
)
def test_what_only_sounds_so_begins_none(harness: DialogueHarness, said: str) -> None:
    assert "Det er Klokkebekk" not in harness.texting("solveig").says(said)


@pytest.mark.parametrize("said", ["nei jeg vil ha det som før", "nei, alt skal være som før"])
def test_as_before_once_it_was_taken_back_tells_what_stands(
    harness: DialogueHarness, solveig: Texter, said: str
) -> None:
    solveig.says("ANGRE")
    answer = solveig.says(said)
    assert "Valget av Hasselvind Omsorg er tatt tilbake" in answer
    assert "Oslo kommunes hjemmetjeneste hjelper deg nå" in answer
    assert "velge" in answer
    assert "Hvem vil du ha?" in solveig.says("velge")


@pytest.fixture
def two_cases(harness: DialogueHarness) -> Texter:
    """Randi, who has chosen Rognelykt for her nursing, and then Hasselvind for her cleaning."""
    randi = harness.texting("randi")
    randi.says("jeg vil ha rognelykt til sykepleien")
    randi.proves()
    randi.says("ja")
    randi.says("jeg vil ha hasselvind til vasken")
    assert "er registrert" in randi.says("ja, det stemmer")
    return randi


@pytest.mark.parametrize("said", ["bare vasken", "det var bare vasken", "jeg mente bare vasken"])
def test_only_speaks_of_what_was_done_last(
    harness: DialogueHarness, two_cases: Texter, said: str
) -> None:
    assert "ta tilbake" not in two_cases.says(said)
    two_cases.says("ja")
    assert len(harness.standing("randi")) == 2


@pytest.fixture
def cleaning(harness: DialogueHarness) -> Texter:
    """Randi, who has just chosen Hasselvind for her cleaning."""
    randi = harness.texting("randi")
    randi.says("jeg vil ha hasselvind til vasken")
    randi.proves()
    randi.says("ja")
    return randi


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("nei, bare sykepleien", "sykepleien"),
        ("kun medisinene", "medisinene"),
        ("nei, ikke vasken, sykepleien", "sykepleien"),
        ("sykepleien, ikke vasken", "sykepleien"),
        ("ikke vasken men sykepleien", "sykepleien"),
    ],
)
def test_the_other_help_is_read_back_once_the_wrong_one_is_taken_back(
    harness: DialogueHarness, cleaning: Texter, said: str, word: str
) -> None:
    assert "spør jeg om det du vil ha" in cleaning.says(said)
    assert f"du velger Hasselvind Omsorg for det du kaller {word}" in cleaning.says(
        "ja, ta det tilbake"
    )
    assert not harness.standing("randi")
    cleaning.says("ja, det er rett")
    assert harness.standing("randi") == [("home_nursing", "hasselvind")]


def test_the_other_help_in_nynorsk(cleaning: Texter) -> None:
    assert "spør eg om det du vil ha" in cleaning.says("nei, ikkje vasken men sjukepleia")
    assert "Hasselvind Omsorg for det du kallar sjukepleia" in cleaning.says("ja, ta det tilbake")


@pytest.mark.parametrize(
    "said",
    [
        "jeg vil angre på sykepleien, ikke vasken", "sykepleien angrer jeg på",
        "jeg vil bare ha hasselvind til vasken", "hasselvind bare til vasken",
    ],
)  # fmt: skip
def test_a_part_in_other_words_loses_no_more(
    harness: DialogueHarness, randi: Texter, said: str
) -> None:
    assert "kan bare tas tilbake helt" in randi.says(said)
    assert "du velger Hasselvind Omsorg for" in randi.says("ja, ta det tilbake")
    randi.says("ja, det er rett")
    assert harness.standing("randi") == [("practical_assistance", "hasselvind")]


@pytest.mark.parametrize("said", ["behold vasken", "nei, bare sykepleien", "ja, behold vasken"])
def test_what_is_to_be_kept_is_no_answer_to_it(
    harness: DialogueHarness, randi: Texter, said: str
) -> None:
    randi.says("angre sykepleien")
    answer = randi.says(said)
    assert "kan bare tas tilbake helt" in answer
    assert "ta tilbake valget av Hasselvind" in answer
    assert sorted(harness.standing("randi")) == BOTH


def test_a_plain_no_still_keeps_all(harness: DialogueHarness, randi: Texter) -> None:
    randi.says("angre sykepleien")
    assert "ikke tatt tilbake noe" in randi.says("nei")
    assert sorted(harness.standing("randi")) == BOTH


@pytest.mark.parametrize("said", ["ikke natt", "nei ikke orden", "ikke søster"])
def test_a_word_that_names_no_help_undoes_nothing(randi: Texter, said: str) -> None:
    assert "ta tilbake" not in randi.says(said)


@pytest.mark.parametrize(
    "said",
    [
        "jeg vil angre valget, dette er rot", "angre valget dette er håpløst",
        "Jeg angrer. Dette er dumt", "Jeg vil angre. Hilsen Solveig Myrhaug Oslo",
        "Angre. Hilsen Sølvi", "Angre. Dette er sløseri",
    ],
)  # fmt: skip
def test_an_undoing_that_nobody_else_signs_is_asked_about(
    harness: DialogueHarness, solveig: Texter, said: str
) -> None:
    assert "du vil ta tilbake valget av Hasselvind" in solveig.says(said)
    assert harness.standing("solveig")


@pytest.mark.parametrize("said", ["jeg må velge på nytt", "vil ha nytt valg"])
def test_a_new_choice_needs_no_subject(
    harness: DialogueHarness, solveig: Texter, said: str
) -> None:
    assert "Hvem vil du ha?" in solveig.says(said)
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_as_before_to_a_notice_that_another_took_it_back_puts_it_in_place(
    fresh_harness: DialogueHarness,
) -> None:
    harness = fresh_harness
    solveig = harness.texting("solveig")
    for said in ("jeg vil velge hasselvind", "PROVE", "ja"):
        solveig.proves() if said == "PROVE" else solveig.says(said)
    stranger = harness.texting("solveig", number="+4740019999")
    stranger.says("angre")
    stranger.proves()
    assert not harness.standing("solveig")
    before = len(solveig.got())
    harness.application.planner.warn()
    wait_until(lambda: len(solveig.got()) > before)
    assert "tatt tilbake" in solveig.got()[-1]
    assert "på plass igjen" in solveig.says("nei jeg vil ha det som før")
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_an_undoing_of_long_ago_is_not_told_as_news(fresh_harness: DialogueHarness) -> None:
    solveig = fresh_harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    for said in ("ja", "ANGRE"):
        solveig.says(said)
    fresh_harness.days_later(60)
    solveig.says("når begynner hjelpen min")
    solveig.proves()
    assert "er tatt tilbake" not in solveig.says("jeg vil ikke bytte")
