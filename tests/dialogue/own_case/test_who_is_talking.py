"""Who is talking, over the real webhooks: each has a road, and nobody chooses in another's name."""

from collections.abc import Iterator
from itertools import count

import pytest

from choice_register.audit import Actor
from choice_register.verification.models import Proof
from conversations.models import Conversation
from tests.dialogue.harness import PEOPLE, DialogueHarness, Texter

SOLVEIG = PEOPLE["solveig"]
LETTER = f"Koden er {SOLVEIG.code}, født {SOLVEIG.birth_date:%d.%m.%Y}"


@pytest.fixture
def numbers() -> Iterator[str]:
    """Telephones of strangers."""
    return (f"+474001{3000 + each}" for each in count())


def proofs(harness: DialogueHarness, texter: Texter) -> list[Proof]:
    here = {row.id for row in harness.rows(Conversation) if row.peer == texter.number}
    return [p for p in harness.rows(Proof) if p.conversation in here and p.withdrawn_at is None]


def of(harness: DialogueHarness, reason: str) -> list[str | None]:
    return [task.person_id for task in harness.tasks if task.reason == reason]


INTERESTED = [
    "Hei! Jobber i Hasselvind Omsorg og er hjemme hos en dame som vil bytte til oss.",
    "jeg er hjemmehjelperen hennes og skal bytte for henne",
    "det er kenneth fra klokkebekk, hun her vil velge oss",
    "eg er assistenten hans og skal hjelpe han å velje",
    "vi i Hasselvind vil gjerne registrere en ny kunde",
]


def test_who_gains_by_it_registers_nothing_and_leaves_a_note(
    harness: DialogueHarness, numbers: Iterator[str]
) -> None:
    for words in INTERESTED:
        texter = harness.texting("solveig", next(numbers))
        said = texter.says(f"{words} {LETTER}")
        assert "kan ikke velge for andre" in said or "kan ikkje velje for andre" in said, words
        for more in ("velge hasselvind", LETTER, "ja", "hvem hjelper meg nå", "gi fullmakt"):
            texter.says(more)
        assert proofs(harness, texter) == [], words
    assert harness.choices("solveig") == []
    notes = of(harness, "interested_party")
    assert len(notes) >= len(INTERESTED)
    assert [each for each in notes if each], "whose letter it was is known from the code"


def test_who_then_says_to_be_the_person_is_offered_a_human(
    harness: DialogueHarness, numbers: Iterator[str]
) -> None:
    texter = harness.texting("solveig", next(numbers))
    texter.says("jeg er hjemmehjelperen hennes")
    assert "Vil du snakke med et menneske?" in texter.says("nei det er meg selv")
    texter.says(LETTER)
    assert proofs(harness, texter) == []


def test_after_the_code_it_ends_what_was_proven(
    harness: DialogueHarness, numbers: Iterator[str]
) -> None:
    for words in (
        "jeg er hjemmehjelperen hennes",
        "eg er sonen hennar",
        "jeg er naboen til Solveig",
    ):
        texter = harness.texting("solveig", next(numbers))
        texter.says(f"jeg vil velge hasselvind {SOLVEIG.code} {SOLVEIG.birth_date:%d.%m.%Y}")
        assert proofs(harness, texter), words
        texter.says(words)
        assert proofs(harness, texter) == [], words
        texter.says("ja")
    assert harness.choices("solveig") == []
    reasons = [task.reason for task in harness.tasks]
    assert reasons.count("interested_party") == 1
    assert reasons.count("another_used_letter") == 2
    disclosed = harness.application.register.disclose(SOLVEIG.national_id, Actor("person", "web"))
    assert disclosed is not None
    assert set(disclosed.conversations) == set(disclosed.shared), "none of it is her own words"


RELATIVES = [
    "eg ringjer for mor",
    "Jeg er pårørende og vil velge for henne",
    "jeg vil bytte for faren min",
    "dette er barnebarnet til Solveig",
    "mamma vil bytte leverandør",
    "jeg skriver for naboen min som vil velge",
]


def test_a_letter_s_code_is_no_proof_for_who_says_to_be_another(
    harness: DialogueHarness, numbers: Iterator[str]
) -> None:
    for words in RELATIVES:
        texter = harness.texting("solveig", next(numbers))
        texter.says(words)
        if "fullmakt" not in texter.got()[-1]:
            texter.says("velge hasselvind")
        said = texter.says(LETTER)
        assert "for den brevet er til" in said, (words, said)
        assert proofs(harness, texter) == [], words
        texter.says("ja")
    assert harness.choices("solveig") == []
    # Who was taken for another by mistake, or gives the telephone back, says so.
    texter.says("det er meg selv")
    texter.says("jeg vil velge hasselvind")
    assert "Solveig, du velger Hasselvind Omsorg" in texter.proves()
    disclosed = harness.application.register.disclose(SOLVEIG.national_id, Actor("person", "web"))
    assert disclosed is not None
    assert disclosed.shared == disclosed.conversations


def test_with_a_mandate_a_relative_goes_on(harness: DialogueHarness) -> None:
    hilde = PEOPLE["arvid"].mandates[0]
    texter = harness.texting("arvid", hilde.phone)
    texter.says("jeg er datteren hans og vil bytte for far")
    said = texter.says(f"{hilde.code} {PEOPLE['arvid'].birth_date:%d.%m.%Y}")
    assert "Arvid" in said
    assert "for den brevet er til" not in said


def test_a_provider_s_number_registers_nothing(harness: DialogueHarness) -> None:
    number = harness.application.catalogue.provider("hasselvind").facts["phone"].value
    texter = harness.texting("solveig", str(number))
    texter.says("jeg vil velge hasselvind")  # it is a landline: no text reaches it
    texter.proves()
    assert any("kan ikke velge for andre" in reply.text for reply in harness.replies)
    assert proofs(harness, texter) == []
    assert of(harness, "interested_party")


THEMSELVES = [
    "jeg er fornøyd med hjemmehjelpen min",
    "datteren min jobber i Hasselvind, er de flinke?",
    "mannen min vil at vi bytter",
    "hun som vasker hos meg er fra Hasselvind",
]


def test_what_is_said_about_others_is_not_who_is_talking(harness: DialogueHarness) -> None:
    texter = harness.texting("solveig")
    for words in THEMSELVES:
        texter.says(words)
    texter.says("jeg vil velge hasselvind")
    assert "Solveig, du velger Hasselvind Omsorg" in texter.proves()
    assert not [each for each in harness.tasks if each.reason != "problem"]


def test_whether_somebody_has_chosen_is_answered_as_it_is(
    harness: DialogueHarness, numbers: Iterator[str]
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("har noen valgt for meg?")
    assert "Nei. Det står ikke noe valg i saken din." in solveig.proves()
    stranger = harness.texting("solveig", next(numbers))
    stranger.says(f"velge hasselvind {SOLVEIG.code} {SOLVEIG.birth_date:%d.%m.%Y}")
    stranger.says("ja")
    for words in ("Har noen valgt for meg?", "kven har valt for meg?", "hvem hjelper meg nå"):
        said = solveig.says(words)
        assert "Hasselvind Omsorg" in said, words
        assert "fra et nummer som ikke er ditt" in said or "frå eit nummer" in said, words
        assert "ikke valgt noen" not in said
    said = solveig.says("skal det stå at jeg ikke har valgt noen")
    harness.application.planner.warn()
    said = solveig.says("det var ikke meg")
    assert "er stoppet" in said or "er stoppa" in said
    assert harness.standing("solveig") == []
    assert of(harness, "not_me")


def test_all_is_as_before_only_where_it_is(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    solveig.says("ja")
    said = solveig.says("Jeg skal beholde kommunen likevel")
    assert "Det blir som før" not in said
    assert "Hasselvind Omsorg" in said
    assert "ta tilbake" in said
    assert "tatt tilbake" in solveig.says("ja")
    assert harness.standing("solveig") == []
    assert "Det blir som før" in solveig.says("jeg vil beholde kommunen")


@pytest.mark.parametrize(
    ("said", "closes"),
    [
        ("dette er Solveig, Storgata 5", False),
        ("jeg heter Solveig, Bergen", False),
        ("dette er fru Solveig Haugen", False),
        ("dette er Anne-Lise Brekke", True),
    ],
)
def test_her_own_name_with_an_address_closes_nothing(
    harness: DialogueHarness, said: str, closes: bool
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    assert ("saka til" in (answer := solveig.says(said)) or "saken til" in answer) is closes
