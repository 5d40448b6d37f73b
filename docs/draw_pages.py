"""`make screenshots`: draw the pages of the running demo into docs/images/pages.

What is drawn is what the demo serves. Start it afresh first (`uv run brukervalg demo --fresh`). A
page is added by a line in `SHOTS`; one that somebody must sign in to see tells how in `prepare`.
`python docs/draw_pages.py http://127.0.0.1:8080 front list` draws only those named.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from core.settings import Settings
from devtools.demo.run import demo_settings

FOLDER = Path(__file__).parent / "images" / "pages"
WIDE, NARROW = 1280, 390
"""Of the window, in pixels: a computer's and a phone's."""
HIGHEST = 2000
"""Of a picture, in pixels: of a longer page the upper part is enough."""
COLOURS = 64
"""A page has few; so a picture weighs a quarter."""
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Shot:
    """A picture of a page.

    Args:
        name: of the file.
        path: of the page.
        width: of the window, in pixels.
        prepare: what is done in the browser before the page is opened, such as signing in; it is
            given the page and the demo's address, and may return another path to open.
        whole: the page from top to end; False for what the window shows, where a box stays at its
            lower edge.
    """

    name: str
    path: str
    width: int = WIDE
    prepare: Callable[[Page, str], str | None] | None = None
    whole: bool = True


LIST = "/oslo/leverandorer?bydel=030105&tjeneste=practical_assistance&lodd=a1"
COMPARISON = "/oslo/sammenlign?velg=hasselvind&velg=fjellvante&velg=oslo-kommune&lodd=a1"

PUBLIC = (
    Shot("front", "/"),
    Shot("front-phone", "/", NARROW),
    Shot("choosing-door", "/velg/oslo?leverandor=hasselvind", NARROW),
    Shot("municipality", "/oslo"),
    Shot("municipality-phone", "/oslo", NARROW),
    Shot("planned", "/trondheim"),
    Shot("ended", "/moss"),
    Shot("ways", "/oslo/slik-velger-du"),
    Shot("districts", "/oslo/leverandorer"),
    Shot("found-street-phone", "/?q=Trondheimsveien+12", NARROW),
    Shot("list", LIST),
    Shot("list-phone", LIST, NARROW),
    Shot("list-wishes", f"{LIST}&sprak=pl"),
    Shot("compare", f"{COMPARISON}&viktig=languages"),
    Shot("compare-phone", COMPARISON, NARROW),
    Shot("compare-nynorsk", f"/nn{COMPARISON}"),
    Shot("provider", "/oslo/leverandorer/maakesund"),
    Shot("about", "/om-tjenesten"),
    Shot("privacy", "/personvern"),
    Shot("accessibility", "/tilgjengelighet"),
    Shot("open-data", "/apne-data"),
)


def as_arvid(page: Page, address: str) -> None:
    """Sign in at the demo's ID-porten."""
    page.goto(f"{address}/logg-inn")
    page.get_by_role("button", name="Arvid Tangvik").click()
    page.wait_for_url(f"{address}/min-side")


OWN = (
    Shot("own", "/min-side", prepare=as_arvid),
    Shot("own-phone", "/min-side", NARROW, prepare=as_arvid),
    Shot("choosing-who", "/velg/oslo?for=meg", prepare=as_arvid),
    Shot("choosing-check", "/velg/oslo?leverandor=hasselvind&for=meg", prepare=as_arvid),
    Shot("choosing-check-phone", "/velg/oslo?leverandor=hasselvind&for=meg", NARROW, as_arvid),
    Shot("own-mandates", "/min-side/fullmakter", prepare=as_arvid),
    Shot("own-stored-nynorsk", "/nn/min-side/lagret", prepare=as_arvid),
)


def chats(*words: str) -> Callable[[Page, str], None]:
    """Somebody has written these in Oslo's chat."""

    def write(page: Page, address: str) -> None:
        page.goto(f"{address}/chat/0301")
        for each in words:
            entries = page.locator("#chat-log > li")
            before = entries.count()
            page.get_by_label("Skriv her").fill(each)
            page.locator("#chat-send").click()
            entries.nth(before + 1).wait_for()

    return write


def chooses(page: Page, address: str) -> None:
    """The demo's Solveig has chosen with the code of her letter."""
    chats("Jeg vil velge", "631467268", "14.03.1941")(page, address)
    for name in ("Velg Hasselvind Omsorg", "Ja"):
        page.wait_for_timeout(2000)  # New answers take taps after a moment.
        entries = page.locator("#chat-log > li")
        before = entries.count()
        page.get_by_role("button", name=name, exact=True).last.click()
        entries.nth(before + 1).wait_for()


CHAT = (
    Shot("chat", "/chat/0301"),
    Shot("chat-providers", "/chat/0301", prepare=chats("Hvem kan jeg velge i Frogner?")),
    Shot("chat-phone", "/chat/0301", NARROW, chats("Hva koster det?", "Jeg vil bytte"), False),
    Shot("chat-district-phone", "/chat/0301", NARROW, chats("Hvem kan jeg velge?"), False),
    Shot("chat-person-phone", "/chat/0301", NARROW, chats("Jeg vil snakke med et menneske"), False),
    Shot("chat-receipt-phone", "/chat/0301", NARROW, chooses, False),
    Shot("chat-danger", "/chat/0301", prepare=chats("Det brenner hos mor")),
    Shot("chat-nynorsk", "/chat/4207?maalform=nn"),
    Shot("chat-button", "/widget"),
)


def as_hallgerd(page: Page, address: str) -> None:
    """Sign in as a caseworker of Oslo, where somebody has asked for a person."""
    chats("Hva koster det?", "Kan jeg snakke med et menneske?")(page, address)
    page.goto(f"{address}/ansatt/logg-inn")
    page.get_by_role("button", name="Hallgerd Stuvik").click()
    page.wait_for_url(f"{address}/casework/**")


def claims(page: Page, address: str) -> str:
    """And take the first conversation in the queue."""
    as_hallgerd(page, address)
    page.goto(f"{address}/casework/queue")
    page.get_by_role("button", name="Ta", exact=True).first.click()
    page.wait_for_url(f"{address}/casework/conversation/**")
    return page.url.removeprefix(address).split("#")[0]


def answers(page: Page, address: str) -> str:
    """And answer in it."""
    path = claims(page, address)
    page.locator("#text").fill("Ja. Når passer det at jeg ringer deg?")
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_text("Svaret er på vei.").wait_for()
    return path


CONSOLE = (
    Shot("console-queue", "/casework/queue", prepare=as_hallgerd),
    Shot("console-queue-phone", "/casework/queue", NARROW, as_hallgerd),
    Shot("console-conversation", "/casework", prepare=answers),
    Shot("console-conversation-phone", "/casework", NARROW, claims),
    Shot("console-mine", "/casework/mine", prepare=as_hallgerd),
    Shot("console-choices", "/casework/choices", prepare=as_hallgerd),
    Shot("console-calls", "/casework/queue?kind=call", prepare=as_hallgerd),
    Shot("console-tour", "/casework/help/tour/1", prepare=as_hallgerd),
    Shot("console-mandates", "/casework/mandates", prepare=as_hallgerd),
    Shot("console-search", "/casework/search", prepare=as_hallgerd),
    Shot("console-missed", "/casework/missed", prepare=as_hallgerd),
    Shot("console-trial", "/casework/missed/trial", prepare=as_hallgerd),
    Shot("console-now", "/casework/now", prepare=as_hallgerd),
    Shot("console-answers", "/casework/editing/answers", prepare=as_hallgerd),
    Shot("console-texts", "/casework/editing/texts", prepare=as_hallgerd),
    Shot("console-numbers", "/casework/tall", prepare=as_hallgerd),
)

SHOTS = (*PUBLIC, *OWN, *CHAT, *CONSOLE)
"""Every picture; the rooms' lists one after another."""


def draw(browser: Browser, address: str, shot: Shot) -> bytes:
    """A page as a picture (PNG).

    Raises:
        ValueError: the page does not answer as a page should, or the picture weighs too much.
    """
    context = browser.new_context(viewport={"width": shot.width, "height": 900}, locale="nb-NO")
    try:
        page = context.new_page()
        # A font that is late is left for the next page: here it has come before.
        page.goto(f"{address}/om-tjenesten")
        page.evaluate("() => document.fonts.load('1rem Inter')")
        path = shot.prepare(page, address) if shot.prepare is not None else None
        answer = page.goto(address + (path or shot.path), wait_until="load")
        if answer is None or not answer.ok:
            raise ValueError(f"{shot.path} answers {answer.status if answer else 'nothing'}")
        whole = Image.open(BytesIO(page.screenshot(full_page=shot.whole)))
    finally:
        context.close()
    upper = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, HIGHEST)))
    file = BytesIO()
    upper.quantize(COLOURS).save(file, "PNG", optimize=True)
    if file.tell() > MOST_BYTES:
        raise ValueError(f"{shot.name} weighs {file.tell()} bytes")
    return file.getvalue()


def main(address: str, *names: str) -> None:
    """Draw the pages that are served at an address: all, or those named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in SHOTS if not names else [each for each in SHOTS if each.name in names]:
            picture = draw(browser, address, shot)
            (FOLDER / f"{shot.name}.png").write_bytes(picture)
            print(f"{shot.name}.png  {len(picture) // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or [demo_settings(Settings()).base_url]))
