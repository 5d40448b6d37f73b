"""What is said answers what was asked: else it is said not to be known, and a person is offered."""

import re

import pytest

from tests.dialogue.harness import DialogueHarness

NOT_KNOWN = "Det vet jeg ikke"


@pytest.mark.parametrize(
    "question",
    [
        "Må jeg bytte tannlege nå?",
        "Får jeg lengre besøk dersom jeg tar et privat firma?",
        "Får niesen min arve hybelen?",
        "må eg skifte bank når eg byter firma",
    ],
)
def test_you_need_not_choose_is_said_only_where_it_is_feared(
    harness: DialogueHarness, question: str
) -> None:
    assert "du trenger ikke å velge" not in harness.texting("solveig").says(question).lower()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("korleis kan eg vera sikker på at det er kommunen som spør", "sentralbord"),
        ("Hvem er det egentlig som eier de firmaene?", "er et firma"),
        ("Hvor mange jobber i de minste firmaene?", "ansatte"),
        ("hvilket år begynte dere med dette i Oslo", "2003"),
        ("Hvem sier jeg det til når jeg vil klage på vikaren?", "den som hjelper deg"),
        ("Kan eg ringe ombodet når bydelen ikkje høyrer på meg?", "40 50 16 00"),
        ("Vi bor sammen. Kan hun ha et firma og jeg kommunen?", "velger hver for seg"),
        ("Har de private lengre tid hos hver?", "Vedtaket blir det samme"),
        ("Kor søkjer ein om tt kort?", "TT-kort"),
        ("Hun sier hun slutter hos firmaet. Kan jeg følge med henne?", "Jeg kan ikke love"),
        ("Kan dama som vasker gi meg tablettene?", "hjemmesykepleie"),
    ],
)
def test_other_words_find_what_is_known(harness: DialogueHarness, question: str, told: str) -> None:
    answer = harness.texting("solveig").says(question)
    assert told in answer
    assert "koden" not in answer


@pytest.mark.parametrize(
    "question", ["Kan bestefar i Sandnes velge selv?", "Får søster i Sandnes hjelp om natten?"]
)
def test_a_place_of_which_nothing_is_known_is_told_no_neighbouring_rule(
    harness: DialogueHarness, question: str
) -> None:
    answer = harness.texting("solveig").says(question)
    assert "Sandnes" in answer
    assert "verge" not in answer


@pytest.mark.parametrize("word", ["største", "minste", "eldste"])
def test_an_ordinary_word_is_no_firm_s_name(harness: DialogueHarness, word: str) -> None:
    assert "som heter" not in harness.texting("solveig").says(
        f"hvor mange jobber i de {word} firmaene"
    )


@pytest.mark.parametrize(
    "wish",
    [
        "Finnes det et firma som tåler en papegøye?",
        "Er det noen der de kan koke lutefisk?",
        "Eg vil ha nokon som toler at eg spelar trekkspel",
    ],
)
def test_what_no_provider_states_is_said_not_to_be_known(
    harness: DialogueHarness, wish: str
) -> None:
    answer = harness.texting("solveig").says(wish)
    assert re.search(r"vet jeg ikke|[Jj]eg vet ikke|veit eg ikkje|[Ee]g veit ikkje", answer)


@pytest.mark.parametrize("said", ["Trist lørdag, altså.", "Det regner på ruta i dag."])
def test_one_weak_guess_is_no_menu(harness: DialogueHarness, said: str) -> None:
    assert "Mente du en av disse" not in harness.texting("solveig").says(said)


@pytest.mark.parametrize(
    "question",
    [
        "Hvor i loven står det at jeg skal straffes for ikke å svare?",
        "Med hvilken rett setter dere en dato i brevet mitt?",
    ],
)
def test_a_first_question_is_not_told_of_what_was_said_last(
    harness: DialogueHarness, question: str
) -> None:
    assert "det jeg sa sist" not in harness.texting("solveig").says(question)


@pytest.mark.parametrize(
    "question",
    ["Er det lov å ta privat bare til vasken?", "Kan hun ha kommunen og jeg et privat firma?"],
)
def test_what_asks_about_a_part_or_a_pair_begins_no_choice(
    harness: DialogueHarness, question: str
) -> None:
    assert "koden" not in harness.texting("solveig").says(question)


@pytest.mark.parametrize("firm", ["Klokkebekk", "Hasselvind", "Rognelykt"])
def test_a_polite_wish_is_heard_whatever_the_firm_is_called(
    harness: DialogueHarness, firm: str
) -> None:
    assert "oppgitt" not in harness.texting("solveig").says(f"kan jeg bytte til {firm}?")


@pytest.mark.parametrize(
    "wish", ["Er det noen som er ideelle blant dem?", "Finnes det et firma som har ledig plass?"]
)
def test_what_is_stated_of_them_is_not_said_to_be_unknown(
    harness: DialogueHarness, wish: str
) -> None:
    assert "om noen av dem kan love det" not in harness.texting("solveig").says(wish)


def test_who_tells_of_a_suspicious_call_is_told_to_be_careful(harness: DialogueHarness) -> None:
    said = (
        "En dame ringte og sa hun var fra «Valgkontoret» og ville ha BankID. Jeg la på. "
        "Hun visste hvilken dag jeg får hjelp. Hvordan kunne hun vite det?"
    )
    assert "Det vet jeg ikke, og jeg vil ikke gjette" not in harness.texting("solveig").says(said)
