"""Only a yes is a yes: kinds of answers that public reports tell of, each with siblings.

The kinds are those of strangers who tried the service; beside each that they named stand others of
the same kind. Judged by what the register holds afterwards.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from choice_register.models import Mandate
from choice_register.types import ChoiceState
from conversations.models import Suppression
from tests.dialogue.harness import DialogueHarness, number_for
from tests.dialogue.shared_harness import SharedHarness

QUESTION = "Er det rett? Svar ja eller nei."


@pytest.fixture(scope="module")
def until_the_read_back(
    shared_harness: SharedHarness, demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The demo's database when Aud's choice and Arvid's mandate are read back: told once, copied
    for every answer to them.
    """
    path = tmp_path_factory.mktemp("read_back") / "home.sqlite"
    with shared_harness.from_(demo_database) as harness:
        aud, arvid = harness.texting("aud"), harness.texting("arvid")
        aud.says("jeg vil velge hasselvind")
        assert "Aud, du velger Hasselvind Omsorg" in (read_back := aud.proves())
        assert QUESTION in read_back
        arvid.says("jeg vil gi datteren min fullmakt")
        arvid.proves()
        arvid.says("Tone Fagerstrand 400 12 345")
        assert QUESTION in arvid.says("2")
    shared_harness.keep(path)
    return path


@pytest.fixture
def asked(shared_harness: SharedHarness, until_the_read_back: Path) -> Iterator[DialogueHarness]:
    """A harness where both have been asked whether it is right."""
    with shared_harness.from_(until_the_read_back) as running:
        yield running


REACTIONS = [
    f"Mislikte «{QUESTION}»",
    f"Stilte spørsmål ved «{QUESTION}»",
    f"Likte «{QUESTION}»",
    f"Elsket “{QUESTION}”",
    f"Lo av «{QUESTION}»",
    f'Understreket "{QUESTION}"',
    f"Fjernet et hjerte fra «{QUESTION}»",
    f"Reagerte med 👍 på «{QUESTION}»",
    f"👍 til «{QUESTION}»",
    f"Gillade ”{QUESTION}”",
    f"Syntes godt om “{QUESTION}”",
    f"Liked “{QUESTION}”",
    f"Questioned “{QUESTION}”",
    "Likte «Aud, du velger Hasselvind Omsorg. De begynner …",
    "Likte et bilde",
    f"Tykkäsi viestistä ”{QUESTION}”",
]


@pytest.mark.parametrize("words", REACTIONS)
def test_a_reaction_to_our_own_text_registers_nothing(asked: DialogueHarness, words: str) -> None:
    aud = asked.texting("aud")
    aud.says(words)
    assert not asked.choices("aud")
    assert not asked.tasks
    aud.says("ja")
    assert asked.standing("aud"), "the question was forgotten"


def test_a_thumb_on_the_open_question_is_asked_about(asked: DialogueHarness) -> None:
    assert "Mente du ja?" in asked.texting("aud").says(f"Likte «{QUESTION}»")


@pytest.mark.parametrize(
    "words",
    ["Likte «Valget av Hasselvind Omsorg er registrert. Angrer du, skriv ANGRE.»",
     "👍 til «Angrer du, skriv ANGRE.»", "Disliked “Angrer du, skriv ANGRE.”",
     "Jeg skal ikke angre", "Ikke angre", "eg angrar ikkje", "angrer ikke på noe jeg"],
)  # fmt: skip
def test_what_takes_nothing_back_after_the_receipt(asked: DialogueHarness, words: str) -> None:
    aud = asked.texting("aud")
    aud.says("ja")
    aud.says(words)
    assert asked.standing("aud")


@pytest.mark.parametrize(
    "words",
    ["bekrefter ikke", "greit nok men det er feil", "ja det må jeg tenke på", "ja det vet jeg ikke",
     "skal jeg svare ja?", "hvorfor må jeg svare ja", "er det rett?", "ja?", "ja eller nei",
     "ja om kona også vil", "ja hvis det ikke koster mer", "jaså", "jaha", "Jan", "hm", "mhm", "x",
     "ja kanskje", "ja vel", "ja men ikke før jul", "ja, dersom hun Inger følger med", "nja",
     "ja hvem er det", "ja det sier du", "nei ja", "godtar ikke", "stemmer ikke", "ja nå igjen",
     "ja jeg kommer straks", "ja takk kaffe", "ja det spørs", "ja spør datteren min", "ja?!",
     "ja sikkert", "ja når kommer de da", "og hvis jeg sier ja", "det kan du si ja til selv", "1"],
)  # fmt: skip
def test_a_yes_that_is_none_registers_nothing(asked: DialogueHarness, words: str) -> None:
    aud = asked.texting("aud")
    aud.says(words)
    assert not asked.choices("aud"), words


@pytest.mark.parametrize("words", ["bekrefter ikke", "er det rett?", "ja hvis hun vil", "jaha"])
def test_nor_does_it_give_a_mandate(asked: DialogueHarness, words: str) -> None:
    asked.texting("arvid").says(words)
    assert not [each for each in asked.rows(Mandate) if "Fagerstrand" in each.agent_name]


@pytest.mark.parametrize(
    "words",
    ["ja Klokkebekk", "Klokkebekk mente jeg", "nei vent, Klokkebekk", "ja, men Klokkebekk da",
     "ikke Hasselvind, Klokkebekk", "jo klokkebekken var det"],
)  # fmt: skip
def test_another_name_is_read_back_and_the_first_one_dropped(
    asked: DialogueHarness, words: str
) -> None:
    aud = asked.texting("aud")
    assert "du velger Klokkebekk Hjemmetjeneste" in aud.says(words)
    assert not asked.choices("aud")
    aud.says("ja")
    assert [each for _, each in asked.standing("aud")] == ["klokkebekk"]


@pytest.mark.parametrize(
    "words",
    ["Ja, men det er mannen min det gjelder", "det gjelder mannen min", "det er til kona",
     "ja for mor", "ja det er for svigermor"],
)  # fmt: skip
def test_a_choice_for_somebody_else_stops(asked: DialogueHarness, words: str) -> None:
    aud = asked.texting("aud")
    assert "Aud" in aud.says(words)
    aud.says("ja")
    assert not asked.choices("aud")


@pytest.mark.parametrize(
    "words",
    ["Hei! ja", "God kveld, ja takk", "Ja, hilsen Aud", "Ja. Mvh Aud Fagerstrand",
     "ja tlf 22334455",
     "ja tusen takk for hjelpen", "Ja takk 😊", "JA!!!", "jaaa", "Jau, det er rett", "jau da",
     "det stemmer", "Ja det er riktig. Ha en fin dag", "hei, ja det stemmer bra", "Yes please",
     "ja tack, det stämmer", "ja tak, det er rigtigt", "Svaret er ja. Vennlig hilsen Aud",
     "æ sei ja", "ja, eg stadfestar valet", "Ja, jeg vil ha Hasselvind", "eh ja det er rett",
     "> Er det rett? Svar ja eller nei.\nja", "ja\n\nSendt fra min iPhone"],
)  # fmt: skip
def test_courtesy_around_a_clear_yes_does_not_hide_it(asked: DialogueHarness, words: str) -> None:
    aud = asked.texting("aud")
    aud.says(words)
    assert asked.standing("aud"), words


def test_a_thumb_without_a_word_is_asked_about(asked: DialogueHarness) -> None:
    aud = asked.texting("aud")
    assert "Mente du ja" in aud.says("👍")
    assert not asked.choices("aud")
    aud.says("ja")
    assert asked.standing("aud")


@pytest.mark.parametrize(
    "words",
    ["Nei", "Hei. Nei takk.", "nei det er feil", "Nei, hilsen Aud", "næi takk",
     "nei det vil jeg ikke",
     "Nej tack", "no thanks", "avbryt", "glem det", "ikke tale om", "itj snakk om", "👎", "angre"],
)  # fmt: skip
def test_a_clear_no_registers_nothing_and_is_not_asked_again(
    asked: DialogueHarness, words: str
) -> None:
    aud = asked.texting("aud")
    answer = aud.says(words)
    assert "Jeg har ikke registrert noe nytt" in answer
    assert not asked.choices("aud")


def test_unclear_is_asked_once_in_other_words_and_then_a_person_is_offered(
    asked: DialogueHarness,
) -> None:
    aud = asked.texting("aud")
    assert "Stemmer det? Skriv bare ja eller bare nei." in aud.says("nja")
    assert "menneske" in aud.says("tja")
    assert "Stemmer det?" in aud.says("nei"), "no to a person is no to the choice"
    aud.says("ja")
    assert asked.standing("aud")


def test_a_question_at_the_read_back_is_answered_and_the_read_back_follows(
    asked: DialogueHarness,
) -> None:
    aud = asked.texting("aud")
    answer = aud.says("hva koster det?")
    assert "du velger Hasselvind Omsorg" in answer
    assert not asked.choices("aud")


def test_the_same_digit_twice_does_not_pick_and_register(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    number = number_for(solveig.proves(), "Hasselvind Omsorg")
    solveig.posts(number)
    solveig.says(number)
    assert not harness.choices("solveig")


def test_a_key_that_bounces_does_not_pick_and_register(harness: DialogueHarness) -> None:
    person = harness.texting("solveig").person
    harness.calls(
        "solveig", "jeg vil velge", person.code, f"{person.birth_date:%d%m%Y}", "2", "2", "@hangup"
    )
    assert not harness.choices("solveig")


@pytest.mark.parametrize(
    "words",
    ["Nei jeg vil ikke snakke med noen jeg vil bare ha vaskehjelp", "ikke ring meg",
     "jeg trenger ikke noe menneske", "vil ikkje snakke med noko menneske no"],
)  # fmt: skip
def test_no_to_a_person_is_no(harness: DialogueHarness, words: str) -> None:
    harness.texting("aud").says(words)
    assert not harness.tasks


def test_stop_in_an_automatic_text_is_no_opt_out(harness: DialogueHarness) -> None:
    aud = harness.texting("aud")
    aud.says("Takk for meldingen. Mottaker har stoppet alle SMS fra dette nummeret.")
    assert not harness.rows(Suppression)


@pytest.mark.parametrize(
    "words",
    ["Auto-svar: Jeg er opptatt og svarer deg senere.",
     "Fri til mandag. Ved akutt sykdom ring 113.",
     "Dette nummeret kan ikke besvares. Ring sentralbordet på 22 00 00 00.",
     "Jeg kjører. Jeg svarer deg når jeg kommer frem."],
)  # fmt: skip
def test_an_automatic_text_is_not_fed_and_does_nothing(asked: DialogueHarness, words: str) -> None:
    aud = asked.texting("aud")
    for _ in range(5):
        assert aud.says(words) == ""
    assert not asked.tasks
    assert not asked.choices("aud")


def test_the_same_text_again_and_again_is_met_with_silence(harness: DialogueHarness) -> None:
    aud = harness.texting("aud")
    answers = [aud.says("Meldingen din er viktig for oss.") for _ in range(6)]
    assert answers[0]
    assert answers[-1] == ""
    assert aud.says("menneske")


@pytest.mark.parametrize("thanks", ["ja takk", "ja det er fint", "ok", "jo det er fint"])
@pytest.mark.parametrize("wish", ["jeg vil snakke med et menneske", "kan dere ringe meg"])
def test_a_yes_to_what_was_said_since_is_no_yes_to_the_read_back(
    asked: DialogueHarness, wish: str, thanks: str
) -> None:
    aud = asked.texting("aud")
    assert "Er det rett" not in aud.says(wish)
    aud.says(thanks)
    assert not asked.choices("aud"), "«et menneske ringer deg» was answered, and that registered"
    aud.says("ja")
    assert asked.standing("aud"), "the read-back was forgotten"


def test_undo_in_other_words_is_read_back_first(asked: DialogueHarness) -> None:
    aud = asked.texting("aud")
    aud.says("ja")
    assert "Er det rett?" in aud.says("jeg har ombestemt meg og angrer på valget")
    assert asked.standing("aud")
    aud.says("ja")
    assert asked.choices("aud")[-1].state is ChoiceState.WITHDRAWN


def test_a_person_spoken_of_with_a_doubt_is_asked_about_once_and_not_lost(
    harness: DialogueHarness,
) -> None:
    aud = harness.texting("aud")
    assert "menneske" in aud.says("jeg er lei av å snakke med en maskin")
    aud.says("Hva skulle jeg snakket med et menneske om?")
    assert not harness.tasks
    aud.says("jeg vil snakke med et menneske")
    assert harness.tasks


@pytest.mark.parametrize(
    "words",
    ["Eg snakkar med menneske kvar dag, takk",
     "menneske ja, det er lenge siden jeg så noe menneske",
     "Ja lykke til med å få noen på tråden der",
     "et menneske i kommunen tar kontakt med deg",
     "Ring heller datteren min på 400 12 345"],
)  # fmt: skip
def test_a_person_who_is_only_spoken_of_is_not_promised(
    harness: DialogueHarness, words: str
) -> None:
    aud = harness.texting("aud")
    aud.says("jeg er lei av å snakke med en maskin")
    aud.says(words)
    assert not harness.tasks
    aud.says("ja")
    assert harness.tasks


@pytest.mark.parametrize(
    "words",
    ["Ja. Eg jobba på verftet i 38 år så eg likar folk som kjem når dei seier dei kjem.",
     "Fint vær i dag, men ja, det er rett", "Ja jeg har hørt de er flinke på Tåsen",
     "ja søstera mi i Bergen hadde noe lignende",
     "Ja. Tirsdag passer fint for da er jeg hjemme hele dagen"],
)  # fmt: skip
def test_a_yes_at_the_edge_of_a_story_is_asked_about_and_not_looked_up(
    asked: DialogueHarness, words: str
) -> None:
    aud = asked.texting("aud")
    aud.says(words)
    assert not asked.choices("aud")
    aud.says("ja")
    assert asked.standing("aud"), "the read-back was lost to the story"


def test_an_answer_in_english_is_no_wish_for_english(asked: DialogueHarness) -> None:
    answer = asked.texting("arvid").says("Fine by me, she can choose for me")
    assert "Tone Fagerstrand fullmakt til" in answer, answer
