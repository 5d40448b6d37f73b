"""The last word about who and what holds: at the question which help, and at the read-back."""

import pytest

from tests.dialogue.harness import DialogueHarness, Texter


def asked_which(harness: DialogueHarness, wish: str) -> Texter:
    """Randi, who is asked whether it is for all her help."""
    randi = harness.texting("randi")
    randi.says(wish)
    assert "all hjelp" in randi.proves()
    return randi


@pytest.mark.parametrize(
    ("wish", "answer", "read_back"),
    [
        ("jeg vil ha hasselvind", "Rognelykt til sykepleien", "Rognelykt Pleie for det"),
        ("jeg vil ha rognelykt", "nei, Hasselvind til vasken", "Hasselvind Omsorg for det"),
        ("jeg vil ha rognelykt", "vask: Hasselvind", "Hasselvind Omsorg for det"),
        ("jeg vil ha rognelykt", "hasselvind til alt", "Hasselvind Omsorg for all"),
        ("eg vil ha rognelykt", "hasselvind te vaskinga", "Hasselvind Omsorg for det"),
        ("jeg vil ha kommunen", "nei hasselvind til vasken", "Hasselvind Omsorg for det"),
    ],
)
def test_the_firm_named_with_the_help_is_the_one(
    harness: DialogueHarness, wish: str, answer: str, read_back: str
) -> None:
    assert read_back in asked_which(harness, wish).says(answer)
    assert not harness.standing("randi")


def test_it_holds_also_where_the_help_is_asked_for_once_more(harness: DialogueHarness) -> None:
    randi = asked_which(harness, "jeg vil ha rognelykt")
    randi.says("noe av den, men heller hasselvind")
    assert "Hasselvind Omsorg for det du kaller vasken" in randi.says("vasken")


@pytest.mark.parametrize("told", ["rognelykt hadde jeg før", "naboen har rognelykt til vasken"])
def test_who_is_only_told_of_is_not(harness: DialogueHarness, told: str) -> None:
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "du velger Rognelykt" not in randi.says(told)
    assert "du velger Hasselvind" in randi.says("all hjelpen")


@pytest.fixture
def part(harness: DialogueHarness) -> Texter:
    """Randi, at the read-back of Hasselvind for her cleaning."""
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "det du kaller vasken" in randi.says("bare vasken")
    return randi


@pytest.mark.parametrize(
    "said", ["hasselvind til begge", "begge deler", "nei, til begge", "nei hasselvind skal ta alt"]
)
def test_both_is_read_back_for_all(harness: DialogueHarness, part: Texter, said: str) -> None:
    assert "Hasselvind Omsorg for all hjelpen" in part.says(said)
    assert not harness.standing("randi")


@pytest.mark.parametrize("said", ["nei motsatt", "nei omvendt", "tvert om", "nei, det er motsett"])
def test_the_opposite_is_asked_about(harness: DialogueHarness, part: Texter, said: str) -> None:
    assert "Skriv det med egne ord" in part.says(said) or "eigne ord" in part.got()[-1]
    assert "for det du" in part.says("sykepleien")
    assert not harness.standing("randi")


@pytest.mark.parametrize("said", ["nei, sykepleien", "nei, sykepleien mente jeg"])
def test_the_other_help_is_read_back(part: Texter, said: str) -> None:
    assert "Hasselvind Omsorg for det du kaller sykepleien" in part.says(said)


@pytest.mark.parametrize(
    "said",
    [
        "nei vent klokkebekk er ikke så verst jeg vil ha hasselvind likevel",
        "nei, klokkebekk er bra men jeg tar hasselvind likevel",
    ],
)
def test_who_is_wished_for_after_all_is_read_back(harness: DialogueHarness, said: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ha hasselvind")
    solveig.proves()
    assert "du velger Hasselvind" in solveig.says(said)
    assert not harness.standing("solveig")


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ("nei, klokkebekk, ikke hasselvind", "du velger Klokkebekk"),
        ("jeg vil heller ha klokkebekk enn hasselvind", "du velger Klokkebekk"),
        ("nei", "ikke registrert noe nytt"),
        ("nei, alt er feil", "ikke registrert noe nytt"),
        ("klokkebekk hadde jeg før", "du velger Hasselvind"),
        ("ja", "er registrert"),
    ],
)
def test_near_misses_are_as_before(harness: DialogueHarness, said: str, follows: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ha hasselvind")
    solveig.proves()
    assert follows in solveig.says(said)


@pytest.fixture
def whole(harness: DialogueHarness) -> Texter:
    """Randi, at the read-back of Hasselvind for all her help."""
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "all hjelpen" in randi.says("all hjelpen")
    return randi


@pytest.mark.parametrize(
    "said",
    [
        "nei til alt", "nei til begge", "nei alt", "nei på alt", "nei alt sammen", "nei for begge",
        "uff nei til begge deler", "nei til vask og sykepleie", "nei, vasken",
    ],
)  # fmt: skip
def test_what_is_said_no_to_is_not_read_back_for_all(
    harness: DialogueHarness, part: Texter, said: str
) -> None:
    assert "ikke registrert noe nytt" in part.says(said)
    part.says("ja")
    assert not harness.standing("randi")


@pytest.mark.parametrize(
    "said",
    ["nei til vasken", "nei til sykepleien", "nei for sykepleien", "uff nei til pleie",
     "nei til huset", "nei takk til vask", "nei på medisinene"],
)  # fmt: skip
def test_help_that_is_said_no_to_is_not_read_back(
    harness: DialogueHarness, whole: Texter, said: str
) -> None:
    assert "ikke registrert noe nytt" in whole.says(said)
    whole.says("ja")
    assert not harness.standing("randi")


@pytest.mark.parametrize("said", ["nei til vasken, men sykepleien", "nei, vasken"])
def test_which_is_asked_where_a_no_may_mean_either(
    harness: DialogueHarness, whole: Texter, said: str
) -> None:
    assert "med egne ord" in whole.says(said)
    assert not harness.standing("randi")


@pytest.mark.parametrize("said", ["nei, bare vasken", "jeg vil bare ha vasken", "vasken"])
def test_a_narrower_wish_is_read_back(whole: Texter, said: str) -> None:
    assert "det du kaller vasken" in whole.says(said)


@pytest.mark.parametrize(
    "said",
    ["og sykepleien", "ja og sykepleien", "ja, og medisinene", "sykepleien òg",
     "og sjukepleia også"],
)  # fmt: skip
def test_help_that_is_added_is_read_back_with_what_was(
    harness: DialogueHarness, part: Texter, said: str
) -> None:
    assert "Hasselvind Omsorg for all hjelpen" in part.says(said)
    part.says("ja, det er rett")
    assert len(harness.standing("randi")) == 2


@pytest.mark.parametrize("said", ["men sykepleien da", "sykepleien", "og hva med medisinene"])
def test_instead_or_besides_is_asked(harness: DialogueHarness, part: Texter, said: str) -> None:
    assert "du velger" not in part.says(said)
    assert not harness.standing("randi")


@pytest.mark.parametrize(
    "said",
    ["jeg skulle ha medisin", "jeg skulle ha sprøyta", "jeg vil ha mat", "det er natt",
     "ja søster", "ja, søster", "stopp alt med hasselvind"],
)  # fmt: skip
def test_a_need_is_no_scope(whole: Texter, said: str) -> None:
    before = whole.conversation.slots["services"]
    assert "for det du kaller" not in whole.says(said)
    assert whole.conversation.slots.get("services") in (before, None)


@pytest.mark.parametrize(
    "said",
    [
        "Klokkebekk! Jeg har aldri sagt at jeg vil ha Hasselvind",
        "nei jeg vil ha klokkebekk, ikke hasselvind likevel",
        "nei, Klokkebekk. Hvis det ikke går tar jeg Hasselvind",
        "Det er Klokkebekk jeg vil ha, det er naboen som skal ha Hasselvind",
        "klokkebekk, jeg tror ikke jeg vil ha hasselvind",
        "klokkebekk er bedre enn hasselvind likevel",
        "klokkebekk er bra, mor vil ha hasselvind",
    ],
)
def test_the_firm_read_back_is_not_read_back_against_the_wish(
    harness: DialogueHarness, said: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil ha hasselvind")
    solveig.proves()
    assert "du velger Hasselvind" not in solveig.says(said)
    assert not harness.standing("solveig")


@pytest.mark.parametrize(
    ("firm", "answer", "help_"),
    [
        ("hasselvind", "vasken, kommunen er så treg", "det du kaller vasken"),
        ("hasselvind", "Bare vasken. Det er kommunen som betaler vel", "det du kaller vasken"),
        ("hasselvind", "alt som kommunen har bestemt", "all hjelpen"),
        ("hasselvind", "Vasken. Kommunen kan ta sykepleien", "det du kaller Vasken"),
        ("hasselvind", "alt, kommunen er håpløs", "all hjelpen"),
        ("rognelykt", "sykepleien, kommunen kan ta vasken", "det du kaller sykepleien"),
        ("hasselvind", "bare vasken, resten kan kommunen ta", "det du kaller vasken"),
        ("rognelykt", "sykepleien. Hasselvind ringte i går", "det du kaller sykepleien"),
        ("rognelykt", "sykepleien, Hasselvind får ikke lov", "det du kaller sykepleien"),
        ("hasselvind", "sykepleien. Jeg hadde Rognelykt i fjor og de glemte meg", "sykepleien"),
        ("hasselvind", "vasken, Rognelykt var så dårlig", "det du kaller vasken"),
        ("hasselvind", "vasken fordi Rognelykt ikke har tid", "det du kaller vasken"),
        ("hasselvind", "vasken. Datteren min synes Rognelykt er best", "det du kaller vasken"),
        ("hasselvind", "Rognelykt har sykepleien, så vasken", "det du kaller vasken"),
    ],
)
def test_a_firm_that_is_only_spoken_of_takes_no_wish_away(
    harness: DialogueHarness, firm: str, answer: str, help_: str
) -> None:
    said = asked_which(harness, f"jeg vil ha {firm}").says(answer)
    assert f"du velger {firm.capitalize()}" in said
    assert help_ in said


@pytest.mark.parametrize("said", ["sykepleien har Rognelykt", "kommunen"])
def test_what_tells_no_help_is_asked_again(harness: DialogueHarness, said: str) -> None:
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "all hjelp" in randi.says(said)
    assert "Hasselvind Omsorg for det" in randi.says("bare vasken")


def test_the_firm_refused_there_is_not_read_back(harness: DialogueHarness) -> None:
    randi = asked_which(harness, "jeg vil ha hasselvind")
    assert "Hvem vil du ha?" in randi.says("sykepleien, men ikke hasselvind")


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ("jeg har klokkebekk", "du velger Klokkebekk"),
        ("Klokkebekk har jeg", "du velger Klokkebekk"),
        ("jeg har klokkebekk fra før", "du velger Klokkebekk"),
        ("vi har kommunen", "allerede hjelp fra kommunen"),
        ("klokkebekk hadde jeg før", "Hvem vil du ha?"),
        ("naboen har klokkebekk", "Hvem vil du ha?"),
    ],
)
def test_whom_she_has_now_answers_whom_she_wants(
    harness: DialogueHarness, said: str, follows: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil bytte")
    solveig.proves()
    assert follows in solveig.says(said)
