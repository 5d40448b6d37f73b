"""The words of the pages are plain, in Bokmål and Nynorsk both, whatever room they stand in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.texts.measures import MOST_LIX, MOST_WORDS, WORDS_FOR_LIX, lix, sentences, words
from assistant.texts.review import OFFICE_WORDS, ONLY_BOKMAL, ONLY_NYNORSK, own_words
from web.layout.words import Words, WordsError

ROOT = Path(__file__).parents[3]
FOLDERS = sorted(
    path for path in ROOT.glob("*/**/words") if path.is_dir() and "assistant" not in path.parts
)
"""What the gate listens for is no text of ours."""
WORDINGS = [
    (f"{folder.relative_to(ROOT)}-{name}-{standard}", text, standard)
    for folder in FOLDERS
    for standard in ("nb", "nn")
    for name, text in Words(folder).every(standard)
]


def faults_of(text: str, standard: str) -> Iterator[str]:
    """What is wrong with some words of a page; the rules are those of the texts."""
    own = own_words(text)
    spoken = set(re.findall(r"\w+", own.lower()))
    for sentence in sentences(own):
        if (count := len(words(sentence))) > MOST_WORDS:
            yield f"{count} words: {sentence}"
    if len(words(own)) >= WORDS_FOR_LIX and (found := lix(own)) > MOST_LIX:
        yield f"LIX {found:.0f}: {own}"
    if office := spoken & OFFICE_WORDS:
        yield f"{', '.join(sorted(office))}: {own}"
    if "!" in own:
        yield f"an exclamation: {own}"
    if other := spoken & (ONLY_NYNORSK if standard == "nb" else ONLY_BOKMAL):
        yield f"the other standard ({', '.join(sorted(other))}): {own}"


def test_the_words_of_every_page_are_plain() -> None:
    """One look over all of them, with every fault in its answer."""
    assert len(WORDINGS) > 1000, "the pages' words were not found"
    faults = [
        f"{n}: {what}" for n, text, standard in WORDINGS for what in faults_of(text, standard)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("text", "standard", "told"),
    [
        ("Du kan bytte.", "nb", []),
        ("Kva kan du gjere?", "nb", ["the other standard (kva): Kva kan du gjere?"]),
        ("Hva kan du gjøre?", "nn", ["the other standard (hva): Hva kan du gjøre?"]),
        ("Velg vennligst nå!", "nb", ["vennligst: Velg", "an exclamation: Velg"]),
        ("en to tre fire fem seks " * 3, "nb", ["18 words: en to tre"]),
        ("Kommunestyrebehandlingen omhandler tjenestekonsesjonsordningen " * 5, "nb", ["LIX"]),
    ],
)
def test_each_rule_finds_its_fault(text: str, standard: str, told: list[str]) -> None:
    found = list(faults_of(text, standard))
    assert len(found) == len(told), found
    assert all(each.startswith(start) for each, start in zip(found, told, strict=True))


def test_the_same_values_are_named_in_both_standards() -> None:
    faults = []
    for folder in FOLDERS:
        words_of = Words(folder)
        nynorsk = dict(words_of.every("nn"))
        faults += [
            f"{folder.relative_to(ROOT)}-{name}"
            for name, text in words_of.every("nb")
            if set(re.findall(r"\{(\w+)\}", text)) != set(re.findall(r"\{(\w+)\}", nynorsk[name]))
        ]
    assert not faults, "\n".join(faults)


def test_a_word_in_one_standard_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.yml").write_text("page:\n  title: {nb: Hei}\n", "utf-8")
    with pytest.raises(WordsError, match=r"page\.title has no nn"):
        Words(tmp_path)
