"""What a message asks: the whole of a short one, and of a long one the parts that ask.

A third of what old people write tells a story first and asks late; by telephone nothing tells
where a sentence ends. Whoever compares such a message whole compares the story.
"""

import re

SHORT = 12
"""Words of a message that is compared whole and no other way."""
PART = 16
"""Words of a part that begins with a word that asks."""
MOST_PARTS = 3

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ASKS = re.compile(
    r"(?<!\S)(?:hva|ka|kva|ke|hå|hvem|kem|kven|åkken|hvor\w*|kor\w*|kvar|hvordan|korleis|koss\w*|åssen|"
    r"når|nårtid|hvorfor|kvifor|koffer|kofor|hvilke\w*|kan|har|får|må|skal|er det|e det|finnes|"
    r"finst|fins|gjelder|gjeld|blir|vil|gir|tør|bør|kunne|om)(?!\S)",
    re.IGNORECASE,
)

_MEANS = re.compile(
    r"(?<!\S)(?:hva|ka|kva|hå|ke)\s+(?:betyr|bety|betyder|tyder|tyde|menes|meines|meinast|vil\s+(?:si|seie))"
    r"(?:\s+(?:det|med|egentlig|eigentleg|ordet|orda|ordene|en|ei|ein|et|eit|at))*\s+(?P<word>[^,.;:?!\n]+)",
    re.IGNORECASE,
)


def asked_word(text: str) -> str | None:
    """What a message asks the meaning of, as written; None where it asks for no word's meaning.

    «Det står vedtak etter loven i brevet. Hva betyr vedtak?» names two words, and asks for one.
    """
    asked = [found["word"].strip() for found in _MEANS.finditer(text)]
    return asked[-1] if asked else None


def asked_parts(text: str) -> list[str]:
    """The message, and the parts of a long one in which something is asked, the last first."""
    if len(text.split()) <= SHORT:
        return [text]
    sentences = [found.group().strip() for found in _SENTENCE.finditer(text)]
    questions = [each for each in sentences if each.endswith("?") and len(each.split()) > 1]
    parts = questions[::-1] or ([sentences[-1]] if len(sentences) > 1 else [])
    parts += [part for sentence in parts or [text] for part in _from_words_that_ask(sentence)]
    return [text, *dict.fromkeys(parts)][: MOST_PARTS + 1]


def _from_words_that_ask(sentence: str) -> list[str]:
    """What begins with each word that asks, as far as one can follow it, the last first."""
    if len(sentence.split()) <= SHORT:
        return []
    begins = [found.start() for found in _ASKS.finditer(sentence)]
    parts = [" ".join(sentence[at:].split(maxsplit=PART)[:PART]) for at in begins]
    return [part for part in parts[::-1] if len(part.split()) > MOST_PARTS]
