"""Every statement has a source and a day, says every number with its entry, and is easy to read."""

import re
from collections import Counter

from assistant.texts import measures
from assistant.texts.review import (
    BABY_TALK,
    CAPACITY,
    OFFICIALESE,
    ONLY_BOKMAL,
    ONLY_NYNORSK,
)
from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.statement import FIGURE, Statement
from provider_catalog.vocabulary import RULES

FACTS = Catalogue.load().facts
STATEMENTS = list(FACTS.statements.values())
LEAST_WORDS_OF_LETTERS = 60
QUOTED = {"oslo.quote"}
"""A person's own words stand as they were said."""
NAMES_OF_PLACES = {"places.which"}
NAMED_SO = {"pasient"}
"""«Pasient- og brukerombudet» is what it is called."""


def faults(statement: Statement, standard: str) -> list[str]:
    found = []
    whole = statement.wording(standard, whole=True)
    short = statement.wording(standard)
    for sentence in measures.sentences(whole):
        if len(measures.words(sentence)) > measures.MOST_WORDS + 1:
            found.append(f"long sentence: {sentence}")
    heavy = {
        measures.lix(text)
        for text in (short, whole)
        if len(measures.words(text)) >= measures.WORDS_FOR_LIX
        and measures.lix(text) > measures.MOST_LIX + 0.5
    }
    if statement.id not in NAMES_OF_PLACES:
        found += [f"LIX {lix:.0f}" for lix in heavy]
    if measures.spoken_seconds(short) > measures.PHONE_SECONDS:
        found.append("takes too long on the phone")
    if measures.segments(measures.plain(short)) > measures.MOST_SEGMENTS:
        found.append("takes too many segments")
    spoken = set(re.findall(r"\w+", whole.lower()))
    others = ONLY_NYNORSK if standard == "nb" else ONLY_BOKMAL
    forbidden = (OFFICIALESE if statement.topic != "words" else set()) | BABY_TALK | CAPACITY
    found += [f"word: {each}" for each in spoken & (forbidden | others) - NAMED_SO]
    if "!" in whole or re.search(r"https?:|www\.", whole):
        found.append("an exclamation mark or an address")
    return found


def test_every_statement_is_plain_in_both_standards_and_soon_said() -> None:
    wrong = {
        f"{each.id} {standard}": found
        for each in STATEMENTS
        if each.id not in QUOTED
        for standard in ("nb", "nn")
        if (found := faults(each, standard))
    }
    assert not wrong


def test_every_number_that_is_said_has_an_entry_and_none_is_left_over() -> None:
    wrong = []
    for each in STATEMENTS:
        said = {
            figure
            for standard in ("nb", "nn")
            for figure in FIGURE.findall(each.wording(standard, whole=True))
        }
        if said != set(each.figures):
            wrong.append((each.id, said ^ set(each.figures)))
    assert not wrong


def test_bokmal_and_nynorsk_say_the_same_numbers() -> None:
    wrong = [
        each.id
        for each in STATEMENTS
        if FIGURE.findall(each.wording("nb")) != FIGURE.findall(each.wording("nn"))
    ]
    assert not wrong


def test_at_least_sixty_words_of_letters_are_explained() -> None:
    words = [each for each in STATEMENTS if each.id.startswith("word.")]
    assert len(words) >= LEAST_WORDS_OF_LETTERS


def test_every_place_of_a_statement_is_known_and_no_question_belongs_to_two() -> None:
    known = {place.id for place in FACTS.places.municipalities}
    known |= {"NO", "here", "SE", "DK", *(f"SE-{each}" for each in SWEDISH), *DANISH}
    assert {each.place for each in STATEMENTS} <= known
    asked = Counter(
        (each.place, question) for each in STATEMENTS for question in set(each.questions)
    )
    assert not [asks for asks, times in asked.items() if times > 1]


SWEDISH = "botkyrka stockholm goteborg habo gavle ljungby norrkoping nordanstig skara".split()
DANISH = ("DK-hjorring", "DK-nyborg")


def test_whatever_a_scheme_can_state_can_be_asked_of_another_municipality() -> None:
    told = {rule for topic in FACTS.topics.values() for rule in topic.says}
    untold = set(RULES) - told
    assert untold == {
        "covered_services",  # told with the state of the scheme
        "exclusions",  # a list that is told of the own municipality
        "provider_list",
        "contact_office",
        "tell_current_provider",
        "complaint_written",
        "complaint_help",
    }


def test_what_begins_with_yes_or_no_answers_only_questions_of_one_direction() -> None:
    """«Må jeg ha samme firma?» and «kan jeg ha to?» share a fact, and no «ja» serves both."""
    wrong = {}
    for each in STATEMENTS:
        if not each.short["nb"].startswith(("Ja", "Nei")):
            continue
        first = {question.split()[0].lower() for question in each.questions}
        open_ones = {word for word in first if re.match(r"(?:hv|kv|ka$|ke|kor|når)", word)}
        both = first & {"må", "trenger", "treng"} and first & {"kan", "får", "kunne"}
        if open_ones or both:
            wrong[each.id] = sorted(open_ones or first)
    assert not wrong


def test_the_word_whose_meaning_is_asked_for_is_explained_and_no_other_in_the_letter() -> None:
    told = {
        "Det står «vedtak etter helse- og omsorgstjenesteloven» der. Hva betyr vedtak": "vedtak",
        "de skriver om klage og avslag i brevet, kva tyder ordet avslag": "avslag",
        "hva menes med egenandel når vedtaket er innvilget": "egenandel",
        "Hva betyr oppsettende virkning, det står i avslaget mitt": "oppsettende_virkning",
    }
    for question, word in told.items():
        explained = FACTS.explained(question, "0301")
        assert explained is not None, question
        assert explained.id == f"word.{word}", question


def test_a_word_that_nobody_explains_is_not_answered_with_another_word_of_the_letter() -> None:
    question = "Hva betyr suspensiv, det står i avslaget og i vedtaket mitt"
    assert FACTS.explained(question, "0301") is None
    found = FACTS.find(question, (), FACTS.places.place("0301"))
    assert not [each.name for each in found if each.name.startswith("word.")]
