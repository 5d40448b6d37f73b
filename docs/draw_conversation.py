"""`make picture`: play a text-message conversation with the running demo, and draw it.

What is drawn is what the demo answered, word for word; only the letter's code is covered. Start the
demo afresh first (`.venv/bin/brukervalg demo --fresh`), so that the person has not chosen already.
"""

import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from core.settings import Settings
from devtools.demo.run import demo_people, demo_settings
from devtools.simulate_sms import SimulatorError, TextPhone

PICTURE = Path(__file__).parent / "images" / "conversation.svg"
CODE, BIRTH_DATE = "{code}", "{birth_date}"
LINES = (
    *("Hei", "Hvem kan jeg velge?", "Frogner", "Jeg vil velge", CODE, BIRTH_DATE),
    *("Hva koster det?", "Den første", "Ja", "Takk"),
)
"""What the person writes, in order."""
COVERED = "••• ••• •••"
CASE_NUMBER = re.compile(r"\b\d{2}-\d{5}-\d\b")

# All lengths in pixels of the picture.
SCREEN, GAP, MARGIN, RADIUS = 400, 24, 16, 18
WIDEST = 300
"""Of a bubble."""
FONT_SIZE, LINE, PAD = 15, 20, 12
BETWEEN, TURN = 6, 14
"""Between two bubbles of the same speaker, and where the speaker changes."""
HEADER = 60

# The picture has a background of its own, so it reads the same on a light page and on a dark one.
SCREEN_COLOUR, EDGE, INK, FAINT = "#ffffff", "#c4cad2", "#15191f", "#59616d"
THEIRS, OURS, OUR_INK = "#e6e9ee", "#14548f", "#ffffff"
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Bubble:
    """A message in the picture, in the lines that it is broken into."""

    mine: bool
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """In pixels."""
        return len(self.lines) * LINE + 2 * PAD - 4

    @property
    def width(self) -> int:
        """In pixels."""
        return round(max(map(text_width, self.lines))) + 2 * PAD


def main() -> None:
    """Play, draw and write."""
    settings = demo_settings(Settings())
    person = demo_people(settings)[0]
    try:
        said = list(played(settings, person))
    except SimulatorError as error:
        sys.exit(str(error))
    if not any(CASE_NUMBER.search(text) for _, text in said):
        # The order of the providers is drawn by lot, and the first may be full.
        sys.exit("Nothing was registered. Start the demo with --fresh and play again.")
    title = f"SMS med {person['municipality']} (demo)"
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawn(title, said), "utf-8")
    print(f"{PICTURE}: {len(said)} messages")


def played(settings: Settings, person: dict[str, object]) -> Iterator[tuple[bool, str]]:
    """The conversation: whether the person wrote it, and what; the code is covered.

    Raises:
        SimulatorError: the demo does not answer.
    """
    phone = TextPhone(settings, str(person["phone"]), str(person["municipality_number"]))
    try:
        for line in LINES:
            text = line.format(code=person["code"], birth_date=_as_written(person["birth_date"]))
            phone.send(text)
            yield True, COVERED if line == CODE else text
            replies = phone.replies()
            if not replies:
                raise SimulatorError(f"No reply to «{line}».")
            for reply in replies:
                yield False, reply
    finally:
        phone.close()


def _as_written(birth_date: object) -> str:
    year, month, day = str(birth_date).split("-")
    return f"{day}.{month}.{year}"


def drawn(title: str, said: Sequence[tuple[bool, str]]) -> str:
    """The conversation as SVG, on two screens side by side.

    Args:
        title: stands above each screen.
        said: whether the person wrote it, and what.
    """
    bubbles = [Bubble(mine, tuple(_broken(text))) for mine, text in said]
    cut = min(
        range(1, len(bubbles)),
        key=lambda at: max(_height(bubbles[:at]), _height(bubbles[at:])),
    )
    height = max(_height(bubbles[:cut]), _height(bubbles[cut:]))
    width = 2 * SCREEN + GAP
    picture = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "font-family": FONT,
            "font-size": str(FONT_SIZE),
            "role": "img",
        },
    )
    Xml.SubElement(picture, "title").text = title
    spoken = ((("Personen: " if mine else "Brukervalg: ") + text) for mine, text in said)
    Xml.SubElement(picture, "desc").text = "\n".join(spoken)
    for number, part in enumerate((bubbles[:cut], bubbles[cut:])):
        _screen(picture, number * (SCREEN + GAP), height, title, part)
    Xml.indent(picture)
    return Xml.tostring(picture, encoding="unicode") + "\n"


def _screen(
    picture: Xml.Element, left: int, height: int, title: str, bubbles: Sequence[Bubble]
) -> None:
    # Half a pixel in, so that the edge is sharp.
    screen = _box(picture, (left + 0.5, 0.5), (SCREEN - 1, height - 1), SCREEN_COLOUR)
    screen.set("stroke", EDGE)
    under = {"x1": left + 1, "x2": left + SCREEN - 1, "y1": HEADER - 12.5, "y2": HEADER - 12.5}
    placed = {name: f"{value:g}" for name, value in under.items()}
    Xml.SubElement(picture, "line", {**placed, "stroke": EDGE})
    middle = {"x": str(left + SCREEN // 2), "y": "27", "text-anchor": "middle"}
    Xml.SubElement(picture, "text", {**middle, "fill": FAINT}).text = title
    top = HEADER
    for before, bubble in zip([None, *bubbles], bubbles, strict=False):
        if before is not None:
            top += BETWEEN if before.mine == bubble.mine else TURN
        at = left + (SCREEN - MARGIN - bubble.width if bubble.mine else MARGIN)
        colour = OURS if bubble.mine else THEIRS
        _box(picture, (at, top), (bubble.width, bubble.height), colour)
        text = Xml.SubElement(picture, "text", {"fill": OUR_INK if bubble.mine else INK})
        for number, line in enumerate(bubble.lines):
            down = top + PAD + FONT_SIZE - 3 + number * LINE
            place = {"x": str(at + PAD), "y": str(down)}
            Xml.SubElement(text, "tspan", place).text = line
        top += bubble.height


def _box(
    picture: Xml.Element, corner: tuple[float, float], size: tuple[float, float], colour: str
) -> Xml.Element:
    (x, y), (width, height) = corner, size
    place = {"x": x, "y": y, "width": width, "height": height, "rx": RADIUS}
    written = {name: f"{value:g}" for name, value in place.items()}
    return Xml.SubElement(picture, "rect", {**written, "fill": colour})


def _height(bubbles: Sequence[Bubble]) -> int:
    """Of a screen with these bubbles, in pixels."""
    between = sum(BETWEEN if one.mine == next_.mine else TURN for one, next_ in pairwise(bubbles))
    return HEADER + sum(bubble.height for bubble in bubbles) + between + MARGIN


def _broken(text: str) -> Iterator[str]:
    """The text in lines that are no wider than a bubble; its own line breaks are kept."""
    for paragraph in text.split("\n"):
        letters = len(paragraph)
        while letters and any(
            text_width(line) > WIDEST - 2 * PAD for line in textwrap.wrap(paragraph, letters)
        ):
            letters -= 1
        yield from textwrap.wrap(paragraph, max(letters, 1)) or [""]


def text_width(text: str) -> float:
    """The width of a line, in pixels.

    In DejaVu Sans, which is wider than the other fonts that a browser may choose: a line that fits
    in it fits in all of them.
    """
    # The library counts in 65,536ths of a pixel.
    return sum(_font().load_char(ord(letter)).linearHoriAdvance for letter in text) / 65536


@cache
def _font() -> FT2Font:
    font = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    font.set_size(FONT_SIZE, 72)
    return font


if __name__ == "__main__":
    main()
