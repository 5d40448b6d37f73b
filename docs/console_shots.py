"""Pictures of the console: those that the documents show, and every page of it to be looked at.

`python -m docs.draw_pages ADDRESS console` fills a fresh demo with a morning's messages and draws
every page, wide and narrow, into var/pages.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from core.settings import Settings
from devtools.demo.people import read_people
from devtools.demo.run import demo_settings, number_for
from devtools.simulate_sms import TextPhone
from docs.shots import NARROW, WIDE, Shot, chats

MORNING = {
    "+4740011001": ("Jeg vil velge", "631467268", "14.03.1941", "Hasselvind", "ja"),
    "+4740011003": ("Jeg vil klage på vedtaket", "ja", "Jeg har fått altfor få timer til dusj"),
    "+4740011004": ("Kan jeg snakke med et menneske?", "ja"),
    "+4740011005": ("Kan dere ringe meg?", "ja"),
    "+4740011006": ("Jeg har falt og får ikke puste",),
    "+4740011007": ("Det brenner på kjøkkenet",),
    "+4740011008": ("Hjelperen kom ikke i går", "ja", "ja"),
    "+4740011009": ("Eg treng eit nytt brev med kode", "ja"),
    "+4740011010": ("Kan hun komme en time senere på onsdager?", "ja"),
    "+4740011011": ("trulte sjokk i vaskern", "blabla", "menneske", "ja"),
}
"""What people text before nine, by their number: of every kind of work something."""


def text_all_morning() -> None:
    """Write it, through the real webhook."""
    settings = demo_settings(Settings())
    for number, lines in MORNING.items():
        phone = TextPhone(settings, number, number_for(settings, number, None))
        for line in lines:
            phone.send(line)
            phone.replies()
        phone.close()


def signed_in(name: str, way: str = "") -> Callable[[Page, str], str | None]:
    """Sign in as one of the demo's caseworkers.

    Args:
        way: where the page is found: the page with a list, and what its link's address looks like.
    """

    def sign_in(page: Page, address: str) -> str | None:
        page.goto(f"{address}/ansatt/logg-inn")
        page.get_by_role("button", name=name).click()
        page.wait_for_url(f"{address}/casework/**")
        if not way:
            return None
        listed, _, pattern = way.partition(" ")
        page.goto(f"{address}{listed}")
        links = [str(e.get_attribute("href")) for e in page.locator("main a[href]").all()]
        return next(each for each in links if re.search(pattern, each))

    return sign_in


def as_hallgerd(page: Page, address: str) -> None:
    """Sign in as a caseworker of Oslo, where somebody has asked for a person."""
    chats("Hva koster det?", "Kan jeg snakke med et menneske?")(page, address)
    signed_in("Hallgerd Stuvik")(page, address)


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

HALLGERD, TORBJORG, SYLFEST = "Hallgerd Stuvik", "Torbjørg Lauvstad", "Sylfest Grønnbakk"
PERSON = f"/casework/people/{1 + [e.name for e in read_people()].index('Arvid Tangvik')}"
EDITING = "/casework/editing"
PAGES: dict[str, tuple[str, str, str]] = {
    # Name: who is signed in, the page, and where it is found if its address is not known.
    "queue": (HALLGERD, "/casework/queue", ""),
    "queue-urgent": (HALLGERD, "/casework/queue?urgent=1", ""),
    "queue-answer": (HALLGERD, "/casework/queue?kind=answer", ""),
    "queue-call": (HALLGERD, "/casework/queue?kind=call", ""),
    "queue-wish": (HALLGERD, "/casework/queue?kind=wish", ""),
    "look": (HALLGERD, "", "/casework/queue?kind=answer /conversation/"),
    "danger": (HALLGERD, "", "/casework/queue?urgent=1 /conversation/"),
    "call": (HALLGERD, "", "/casework/queue?kind=call /calls/"),
    "complaint": (HALLGERD, "", "/casework/queue?kind=wish /wishes/"),
    "mine": (HALLGERD, "/casework/mine", ""),
    "finished": (HALLGERD, "/casework/mine/finished", ""),
    "letters": (HALLGERD, "/casework/undelivered", ""),
    "choices": (HALLGERD, "/casework/choices", ""),
    "case": (HALLGERD, "", "/casework/choices /choices/"),
    "why": (HALLGERD, PERSON, ""),
    "person": (HALLGERD, f"{PERSON}?grunn=contact", ""),
    "choose": (HALLGERD, f"{PERSON}/choose?grunn=contact", ""),
    "mandate-new": (HALLGERD, f"{PERSON}/mandate?grunn=mandate", ""),
    "mandates": (HALLGERD, "/casework/mandates?all=1", ""),
    "mandate": (HALLGERD, "", "/casework/mandates?all=1 /mandates/\\d"),
    "search": (HALLGERD, "/casework/search", ""),
    "missed": (TORBJORG, "/casework/missed", ""),
    "review": (HALLGERD, "/casework/missed/review", ""),
    "examples": (HALLGERD, "/casework/missed/examples", ""),
    "trial": (HALLGERD, "/casework/missed/trial", ""),
    "now": (HALLGERD, "/casework/now", ""),
    "numbers": (HALLGERD, "/casework/tall", ""),
    "help": (HALLGERD, "/casework/help", ""),
    "tour": (HALLGERD, "/casework/help/tour/1", ""),
    "editing": (SYLFEST, EDITING, ""),
    "texts": (TORBJORG, f"{EDITING}/texts?topic=choice", ""),
    "text": (TORBJORG, f"{EDITING}/texts/choice.pick", ""),
    "rules": (TORBJORG, f"{EDITING}/rules", ""),
    "rule": (TORBJORG, f"{EDITING}/rules/price", ""),
    "providers": (TORBJORG, f"{EDITING}/providers", ""),
    "provider": (TORBJORG, f"{EDITING}/providers/hasselvind", ""),
    "contract": (TORBJORG, f"{EDITING}/contracts/new", ""),
    "facts": (TORBJORG, f"{EDITING}/facts", ""),
    "fact": (TORBJORG, f"{EDITING}/facts/new", ""),
    "answers": (TORBJORG, f"{EDITING}/answers", ""),
    "answer": (TORBJORG, f"{EDITING}/answers/new", ""),
    "unanswered": (TORBJORG, f"{EDITING}/unanswered", ""),
    "office": (TORBJORG, f"{EDITING}/office", ""),
    "office-hours": (TORBJORG, "", f"{EDITING}/office /office/"),
    "history": (TORBJORG, f"{EDITING}/history/text:choice.pick", ""),
}
EVERY = tuple(
    Shot(f"{name}{'' if width == WIDE else '-phone'}", path, width, signed_in(who, way))
    for name, (who, path, way) in PAGES.items()
    for width in (WIDE, NARROW)
)
"""Every page of the console, wide and narrow."""
