"""Tall: the municipality's numbers, as tables, as plots, and to take along."""

import csv
import io
import time

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from core.spreadsheet import as_text
from core.year import Year
from web.auth import Role
from web.console.dependencies import Dependencies
from web.console.numbers.counting import Figures
from web.console.numbers.figure import HIDDEN, Figure
from web.console.numbers.plots import svg
from web.console.numbers.small_counts import FEWEST
from web.console.request.current_user import here
from web.console.request.row_ids import row_id
from web.console.section import Section

FIRST_YEAR = 2024
"""No figure is older: nothing was counted here before."""
KEPT_SECONDS = 120.0
SSB = "https://www.ssb.no/omssb/personvern/personopplysninger-i-statistikken"


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of numbers."""
    pages = Blueprint("numbers", __name__)
    figures = Kept(Figures(deps.database, deps.register, deps.catalogue))

    def year() -> Year:
        # Whole years only: the difference of two periods that can be picked freely could tell
        # the count of a day (docs/decisions/016).
        this = deps.clock.today().year
        asked = request.args.get("year", str(this))
        chosen = row_id(asked)
        if chosen is None or not FIRST_YEAR <= chosen <= this:
            abort(404)
        return Year(chosen)

    def counted(chosen: Year, *, anew: bool = False) -> list[Figure]:
        today = deps.clock.today()
        until = today.month if chosen.number == today.year else 12
        return figures.of(here().municipality, chosen, until, anew=anew)

    def one(name: str) -> Figure:
        found = next((each for each in counted(year()) if each.about.id == name), None)
        if found is None:
            abort(404)
        return found

    @pages.get("/tall")
    def index() -> ResponseReturnValue:
        chosen = year()
        shown = counted(chosen, anew=True)
        return render_template(
            "casework/numbers.html",
            figures=shown,
            alt=alternative,
            year=chosen.number,
            years=range(deps.clock.today().year, FIRST_YEAR - 1, -1),
            hides=any(each.table.hides for each in shown),
            hidden=HIDDEN,
            fewest=FEWEST,
            source=SSB,
        )

    @pages.get("/tall/<name>.svg")
    def plot(name: str) -> ResponseReturnValue:
        response = make_response(svg(one(name)))
        response.mimetype = "image/svg+xml"
        # A picture's own styles, in a picture that loads nothing and runs nothing.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        )
        return response

    @pages.get("/tall/<name>.csv")
    def table(name: str) -> ResponseReturnValue:
        found = one(name)
        response = make_response(as_csv(found))
        response.mimetype = "text/csv"
        file = f"{name}-{here().municipality}-{year().number}.csv"
        response.headers["Content-Disposition"] = f"attachment; filename={file}"
        return response

    return pages


class Kept:
    """The figures of a page, kept while its pictures are drawn: they show what its tables show.

    Args:
        figures: counts them.
    """

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._kept: dict[tuple[str, int, int], tuple[float, list[Figure]]] = {}

    def of(self, municipality: str, year: Year, until: int, *, anew: bool) -> list[Figure]:
        """Every figure of a year; counted anew, or as they were counted a moment ago."""
        key, now = (municipality, year.number, until), time.monotonic()
        old = self._kept.get(key)
        if anew or old is None or now - old[0] > KEPT_SECONDS:
            old = (now, self._figures.of(municipality, year, until))
            fresh = {k: it for k, it in self._kept.items() if now - it[0] <= KEPT_SECONDS}
            self._kept = fresh | {key: old}
        return old[1]


def alternative(figure: Figure) -> str:
    """What a plot shows, in words: the largest, and where all of it can be read."""
    sums = [(row[-1], name) for name, row in zip(figure.rows, figure.table.rows[:-1], strict=True)]
    known = [(count, name) for count, name in sums if count]
    if not known:
        return f"{figure.about.title}. Ingen tall å vise."
    most, where = max(known, key=lambda each: each[0])
    return f"{figure.about.title}. Flest: {where.lower()}, {most}. Alle tallene står i tabellen."


def as_csv(figure: Figure) -> str:
    """A table for spreadsheets: semicolons, as Norwegian ones take them; UTF-8 with its mark."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([figure.about.first, *figure.columns, "Sum", *figure.more])
    for place, name in enumerate((*figure.rows, "Sum")):
        counts = [HIDDEN if count is None else count for count in figure.table.rows[place]]
        writer.writerow(
            [as_text(name), *counts, *(values[place] for values in figure.more.values())]
        )
    return out.getvalue()


SECTION = Section("Tall", "numbers.index", tuple(Role), blueprint)
