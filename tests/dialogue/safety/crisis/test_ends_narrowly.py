"""What ends a crisis is a whole message of a few kinds; with anything beside it, it goes on."""

import pytest

from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.all_clear import is_elsewhere, plainly_none
from assistant.actions.safety.crisis.plainly import confirms
from tests.dialogue.harness import DialogueHarness, Texter

FALLEN = "jeg har falt og kommer meg ikke opp"
FIRE = "det brenner på kjøkkenet"
BREATHLESS = "mor puster ikke"
LAMP = "lampa på alarmen lyser rødt"
OVER = "Da lar vi det være"


def _kind(person: Texter) -> str:
    return str((person.conversation.slots.get("crisis") or {}).get("kind"))


def _after(harness: DialogueHarness, *told: str) -> Texter:
    solveig = harness.texting("solveig")
    for words in told:
        solveig.says(words)
    return solveig


@pytest.mark.parametrize(
    "words",
    ["Jeg får ikke kontakt med henne", "får ikkje kontakt med mor no", "eg får ikkje svar frå ho",
     "Har ringt 113, De svarer ikke, og nå puster han ikke"],
)  # fmt: skip
def test_who_does_not_answer_here_gets_first_aid(harness: DialogueHarness, words: str) -> None:
    said = _after(harness, FALLEN).says(words)
    assert "Rop høyt på hjelp" not in said
    assert "hva du gjør med hendene" in said


@pytest.mark.parametrize("words", ["De svarer ikke der", "ingen svarer på 113", "113 svarar ikkje"])
def test_who_gets_no_answer_hears_what_to_do_then(harness: DialogueHarness, words: str) -> None:
    assert "Rop høyt på hjelp" in _after(harness, FALLEN).says(words)


@pytest.mark.parametrize(
    "words",
    ["det lukter ikke røyk, det lukter gass", "Ingen røyk, bare flammer",
     "Det lukter ikke godt her", "jeg kjenner ikke lukt lenger, er svimmel",
     "eg kjenner meg ikkje trygg", "kjenner ikke beina"],
)  # fmt: skip
def test_after_a_lamp_only_no_smoke_at_all_is_no_smoke(
    harness: DialogueHarness, words: str
) -> None:
    assert "no_smoke" not in hearing.every("corrected", words)
    solveig = _after(harness, FIRE, LAMP)
    assert "Det er ikke brann" not in solveig.says(words)
    assert _kind(solveig) != "alarm"


@pytest.mark.parametrize(
    "words", ["lukter ikke røyk", "Ikkje røyk heller", "nei, ingen røyk", "eg luktar ingenting her"]
)
def test_no_smoke_is_heard(words: str) -> None:
    assert "no_smoke" in hearing.every("corrected", words)


def test_a_lamp_is_forgotten_once_it_burns(harness: DialogueHarness) -> None:
    solveig = _after(harness, FIRE, LAMP, "nei", "nå brenner gardina", "brannen er slukket")
    assert "Det er ikke brann" not in solveig.says("ja")


NOT_DEAD = [
    "Jeg trodde han var død, men han våkna", "Faren hans døde av hjerteinfarkt i fjor",
    "hun sovna inn i stolen nå", "Vondten gjekk bort, ho har det bra no",
    "han holdt på å dø, men det går bra nå", "Han lå som død men puster nå",
    "hun gikk bort til naboen", "nå har hun fått hvile litt", "mor er død trøtt",
    "ho er nesten død",
]  # fmt: skip


@pytest.mark.parametrize("words", NOT_DEAD)
def test_a_death_is_told_with_nothing_beside_it(words: str) -> None:
    assert "died" not in hearing.every("died", words)


@pytest.mark.parametrize(
    "words", ["mannen min er død", "nei, ho døydde nettopp", "mamma gikk bort nå", "Han er død."]
)
def test_a_death_that_is_one_is_heard(words: str) -> None:
    assert "died" in hearing.every("died", words)


@pytest.mark.parametrize("words", [NOT_DEAD[0], NOT_DEAD[1], NOT_DEAD[2], NOT_DEAD[3]])
def test_nobody_is_condoled_with_who_lost_nobody(harness: DialogueHarness, words: str) -> None:
    solveig = _after(harness, BREATHLESS, "jeg har ringt 113")
    assert "Kondolerer" not in solveig.says(words)
    assert "death" not in [task.reason for task in harness.tasks]


@pytest.mark.parametrize(
    ("danger", "told"),
    [
        (FALLEN, ["jeg spurte bare om noen kan komme", "nei",
                  "jeg ville bare at noen skulle komme til henne"]),
        (FIRE, ["det var bare damp", "nei, nå er det røyk i gangen",
                "vi skulle bare koke poteter"]),
        (FALLEN, ["du misforstår, jeg trenger hjelp", "du misforstår, det haster"]),
        (FALLEN, ["eg meinte berre at nokon må kome", "eg meinte at det hastar"]),
        (FIRE, ["det var bare kaffen", "nei", "det var bare kaffen"]),
    ],
)  # fmt: skip
def test_a_call_for_help_denies_nothing(
    harness: DialogueHarness, danger: str, told: list[str]
) -> None:
    solveig = _after(harness, danger)
    assert not [words for words in told if OVER in solveig.says(words)]
    assert _kind(solveig) != "None"


@pytest.mark.parametrize(
    "told",
    [
        ["Nei, ingen har ringt", "Nei, ingen svarer"],
        ["Nei, jeg er bare redd", "Nei, det er bare meg og mor her"],
        ["det går bra nå", "nei, hun bare stirrer i taket og sier ingenting"],
        ["Nei, bare blod overalt", "Nei, det er bare blitt verre"],
        ["nei, vi har bare fasttelefon", "nei, eg har berre ringt sonen"],
    ],
)
def test_an_answer_to_have_you_rung_denies_nothing(
    harness: DialogueHarness, told: list[str]
) -> None:
    solveig = _after(harness, FALLEN)
    assert not [words for words in told if "Skriv JA hvis faren er over" in solveig.says(words)]


@pytest.mark.parametrize(
    "words",
    ["ja, takk for livet", "jeg er vel her", "jeg er uskadd", "vi er uskadde", "jeg er sikker",
     "ja, takk for ingenting", "eg er viss", "ja takk for sist", "ja takk skal du ha"],
)  # fmt: skip
def test_these_confirm_no_end(words: str) -> None:
    assert not confirms(words)


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("jeg vil ikke leve lenger", "ja, takk for livet"),
        ("jeg vil ikke leve lenger", "jeg er vel her"),
        ("jeg vil ikke leve lenger", "alle er trygge"),
        ("mannen min slår meg", "jeg er uskadd"),
        ("mannen min slår meg", "jeg er sikker"),
        (FIRE, "vi er uskadde"),
    ],
)
def test_no_end_is_heard_in_another_answer(
    harness: DialogueHarness, danger: str, words: str
) -> None:
    solveig = _after(harness, danger, "det går bra nå")
    assert OVER not in solveig.says(words)
    assert _kind(solveig) not in ("None", "watch", "abuse:rough")


@pytest.mark.parametrize(
    "words",
    ["det var bare dampen fra kjelen i brann", "det var bare flammer", "du misforstår",
     "jeg mente bare det", "det var bare katten, men nå ryker det", "var det bare tull?"],
)  # fmt: skip
def test_a_denial_with_more_in_it_is_no_plain_one(words: str) -> None:
    assert not plainly_none(words)


@pytest.mark.parametrize(
    "words",
    ["neida, det var bare kaffen", "det var berre damp", "ingenting er galt sier jeg jo",
     "det var bare grillen til naboen", "falsk alarm", "det brenn jo ikkje"],
)  # fmt: skip
def test_a_plain_denial_is_heard(words: str) -> None:
    assert plainly_none(words)


@pytest.mark.parametrize(
    "words",
    ["Ja, brannvesenet er her, jeg har snakket med dem og alt er over",
     "Ja, alle er trygge hos naboen", "Jeg har kommet meg til naboen, jeg er trygg der",
     "vi er hos granna, alle er trygge", "ingen fare her, sier naboen"],
)  # fmt: skip
def test_who_is_safe_at_the_neighbour_s_is_not_asked_where_they_are(words: str) -> None:
    assert not is_elsewhere(words)


def test_what_is_elsewhere_is_asked_about_once(harness: DialogueHarness) -> None:
    solveig = _after(harness, FIRE, "ingen fare for naboen")
    assert "hos deg" in solveig.says("ingen fare for naboen")
    said = solveig.says("falsk alarm hos naboen")
    assert "hos deg" not in said
    assert OVER not in said
    assert "110" in said


def test_the_neighbour_s_barbecue_is_a_plain_denial(harness: DialogueHarness) -> None:
    solveig = _after(harness, FIRE, "det var bare grillen til naboen")
    assert OVER in solveig.says("det var bare grillen til naboen")
