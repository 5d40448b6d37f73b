"""The words of the pages are plain, in Bokmål and Nynorsk both, whatever room they stand in."""

import re
from pathlib import Path

import pytest

from assistant.texts.measures import lix, sentences, words
from design.words import Words, WordsError

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(
    path for path in ROOT.glob("*/**/words") if path.is_dir() and ".venv" not in path.parts
)
MOST_LIX = 30
WORDS_FOR_LIX = 10
MOST_WORDS = 15
OFFICIALESE = (
    "herunder vedrørende gjeldende foreligger benytte benytter anmode påkrevd eventuelt jf jfr "
    "ovennevnte nedenstående vennligst samt hvorvidt dersom såfremt bistå pasient klient "
    "tjenestemottaker tenestemottakar implementere iverksette fremgår framgår angående"
).split()

WORDINGS = [
    pytest.param(text, standard, id=f"{folder.relative_to(ROOT)}-{name}-{standard}")
    for folder in FOLDERS
    for standard in ("nb", "nn")
    for name, text in Words(folder).every(standard)
]


@pytest.mark.parametrize(("text", "standard"), WORDINGS)
def test_the_words_of_a_page_are_plain(text: str, standard: str) -> None:
    own = re.sub(r"\{\w+\}", "Ola", text)
    spoken = set(re.findall(r"\w+", own.lower()))
    for sentence in sentences(own):
        assert len(words(sentence)) <= MOST_WORDS, sentence
    if len(words(own)) >= WORDS_FOR_LIX:
        assert lix(own) <= MOST_LIX, f"LIX {lix(own):.0f}: {own}"
    assert not spoken & set(OFFICIALESE), own
    assert "!" not in own
    other = {
        "nb": {"eg", "ikkje", "kva", "kven", "korleis", "noko", "eit", "frå", "dykk", "meir"},
        "nn": {
            "jeg",
            "ikke",
            "hva",
            "hvem",
            "hvordan",
            "hvilken",
            "noe",
            "et",
            "fra",
            "dere",
            "mer",
        },
    }
    assert not spoken & other[standard], own


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_same_values_are_named_in_both_standards(folder: Path) -> None:
    words_of = Words(folder)
    bokmal, nynorsk = dict(words_of.every("nb")), dict(words_of.every("nn"))
    for name, text in bokmal.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", nynorsk[name]))


def test_a_word_in_one_standard_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.yml").write_text("page:\n  title: {nb: Hei}\n", "utf-8")
    with pytest.raises(WordsError, match=r"page\.title has no nn"):
        Words(tmp_path)
