"""Hjelp: how the console is used, and a first day's tour through it, a thought a step."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from web.auth import Role
from web.console.dependencies import Dependencies
from web.console.request.current_user import here
from web.console.section import Section


@dataclass(frozen=True)
class Step:
    """A step of the tour.

    Attributes:
        says: what to know, a sentence a line.
        page: the view that it is about, to be opened beside.
        roles: who has that page; empty for everybody.
    """

    title: str
    says: tuple[str, ...]
    page: str
    roles: tuple[Role, ...] = ()


TOUR = (
    Step(
        "Køen er alt som venter",
        (
            "Det som haster, ligger øverst med rød kant.",
            "Hver rad viser hvem det er, hvorfor og det siste personen sa.",
            "Velg slag for å se bare det du skal svare på, ringe om eller behandle som klage.",
        ),
        "casework.queue.index",
        (Role.CASEWORKER,),
    ),
    Step(
        "Se først, ta etterpå",
        (
            "Trykk på navnet for å lese samtalen. Da sendes ingenting.",
            "Trykk Ta når du vil svare. Da får personen vite navnet ditt.",
            "Det du har begynt å skrive, er lagret, også om du blir logget ut.",
        ),
        "casework.queue.index",
        (Role.CASEWORKER,),
    ),
    Step(
        "Ved fare",
        (
            "Det piper og lyser på alle sider til noen tar saken.",
            "I samtalen står hva du skal gjøre, steg for steg.",
            "Ring først. Skriv etterpå.",
        ),
        "casework.queue.index",
        (Role.CASEWORKER,),
    ),
    Step(
        "Personen",
        (
            "Søk med saksnummer, fødselsdato eller navn, og si hvorfor.",
            "På siden til personen ser du vedtak, valg, samtaler og fullmakter.",
            "Der kan du skrive SMS, ringe, lage brev og registrere et valg som blir sagt.",
        ),
        "casework.search.index",
        (Role.CASEWORKER, Role.APPROVER),
    ),
    Step(
        "Valg godkjennes",
        (
            "Åpne saken, og se om vedtaket gir hjelpen.",
            "Trykk Ctrl + Enter for å godkjenne. Da kommer den neste saken.",
            "Ble noe endret mens du leste, sier siden fra. Da er ingenting lagret.",
        ),
        "casework.choices.index",
        (Role.APPROVER,),
    ),
    Step(
        "Innhold endres av to",
        (
            "Én foreslår, og en annen godkjenner.",
            "Du ser hva endringen gjør med saker som er i gang.",
            "Det som sies ved fare, kan ikke endres.",
        ),
        "casework.editing.index",
        (Role.EDITOR, Role.APPROVER),
    ),
    Step(
        "Slik står det til",
        (
            "Siden Nå viser hvem som venter, hvor lenge og hvem som har hva.",
            "Siden Tall viser året. Små tall er skjult.",
        ),
        "casework.now.index",
        (Role.CASEWORKER, Role.APPROVER, Role.READER),
    ),
    Step(
        "Alt du åpner, står i en logg",
        (
            "Loggen viser hvem som så hva, når og hvorfor.",
            "Åpne bare det du trenger for jobben.",
            "Trykk ? for å se hurtigtastene. Hjelp står alltid øverst.",
        ),
        "casework.help.index",
    ),
)


def blueprint(_: Dependencies) -> Blueprint:
    """The pages of help."""
    pages = Blueprint("help", __name__)

    def steps() -> list[Step]:
        return [each for each in TOUR if not each.roles or here().may(*each.roles)]

    @pages.get("/help")
    def index() -> ResponseReturnValue:
        return render_template("casework/help.html", steps=steps())

    @pages.get("/help/tour/<int:number>")
    def tour(number: int) -> ResponseReturnValue:
        mine = steps()
        if not 1 <= number <= len(mine):
            abort(404)
        return render_template(
            "casework/tour.html", step=mine[number - 1], number=number, of=len(mine)
        )

    return pages


SECTION = Section("Hjelp", "help.index", tuple(Role), blueprint, in_menu=False)
