"""The book of texts: everything the assistant says, on one page, for a language reviewer to read.

The page is made from `assistant/texts` by `brukervalg texts` and committed as docs/texts.md; a test
sees that it is up to date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.texts.measures import plain, segments
from assistant.texts.rendering import CEILING, FOLDER
from assistant.texts.text import STANDARDS, Level, Text, read_texts
from assistant.texts.topics import topic_title
from core.channel import DIALOGUE_CHANNELS, Channel
from core.yaml_files import read_yaml

MOST_LIX = 30
MOST_WORDS = 15
"""In a sentence. Both limits are our promise 10; LIX of 30 or less is «very easy»
(https://klartsagt.no/er-teksten-lettlest-lesbarhetsindeks-liks-gir-en-pekepinn/)."""

NOT_NORWEGIAN = "foreign"

LEVELS = {Level.PUBLIC: "åpen", Level.PERSONAL: "personlig", Level.PRIVATE: "privat"}
CHANNEL_NAMES: dict[str, str] = {Channel.SMS: "SMS", Channel.PHONE: "telefon", Channel.WEB: "nett"}

_LONG_LETTERS = 6
_VALUE = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W_]+(?:[.,:-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")

INTRODUCTION = """\
# Alle tekster

Her står alt assistenten sier, ordrett. Siden er laget for den som har ansvar for språket i en
kommune. Den lages av filene i `assistant/texts`; ikke rett i den.

## Slik leser du siden

- Hver tekst har et **navn**, for eksempel `choice.pick`. Bruk det når du melder fra om en tekst.
- Under navnet står **nivået**. *Åpen*: likt for alle. *Personlig*: handler om personen, men ikke om
  innholdet i vedtaket. *Privat*: innholdet i vedtaket, helse og annet som bare personen skal se.
  Private tekster går aldri på SMS.
- Er ordlyden ulik på SMS, telefon og nett, står hver for seg, med kanalen under nivået. Ellers
  gjelder den overalt.
- Ord i {klammer} fylles ut når teksten sendes. `{provider}` blir for eksempel til navnet på en
  leverandør, `{date}` til en dato.
- Under ordlyden står målene. **SMS**: antall meldinger teksten tar når den står alene, med klammene
  som de er; utfylt kan den ta flere. **LIX** og **lengste setning** regner hver klamme som ett kort
  ord. Grensene er LIX 30 og 15 ord; det som er over, står med **fet skrift**. LIX sier lite om en
  tekst på noen få ord, og står bare ved hele setninger.

## Slik endrer du en tekst

1. Finn filen som står over tabellen, og navnet i den.
2. Rett ordlyden under `nb` (bokmål) og `nn` (nynorsk). Begge må finnes og ha de samme klammene.
3. Skal én kanal ha sin egen ordlyd, skriv for eksempel `nb: {any: …, phone: …}`.
4. Lag siden på nytt med `.venv/bin/brukervalg texts --out docs/texts.md`, og kjør `make test`.

Skal en tekst bare endres i én kommune, gjør redaktøren det i konsollen, under **Innhold**. Der
ser du hvordan teksten blir i hver kanal, og en annen godkjenner den.
"""


@dataclass(frozen=True)
class Measures:
    """How heavy a wording is to read.

    Attributes:
        lix: readability index (words a sentence + percent of words over six letters).
        longest: words in the longest sentence.
    """

    lix: float
    longest: int

    @classmethod
    def of(cls, wording: str) -> "Measures":
        """Measure a wording; a value in braces is taken for one short word."""
        sentences = _sentences(wording)
        words = [word for sentence in sentences for word in sentence]
        if not words:
            return cls(0.0, 0)
        long = sum(len(word) > _LONG_LETTERS for word in words)
        return cls(
            len(words) / len(sentences) + 100 * long / len(words),
            max(len(sentence) for sentence in sentences),
        )


def text_book(folder: Path = FOLDER) -> str:
    """The whole page, in Markdown.

    Args:
        folder: the texts.

    Raises:
        TextError: a text is incomplete.
    """
    texts = {text.name: text for text in read_texts(folder)}
    files = sorted(folder.rglob("*.yml"), key=lambda file: file.name)
    contents = [f"- [{_title(file)}](#{_anchor(_title(file))})" for file in files]
    parts = [INTRODUCTION, "## Innhold\n", "\n".join(contents) + "\n"]
    for file in files:
        names = read_yaml(file) or {}
        parts += [f"## {_title(file)}\n", f"Fil: `assistant/texts/{file.relative_to(folder)}`\n"]
        rows = [
            row for name in names for row in _rows(texts[name], measured=file.stem != NOT_NORWEGIAN)
        ]
        parts.append("\n".join(["| tekst | bokmål | nynorsk |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _rows(text: Text, *, measured: bool) -> Iterator[str]:
    for channels in _alike(text):
        everywhere = len(channels) == len(DIALOGUE_CHANNELS)
        where = "" if everywhere else " · " + ", ".join(CHANNEL_NAMES[name] for name in channels)
        wordings = [
            _cell(text, text.wording(standard, channels[0]), channels, measured=measured)
            for standard in STANDARDS
        ]
        yield f"| `{text.name}`<br>{LEVELS[text.level]}{where} | {' | '.join(wordings)} |"


def _alike(text: Text) -> list[list[str]]:
    """The channels, those together that have the same wordings."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for channel in DIALOGUE_CHANNELS:
        wordings = tuple(text.wording(standard, channel) for standard in STANDARDS)
        groups.setdefault(wordings, []).append(channel)
    return list(groups.values())


def _cell(text: Text, wording: str, channels: list[str], *, measured: bool) -> str:
    measures = []
    if Channel.SMS in channels and text.level <= CEILING[Channel.SMS]:
        measures.append(f"{segments(plain(wording))} SMS")
    if measured and _SENTENCE_END.search(wording):
        found = Measures.of(wording)
        measures.append(_marked(f"LIX {found.lix:.0f}", found.lix > MOST_LIX))
        longest = f"lengste setning {found.longest} ord"
        measures.append(_marked(longest, found.longest > MOST_WORDS))
    words = wording.replace("|", "\\|").replace("\n", "<br>")
    return f"{words}<br><sub>{', '.join(measures)}</sub>" if measures else words


def _marked(measure: str, over: bool) -> str:
    return f"**{measure}**" if over else measure


def _sentences(wording: str) -> list[list[str]]:
    """The words of each sentence."""
    parts = _SENTENCE_END.split(_VALUE.sub("ord", wording))
    return [words for words in map(_WORD.findall, parts) if words]


def _title(file: Path) -> str:
    return topic_title(file.stem)


def _anchor(title: str) -> str:
    """The address that a heading gets: small letters, signs left out, spaces as hyphens."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
