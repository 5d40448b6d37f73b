"""What the model sees of an answer: its words in their order, their letters, and what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.gate.answer import Answer, Verdict
from assistant.gate.clean import Clean

START, END, ASKS = "<", ">", "?"
MOST = 60
"""Words: of a longer answer the rest is not read, and it is never a yes."""
APART = 6
"""Words between two that are seen together."""
LETTERS = (3, 4, 5)


def features(answer: Answer, said: Clean, found: Verdict) -> Counter[str]:
    """How often each feature is there.

    Args:
        answer: the message, with what was asked.
        said: its words without courtesy.
        found: what the words alone come to.
    """
    return Counter(_features(answer, said, found))


def _features(answer: Answer, said: Clean, found: Verdict) -> Iterator[str]:
    question = answer.question
    yield f"asked {question}"
    yield f"asked {question} {answer.given}"
    yield f"found {found.answered.value} {found.why}"
    yield f"length {min(len(said.words), 12)}"
    if said.signer:
        yield "signer"
    words: list[str] = []
    for sentence in said.sentences:
        words += [START, *sentence[:MOST], END]
        yield from _pairs(sentence[:MOST])
    if said.asks:
        words.append(ASKS)
    words = words[: 2 * MOST]
    for at, word in enumerate(words):
        run = words[at : at + 3]
        yield f"1 {word}"
        yield f"1 {question} {word}"
        if len(run) > 1:
            pair = " ".join(run[:2])
            yield f"2 {pair}"
            yield f"2 {question} {pair}"
        if len(run) > 2:  # noqa: PLR2004 - three in a row
            yield f"3 {' '.join(run)}"
        yield from _letters(word)


def _pairs(sentence: tuple[str, ...]) -> Iterator[str]:
    for at, word in enumerate(sentence):
        for other in sentence[at + 2 : at + 1 + APART]:
            yield f"near {word} {other}"


def _letters(word: str) -> Iterator[str]:
    if len(word) < LETTERS[0]:
        return
    whole = f"^{word}$"
    for length in LETTERS:
        for at in range(len(whole) - length + 1):
            yield f"abc {whole[at : at + length]}"
