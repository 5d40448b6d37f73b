"""Every figure of a municipality: what the rooms count, put into tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from choice_register.register import Register
from conversations.statistics import Statistics
from core.channel import Channel
from core.database import Database
from core.year import MONTHS, Year
from provider_catalog.catalogue import Catalogue
from web.console.cases.case_words import STATES
from web.console.numbers import waits
from web.console.numbers.figure import About, Figure, by_month, capital, figure
from web.console.tasks.task_words import CHANNELS, reason_in_words

PRIVATE = ("company", "nonprofit")
OWNERS = {"municipal": "kommunens egen", "company": "privat", "nonprofit": "ideell"}
GONE = "ikke i katalogen nå"
"""The owner of a provider that has left the catalogue since; told only where there is one."""
ALONE, WITH_PERSON = "assistenten alene", "et menneske måtte inn"
MARKS = ("1 (nei, slett ikke)", "2", "3", "4", "5 (ja, veldig)")
HANDED_OVER = "overlevert"
NO_DISTRICT, WHOLE = "uten bydel", "hele kommunen"
ONE_EACH = "Ett valg er én tjeneste for én person. Måneden er da valget kom inn."
ALL_CHANNELS = CHANNELS | {Channel.PAPER: "papir", Channel.CASEWORK: "saksbehandler"}
SHARE = "Andel privat eller ideell"


class Figures:
    """Counts for one municipality.

    Args:
        database: where the rooms keep what they count.
        register: choices and who delivers.
        catalogue: providers' owners, and the names of districts.
    """

    def __init__(self, database: Database, register: Register, catalogue: Catalogue) -> None:
        self._channels = Statistics(database)
        self._register = register
        self._catalogue = catalogue

    def of(self, municipality: str, year: Year, until: int = 12) -> list[Figure]:
        """Every figure of a year, with a row also for months and districts without anything.

        Args:
            until: the last month to show: this one, in the year that goes on.
        """
        months, home_of = tuple(MONTHS[:until]), self._homes(municipality)
        return [
            *self._conversations(municipality, year, months),
            *self._tasks(municipality, year, home_of),
            *self._choices(municipality, year, months),
            self._delivered(municipality),
            *self._marks(municipality, year, months, home_of),
        ]

    def _conversations(self, where: str, year: Year, months: tuple[int, ...]) -> list[Figure]:
        answered, channels = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
        for each in self._channels.conversations(where, year):
            answered[each.month, WITH_PERSON if each.handed_over else ALONE] += each.count
            channels[each.month, CHANNELS.get(each.channel, each.channel)] += each.count
        alone = About(
            "answered",
            "Henvendelser, og hvem som svarte",
            "En henvendelse er en tråd på SMS, en telefonsamtale eller en samtale på nett. Et "
            "menneske måtte inn når den førte til en oppgave.",
        )
        by_channel = About("channels", "Henvendelser etter kanal")
        return [
            by_month(alone, (ALONE, WITH_PERSON), months, answered).with_share(
                "Andel assistenten alene", capital(ALONE)
            ),
            by_month(by_channel, tuple(CHANNELS.values()), months, channels),
            self._waits(where, year, months),
        ]

    def _waits(self, where: str, year: Year, months: tuple[int, ...]) -> Figure:
        waited = self._channels.waits(where, year)
        about = About(
            "waits",
            "Hvor lenge folk ventet på et menneske",
            "Fra oppgaven ble laget til første svar fra en saksbehandler, eller til den ble løst. "
            "De som venter ennå, er ikke med. Tiden går også om natten og i helgen.",
        )
        bands = Counter((each.month, waits.band(each.waited)) for each in waited)
        groups = [*([each for each in waited if each.month == month] for month in months), waited]
        return by_month(about, tuple(waits.BANDS), months, bands).beside(
            {
                "Halvparten fikk svar innen": tuple(map(waits.half, groups)),
                "Ni av ti innen": tuple(map(waits.nine_of_ten, groups)),
                "Lovet tid holdt": tuple(map(waits.kept, groups)),
            }
        )

    def _tasks(self, where: str, year: Year, home_of: Callable[[int], str]) -> list[Figure]:
        counted = self._channels.tasks(where, year)
        reasons, districts = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for each in counted:
            reasons[reason_in_words(each.reason), HANDED_OVER] += each.count
            if each.person_id is not None:
                districts[home_of(each.person_id), HANDED_OVER] += each.count
        rows = tuple(name for (name, _), _ in reasons.most_common())
        note = "En henvendelse kan bli overlevert flere ganger."
        about = About("reasons", "Overlevert til et menneske, etter grunn", note, "Grunn")
        figures = [figure(about, (HANDED_OVER,), rows, reasons)]
        if self._catalogue.districts(where):
            title, note = (
                "Overlevert til et menneske, etter bydel",
                "Bare der vi vet hvem det er.",
            )
            about = About("reasons-district", title, note, "Bydel")
            figures.append(figure(about, (HANDED_OVER,), self._rows(where, districts), districts))
        return figures

    def _choices(self, where: str, year: Year, months: tuple[int, ...]) -> list[Figure]:
        states, chosen = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
        owners, districts = Counter[tuple[int, str]](), Counter[tuple[str, str]]()
        home = self._home(where)
        for each in self._register.count_choices(where, year):
            owner = self._owner(each.provider_id)
            states[each.month, STATES[each.state]] += each.count
            chosen[each.month, ALL_CHANNELS.get(each.channel, each.channel)] += each.count
            owners[each.month, owner] += each.count
            districts[home(each.district), owner] += each.count
        by_state = About("states", "Valg etter hvor de står nå", ONE_EACH)
        by_channel = About("doors", "Valg etter kanal", ONE_EACH)
        by_owner = About("owners", "Valg etter hvem som ble valgt", ONE_EACH)
        used = tuple(dict.fromkeys((*CHANNELS.values(), *sorted(each for _, each in chosen))))
        figures = [
            by_month(by_state, tuple(STATES.values()), months, states),
            by_month(by_channel, used, months, chosen),
            _private(by_month(by_owner, _owners(owners), months, owners)),
        ]
        if self._catalogue.districts(where):
            about = About("owners-district", "Valg etter bydel", ONE_EACH, "Bydel")
            rows = self._rows(where, districts)
            figures.append(_private(figure(about, _owners(districts), rows, districts)))
        return figures

    def _delivered(self, where: str) -> Figure:
        counts, home = Counter[tuple[str, str]](), self._home(where)
        for each in self._register.count_deliveries(where):
            owner = self._owner(each.provider_id) if each.provider_id else OWNERS["municipal"]
            counts[home(each.district), owner] += each.count
        about = About(
            "delivered",
            "Hvem som gir hjelpen i dag",
            "Alle tjenester i vedtak som gjelder i dag. Den som ikke har valgt, har kommunens.",
            "Bydel",
        )
        return _private(figure(about, _owners(counts), self._rows(where, counts), counts))

    def _marks(
        self, where: str, year: Year, months: tuple[int, ...], home_of: Callable[[int], str]
    ) -> list[Figure]:
        counted = self._channels.marks(where, year)
        given, districts = Counter[tuple[int, str]](), Counter[tuple[str, str]]()
        for each in counted:
            mark = MARKS[each.mark - 1]
            given[each.month, mark] += each.count
            if each.person_id is not None:
                districts[home_of(each.person_id), mark] += each.count
        note = "Svar på spørsmålet en måned etter at valget begynte å gjelde."
        about = About("marks", "Hvor fornøyd folk er", note)
        figures = [by_month(about, MARKS, months, given).with_mean("Snitt")]
        if self._catalogue.districts(where):
            about = About("marks-district", "Hvor fornøyd folk er, etter bydel", note, "Bydel")
            rows = self._rows(where, districts)
            figures.append(figure(about, MARKS, rows, districts).with_mean("Snitt"))
        return figures

    def _owner(self, provider_id: str) -> str:
        try:
            return OWNERS[self._catalogue.provider(provider_id).owner_type]
        except KeyError:
            return GONE

    def _home(self, where: str) -> Callable[[str | None], str]:
        """Gives the names of a municipality's districts."""
        names = {each.id: each.name for each in self._catalogue.districts(where)}
        nowhere = NO_DISTRICT if names else WHOLE
        return lambda district: names.get(district or "", nowhere)

    def _homes(self, where: str) -> Callable[[int], str]:
        """Gives the name of the district of a person; looks them up once, and only if needed."""
        if not self._catalogue.districts(where):
            return lambda _: WHOLE
        home, found = self._home(where), self._register.districts_of(where)
        return lambda person: home(found.get(person))

    def _rows(self, where: str, counts: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
        """Every district, also those where nothing was counted, and what is in none."""
        names = [each.name for each in self._catalogue.districts(where)]
        rest = sorted({row for row, _ in counts} - set(names))
        return tuple(dict.fromkeys((*names, *rest))) or (WHOLE,)


def _owners(counts: Iterable[tuple[object, str]]) -> tuple[str, ...]:
    gone = (GONE,) if any(owner == GONE for _, owner in counts) else ()
    return (*OWNERS.values(), *gone)


def _private(counted: Figure) -> Figure:
    return counted.with_share(SHARE, *(capital(OWNERS[each]) for each in PRIVATE))
