"""`python -m devtools.ordinary_words`: the words that may be sent to a second reader, written anew.

They are the words of our own training messages that several authors use, less those that are
written as names are, or are names in some country. What is not among them never leaves
(`assistant.second_reader.masking`): a list of what may go can be looked through, one of every name
in the world cannot be made.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import yaml

from assistant.reading.tokens import Token, tokenise
from assistant.second_reader.masking import ALSO_A_NAME, WORDS_FILE

ROOT = Path(__file__).parents[1]
MESSAGES = ROOT / "assistant/data/nlu"
FEWEST_FILES, FEWEST_TIMES = 3, 3
"""A word of fewer authors may be somebody's name, or the word of one place."""
AS_A_NAME = 0.04
"""So much of a word's use inside a sentence with a capital, and it is held for a name."""
FEWEST_OF_A_NAME = 10
"""So often a word that is also a name must be written small, to be sent when written small."""
COUNTRIES = (
    "no_NO sv_SE da_DK fi_FI en_GB de_DE pl_PL tr_TR lt_LT es_ES it_IT fr_FR nl_NL hr_HR cs_CZ "
    "ro_RO et_EE lv_LV is_IS ar_AA"
).split()
NEVER = frozenset(
    "anna vera hannes renner stiller bakken hagen parkinson lia heide haugen elva karen ben inga "
    "bjarne svein harald gunnar knut marie olav nils the company english norwegian fossum hassel "
    "hasselvinn moholt nasreen lofoten rognelykta klokkebekken lindetepe "
    "lindeteppet fjellvanten".split()
)
"""What the rules let through and a reader of the list took out: names, above all."""


def messages(folder: Path = MESSAGES) -> Iterator[tuple[str, str]]:
    """File and text of every training message."""
    for file in sorted(folder.rglob("*.yml")):
        for block in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["nlu"]:
            examples = block["examples"]
            if isinstance(examples, str):
                for line in examples.splitlines():
                    if line.strip().startswith("- "):
                        yield file.stem, line.strip()[2:]
            else:
                yield from ((file.stem, each["text"].strip()) for each in examples)


def names_of_people() -> frozenset[str]:
    """First names and surnames of twenty countries, folded, as Faker has them."""
    found: set[str] = set()
    for country in COUNTRIES:
        provider = import_module(f"faker.providers.person.{country}").Provider
        for attribute in vars(provider):
            listed = getattr(provider, attribute)
            if "name" in attribute and isinstance(listed, (list, tuple, dict)):
                found |= {each.text for name in listed for each in _words(str(name))}
    return frozenset(found)


def ordinary(said: Iterable[tuple[str, str]], names: frozenset[str]) -> Iterator[str]:
    """The words that may be sent, in order; those that are also a name are marked."""
    small, capital = Counter[str](), Counter[str]()
    files = defaultdict[str, set[str]](set)
    for file, text in said:
        before: Token | None = None
        for token in tokenise(text):
            inside = before is not None and before.kind == "word"
            if token.kind == "word" and len(token.text) > 1:
                files[token.text].add(file)
                small[token.text] += token.written.islower()
                capital[token.text] += inside and token.written.istitle()
            before = token
    for word in sorted(files):
        if len(files[word]) < FEWEST_FILES or small[word] < FEWEST_TIMES or word in NEVER:
            continue
        if capital[word] > AS_A_NAME * small[word]:
            continue
        if word not in names:
            yield word
        elif small[word] >= FEWEST_OF_A_NAME:
            yield word + ALSO_A_NAME


def _words(text: str) -> list[Token]:
    return [each for each in tokenise(text) if each.kind == "word"]


def main() -> None:
    """Write the list."""
    words = list(ordinary(messages(), names_of_people()))
    WORDS_FILE.write_text("\n".join(words) + "\n", "utf-8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
