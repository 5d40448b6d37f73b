"""What leaves: ordinary words and our own catalogue's names, whatever somebody writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.second_reader.masking import (
    ALSO_A_NAME,
    NUMBER,
    SIGNS,
    WORD,
    WORDS_FILE,
    Masked,
    _ordinary,
    mask,
)
from assistant.second_reader.reading import Named
from devtools.demo.people import read_people
from devtools.ordinary_words import messages, names_of_people, ordinary


def masked(text: str, *named: Named) -> Masked:
    sent = mask(text, named, lambda id_: {"hasselvind": "Hasselvind"}[id_])
    assert sent is not None
    return sent


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Jeg heter Solveig Myrhaug", ["solveig", "myrhaug"]),
        ("hei dette er solveig myrhaug som ringer", ["solveig", "myrhaug"]),
        ("mamma heter liv og hun trenger hjelp", ["liv"]),
        ("Hilsen Dag", ["dag"]),
        ("mvh stein", ["stein"]),
        ("Dette er Per, jeg vil bytte", ["per"]),
        ("legen min er doktor Ahmed Nguyen-Hansen", ["ahmed", "nguyen", "hansen"]),
        ("jeg bor i Storgata 5b i Gråsteinsvik", ["storgata", "5", "gråsteinsvik"]),
        ("bjørkelia 14, 0187 oslo", ["bjørkelia", "14", "0187", "oslo"]),
        ("ring 400 12 345", ["400", "12", "345"]),
        ("ring fire hundre tolv tre førti fem", ["fire", "hundre", "tolv", "førti"]),
        ("+47 91 23 45 67", ["91", "67"]),
        ("koden er 104 204 779", ["104", "204", "779"]),
        ("koden er en to tre fire fem seks sju åtte ni", ["en", "to", "tre", "ni"]),
        ("koden er lO12O4779", ["lo12o4779", "779"]),
        ("kode fem O O en to 3 4", ["fem", "3"]),
        ("fødselsnummeret er 148341 11781", ["148341", "11781"]),
        ("jeg er født 14. mars 1941", ["14", "mars", "1941"]),
        ("ho er født på julaften i trettiåtte", ["julaften", "trettiåtte"]),
        ("kari.nordmann@online.no", ["kari", "nordmann", "online"]),
        ("https://example.org/kari?id=7", ["example", "kari", "7"]),
        ("saksnummer 2026/17", ["2026", "17"]),
        ("４００ １２ ３４５", ["４", "4"]),
        ("٤٠٠ ١٢ ٣٤٥", ["٤", "4"]),
        ("Ｓｏｌｖｅｉｇ Myrhaug", ["solveig", "ｓ"]),
        ("s o l v e i g", ["v e", "l v"]),
        ("Соня Иванова trenger hjelp", ["соня"]),
        ("jeg bruker Eliquis og Marevan", ["eliquis", "marevan"]),
    ],
)
def test_what_could_tell_who_it_is_does_not_leave(text: str, gone: list[str]) -> None:
    words = masked(text).text.lower().split()
    assert not [each for each in gone if f" {each} " in f" {' '.join(words)} "], words


@pytest.mark.parametrize(
    "text",
    [
        "kan jeg bytte til noen andre?",
        "æ vil ha nån som kjem til samme tid",
        "eg vil ikkje ha dei lenger, kva skal eg gjere?",
        "hva koster det timen, og når begynner de?",
        "mor er dement og jeg orker ikke mer av dette",
        "kan jeg ha to firma samtidig",
    ],
)
def test_what_everybody_says_leaves_as_it_is(text: str) -> None:
    assert WORD not in masked(text).text
    assert NUMBER not in masked(text).text


def test_a_word_that_is_also_a_name_leaves_only_where_it_is_written_small() -> None:
    assert masked("ha en god dag").text == "ha en god dag"
    assert masked("det er Dag som skal hjelpe").text == f"det er {WORD} som skal hjelpe"


def test_a_provider_leaves_by_the_catalogues_name_and_a_service_as_it_was_said() -> None:
    text = "Jeg vil ha haslevinn til gølvvasken"
    named = (Named("provider", "hasselvind", 11, 20), Named("service", "x", 25, 35))
    sent = masked(text, *named)
    assert sent.text == "jeg vil ha Hasselvind til gølvvasken"
    assert sent.names == (("Hasselvind", "hasselvind"),)


def test_no_name_of_the_demo_and_none_of_the_lists_is_among_the_ordinary_words() -> None:
    people = {part.lower() for each in read_people() for part in each.name.split()}
    plain = {word for word, also in _ordinary().items() if not also and len(word) > 1}
    assert not plain & (people | names_of_people())
    # «hans» is an ordinary word, so Hans is masked where he is written as a name is.
    assert not [name for name in people if masked(f"det er {name.title()}").text != "det er [ord]"]


def test_the_list_is_what_the_training_messages_give() -> None:
    words = list(ordinary(messages(), names_of_people()))
    assert WORDS_FILE.read_text("utf-8").splitlines() == words
    assert len(words) > 4000
    assert all(word.removesuffix(ALSO_A_NAME).isalpha() for word in words)


def test_what_is_too_long_is_not_sent() -> None:
    assert mask("hei " * 2000, (), str) is None


@given(st.text(max_size=300))
def test_nothing_but_ordinary_words_signs_and_placeholders_ever_leaves(text: str) -> None:
    sent = mask(text, (), str)
    assert sent is not None
    allowed = {*_ordinary(), *SIGNS, WORD, NUMBER}
    assert {piece.text for piece in sent.pieces} <= allowed


@given(st.lists(st.sampled_from("jeg vil ha Solveig 12 , Storgata ikke hjelp ?".split())))
def test_whatever_is_quoted_is_found_again_in_the_message(words: list[str]) -> None:
    text = "  ".join(words)
    sent = masked(text)
    for piece in sent.pieces:
        if piece.text not in (WORD, NUMBER) and piece.text.isalpha():
            place = sent.place_of(piece.text)
            assert place is not None
            assert text[slice(*place)].lower() == piece.text
