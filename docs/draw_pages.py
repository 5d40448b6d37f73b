"""`make screenshots`: draw the pages of the running demo into docs/images/pages.

What is drawn is what the demo serves. Start it afresh first (`.venv/bin/brukervalg demo --fresh`).
A page is added by a line in `SHOTS`; one that somebody must sign in to see tells how in `prepare`.
`python -m docs.draw_pages http://127.0.0.1:8080 front list` draws only those named, and
`… console` every page of the console, wide and narrow, into var/pages (`docs/console_shots.py`).
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from core.settings import Settings
from devtools.demo.run import demo_settings
from docs.console_shots import CONSOLE, EVERY, text_all_morning
from docs.shots import NARROW, Shot, chats

FOLDER = Path(__file__).parent / "images" / "pages"
LOOKED_AT = Path("var/pages")
"""Where every page of the console is drawn, to be looked at."""
HIGHEST = 2000
"""Of a picture, in pixels: of a longer page the upper part is enough."""
COLOURS = 64
"""A page has few; so a picture weighs a quarter."""
MOST_BYTES = 150_000


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


SHOTS = (*PUBLIC, *OWN, *CHAT, *CONSOLE)
"""Every picture; the rooms' lists one after another."""


def draw(browser: Browser, address: str, shot: Shot) -> bytes:
    """A page as a picture (PNG).

    Raises:
        ValueError: the page does not answer as a page should.
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
    return file.getvalue()


def main(address: str, *names: str) -> None:
    """Draw the pages that are served at an address: all, or those named."""
    folder: Path = FOLDER
    shots: tuple[Shot, ...] = SHOTS
    if names[:1] == ("console",):
        folder, shots, names = LOOKED_AT, EVERY, names[1:]
        if not names:
            text_all_morning()
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in shots if not names else [each for each in shots if each.name in names]:
            picture = draw(browser, address, shot)
            if folder is FOLDER and len(picture) > MOST_BYTES:
                raise ValueError(f"{shot.name} weighs {len(picture)} bytes")
            (folder / f"{shot.name}.png").write_bytes(picture)
            print(f"{shot.name}.png  {len(picture) // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or [demo_settings(Settings()).base_url]))
